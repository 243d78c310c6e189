"""``countroom council``: who controls a council before and after, and what changed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from countroom.app.council_picture import CouncilPicture, WardPicture, council_picture, unusable
from countroom.app.sources import Source
from countroom.cli.main import DONE, MISUSE
from countroom.cli.sources import add_source_arguments, chosen_councils, say_faults
from countroom.domain.shares import SHARE_BASES, shares
from countroom.texts import N_, say_baseline, say_outcome, say_party

if TYPE_CHECKING:
    import argparse

    from countroom.app.sources import Note
    from countroom.domain.council import Picture
    from countroom.domain.election import Composition
    from countroom.domain.shares import ShareBasis
    from countroom.texts import Texts

NOTES: Final = {
    "no_earlier_roster": N_("The source has no roster of an earlier year for this council."),
    "continuing_unknown": N_("The source does not say whose seats are not up."),
    "council_resized": N_("The council goes from {before} to {after} seats."),
    "who_left_unknown": N_(
        "{ward}: a councillor has left since the roster, and it does not say who; "
        "taken to be the one whose term ends first."
    ),
    "seats_do_not_add_up": N_(
        "Seats that stay and seats up make {seats}, and the roster has {total}."
    ),
    "no_candidates": N_("{ward}: the source has no candidates, so nobody is counted."),
    "no_votes": N_("{ward}: the source has no votes, so nobody is counted."),
    "lot_unknown": N_(
        "{ward}: a tie decides a seat, and the source does not say on whom the lot fell."
    ),
    "no_poll": N_("No councillor is elected that day; a mayor is not among the council's seats."),
    "wards_missing": N_(
        "The source has no poll for some wards ({wards}): uncontested or put off. "
        "Seats that count as undeclared: {seats}."
    ),
    "elected_by_party": N_(
        "The source has no votes of some wards ({wards}), so who was elected is taken from its "
        "seats by party for the whole council."
    ),
    "elected_by_best_votes": N_(
        "The source has only the votes of each party's best candidate in some wards of one seat "
        "({wards}); the party with most has the seat."
    ),
    "party_by_label": N_("“{label}” in the results is taken to be {party}, which has seats here."),
    "last_fought_by_roster": N_(
        "The source has no votes of when these seats were last fought (wards: {wards}), so who "
        "won them is taken from the roster made later in {year}."
    ),
    "returned_twice": N_(
        "{name} is returned in more than one ward ({wards}); seats that fall vacant: {vacancies}."
    ),
}

_UNKNOWN: Final = "?"


def add_arguments(parser: argparse.ArgumentParser, texts: Texts) -> None:
    """Declare what ``council`` takes."""
    add_source_arguments(parser, texts)
    parser.add_argument("--json", action="store_true", help=texts.say("one JSON document"))


def run(arguments: argparse.Namespace, texts: Texts) -> int:
    """Print each council, or one JSON document: an object for one, ``councils`` for more."""
    source = Source(arguments.source)
    slugs = chosen_councils(source, arguments, texts)
    if slugs is None:
        return MISUSE
    day = arguments.election
    faults = [fault for slug in slugs for fault in unusable(source.faults(day, slug))]
    if faults:
        say_faults({(f.file, f.row, f.column, f.code): f for f in faults}.values(), texts)
        return MISUSE
    pictures = [council_picture(source, slug, day) for slug in slugs]
    if arguments.json:
        single = len(pictures) == 1 and arguments.council != "all"
        print(_document(pictures[0]) if single else _documents(pictures))
    else:
        print("\n\n".join("\n".join(_block(texts, one)) for one in pictures))
    return DONE


def _document(one: CouncilPicture) -> str:
    return json.dumps(_row(one), ensure_ascii=False, indent=2)


def _documents(several: Sequence[CouncilPicture]) -> str:
    """Write one document with a council a line: there may be hundreds, with thousands of wards."""
    lines = (json.dumps(_row(one), ensure_ascii=False) for one in several)
    return '{"councils": [\n' + ",\n".join(lines) + "\n]}"


def _row(one: CouncilPicture) -> dict[str, Any]:
    shown, composition = one.picture, one.composition
    return {
        "council_slug": one.council.slug,
        "council": one.council.name,
        "region": one.council.region,
        "election_date": one.date,
        "seats_total": shown.seats_total if shown else None,
        "seats_up": one.seats_up,
        "control_before": shown.control_before if shown else None,
        "control_after": shown.control_after if shown else None,
        "outcome": shown.outcome if shown else None,
        "lost_by": shown.lost_by if shown else "",
        "seats_before": dict(composition.before) if composition else None,
        "seats_after": dict(sorted(shown.seats.items())) if shown else None,
        "elected": dict(one.elected),
        "change_eve_of_poll": shown.change if shown else None,
        "change_last_fought": shown.change_last_fought if shown else None,
        "last_fought_unknown": one.last_fought_unknown,
        "as_of": composition.as_of if composition else "",
        "source": composition.source if composition else "",
        "notes": [{"code": note.code, **note.details} for note in one.notes],
        "seats_vacant": shown.seats_vacant if shown else None,
        "seats_undeclared": shown.seats_undeclared if shown else None,
        "wards_up": len(one.wards),
        "wards_compared": one.wards_compared,
        "wards": [_ward_row(ward) for ward in one.wards],
    }


def _ward_row(ward: WardPicture) -> dict[str, Any]:
    """Say what changed hands in a ward: each party's gains, and the losses they came from."""
    return {
        "contest": ward.contest,
        "ward": ward.ward,
        "seats": ward.seats,
        "elected": ward.elected,
        "last_fought": ward.fought.seats,
        "last_fought_unknown": ward.fought.unknown,
        "change": ward.change.outcome,
        "gains": ward.change.gains,
        "losses": ward.change.losses,
        "vote_share": {basis: _percentages(ward, basis) for basis in SHARE_BASES},
    }


def _percentages(ward: WardPicture, basis: ShareBasis) -> dict[str, str]:
    """Write shares of a ward's vote in percent to one decimal, the basis beside them."""
    tenths = {key: share.scaled(1000) for key, share in shares(ward.votes, basis).items()}
    return {key: f"{tenth // 10}.{tenth % 10}" for key, tenth in tenths.items()}


def _block(texts: Texts, one: CouncilPicture) -> list[str]:
    """Write one council: headline, control, seats by party, what is not known."""
    shown, composition = one.picture, one.composition
    region = f" ({one.council.region})" if one.council.region else ""
    lines = [f"{one.council.name}{region}, {texts.day(one.date)}"]
    columns = [_Column(texts.say("elected"), one.elected)]
    below = [_say_note(texts, note) for note in one.notes]
    if shown is not None and composition is not None:
        before, after = shown.control_before, shown.control_after
        lines += [say_outcome(texts, before, after, one.parties), *_controls(texts, one, shown)]
        columns = [
            _Column(texts.say("before"), composition.before),
            *columns,
            _Column(texts.say("after"), shown.seats),
            _Column(texts.say("since eve of poll"), shown.change, signed=True),
            _Column(texts.say("since last fought"), shown.change_last_fought, signed=True),
        ]
        below = [*_baselines(texts, one, composition), *below]
    lines += [*_table(texts, one, columns), *below]
    return [lines[0], *(f"  {line}" for line in lines[1:])]


def _controls(texts: Texts, one: CouncilPicture, shown: Picture) -> list[str]:
    """Say control before and after, and how many seats were up."""

    def party(key: str | None) -> str:
        return say_party(texts, key, one.parties) if key else texts.say("not known")

    return [
        texts.say("Control before: {party}", party=party(shown.control_before)),
        texts.say("Control after: {party}", party=party(shown.control_after)),
        texts.say("Seats up: {up} of {total}", up=one.seats_up, total=shown.seats_total),
    ]


def _baselines(texts: Texts, one: CouncilPicture, composition: Composition) -> list[str]:
    """Say what change is counted against, or why that is not known."""
    reason = one.last_fought_unknown or "not_complete"
    known = one.picture is not None and one.picture.change_last_fought is not None
    eve = texts.say(
        "Eve of poll as of {as_of}: {source}", as_of=composition.as_of, source=composition.source
    )
    if known:
        return [eve]
    fought = texts.say("Since last fought: {reason}", reason=say_baseline(texts, reason))
    if not 0 < one.wards_compared < len(one.wards):
        return [eve, fought]
    compared = texts.say(
        "Wards that can be compared: {some} of {all}", some=one.wards_compared, all=len(one.wards)
    )
    return [eve, fought, compared]


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of figures by party key, None where they are not known."""

    heading: str
    figures: Mapping[str, int] | None
    signed: bool = False

    def cell(self, key: str) -> str:
        if self.figures is None:
            return _UNKNOWN.rjust(len(self.heading))
        figure = self.figures.get(key, 0)
        return (f"{figure:+d}" if self.signed and figure else str(figure)).rjust(len(self.heading))


def _table(texts: Texts, one: CouncilPicture, columns: Sequence[_Column]) -> list[str]:
    """Write seats by party, the largest after the poll first."""
    after = one.picture.seats if one.picture else one.elected
    keys = {key for column in columns for key in column.figures or ()}
    ordered = sorted(keys, key=lambda key: (-after.get(key, 0), key))
    names = {key: say_party(texts, key, one.parties) for key in ordered}
    width = max((len(name) for name in names.values()), default=0)
    head = "  ".join([" " * width, *(column.heading for column in columns)])
    rows = ["  ".join([names[k].ljust(width), *(c.cell(k) for c in columns)]) for k in ordered]
    return [head, *rows]


def _say_note(texts: Texts, note: Note) -> str:
    details = {key: str(n) if key == "year" else n for key, n in note.details.items()}
    return texts.say(NOTES[note.code], **details)
