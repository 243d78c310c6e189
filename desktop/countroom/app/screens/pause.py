"""The pause: containers as typed, the closing sheet, and every seal to be found intact."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from countroom.app.heads import as_head
from countroom.app.screens.papers import say_three
from countroom.domain.conservation import papers_of
from countroom.domain.hall import Container
from countroom.domain.identifiers import ContestId, DeviceId
from countroom.domain.openness import open_contest
from countroom.domain.pausing import code_of, seal_number
from countroom.domain.refusals import Refusal, refuse
from countroom.texts import london, say_time

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from countroom.app.heads import Closing, Parting
    from countroom.domain.events import PapersSealed
    from countroom.domain.identifiers import PersonId
    from countroom.domain.state import ContestState, Count
    from countroom.store.heads import Place
    from countroom.texts import Texts

_SIGNS_HERE: Final = "_" * 32


@dataclass(frozen=True, slots=True)
class TypedContainer:
    """A line of the sealing form as typed; seal numbers are divided by commas or spaces."""

    contest: ContestId
    name: str
    seals: str
    agents: str

    @property
    def blank(self) -> bool:
        """Say whether no seal is written: such a line is not sealed."""
        return not self.seals.strip() and not self.agents.strip()


@dataclass(frozen=True, slots=True)
class SealRow:
    """A seal to be looked at in the morning: its number, what it is on, and whose it is.

    ``label`` names it beside its container, ``words`` alone in a sentence.
    """

    contest: ContestId
    seal: str
    container: str
    label: str
    words: str


@dataclass(frozen=True, slots=True)
class ClosingSheet:
    """Contests that were sealed together: they have the same heads, by laptop."""

    contests: tuple[ContestId, ...]
    areas: str
    heads: Mapping[DeviceId, str]


@dataclass(frozen=True, slots=True)
class Found:
    """What was found on coming back: seals ticked, differences by seal or laptop, heads typed.

    ``ticked`` and ``differences`` are by contest and seal; a difference of a laptop stands under
    its id in every contest of its closing sheet.
    """

    ticked: frozenset[tuple[ContestId, str]]
    differences: Mapping[tuple[ContestId, str], str]
    heads: Mapping[tuple[ContestId, DeviceId], str]


def pausable(count: Count, only: ContestId | None) -> tuple[ContestState, ...]:
    """List the contests that can be paused: of the whole hall, or the one."""
    return tuple(
        state
        for state in _of(count, only)
        if not isinstance(open_contest(count, state.contest.id), Refusal)
    )


def under_seal(count: Count, only: ContestId | None) -> tuple[ContestState, ...]:
    """List the contests that are paused: of the whole hall, or the one."""
    return tuple(state for state in _of(count, only) if state.sealed is not None)


def numbers_in(typed: str) -> tuple[str, ...]:
    """Read seal numbers: between commas they may hold spaces, else spaces divide them."""
    apart = typed.replace(";", ",").replace("\n", ",")
    parts = apart.split(",") if "," in apart else apart.split()
    return tuple(" ".join(part.split()) for part in parts if part.strip())


def containers(typed: Iterable[TypedContainer]) -> dict[ContestId, tuple[Container, ...]]:
    """Give each contest's containers; a contest without any seal written has none."""
    found: dict[ContestId, tuple[Container, ...]] = {}
    for one in typed:
        if not one.blank:
            made = Container(one.name.strip(), numbers_in(one.seals), numbers_in(one.agents))
            found[one.contest] = (*found.get(one.contest, ()), made)
    return found


def shared_seal(made: Mapping[ContestId, tuple[Container, ...]]) -> Refusal | None:
    """Refuse a seal that is typed for two contests which are sealed together."""
    seen: dict[str, tuple[ContestId, str]] = {}
    for contest, inside in made.items():
        for one in inside:
            for seal in (*one.seals, *one.agents_seals):
                at, name = seen.setdefault(seal_number(seal), (contest, one.name))
                if at != contest:
                    return refuse("seal_used", seal=seal, contest=at, container=name)
    return None


def seal_rows(texts: Texts, state: ContestState) -> tuple[SealRow, ...]:
    """List every seal of a contest under seal, container by container."""
    sealed = state.sealed
    if sealed is None:
        return ()
    rows: list[SealRow] = []
    for one in sealed.containers:
        labels = [(seal, texts.say("Seal {seal}", seal=seal)) for seal in one.seals]
        labels += [(seal, texts.say("Agent's seal {seal}", seal=seal)) for seal in one.agents_seals]
        rows += [
            SealRow(state.contest.id, seal, one.name, label, f"{label}, {one.name}")
            for seal, label in labels
        ]
    return tuple(rows)


def closing_sheets(states: Sequence[ContestState]) -> tuple[ClosingSheet, ...]:
    """Gather contests under seal by the closing sheet they stand on."""
    found: dict[tuple[tuple[DeviceId, str], ...], list[ContestState]] = {}
    for state in states:
        if state.sealed is not None:
            found.setdefault(tuple(sorted(state.closing.items())), []).append(state)
    return tuple(
        ClosingSheet(
            tuple(state.contest.id for state in together),
            ", ".join(state.contest.area for state in together),
            dict(heads),
        )
        for heads, together in found.items()
    )


def opening(state: ContestState, found: Found) -> tuple[dict[str, str], dict[DeviceId, str]]:
    """Give the differences and the heads with which a contest's seals are opened."""
    contest = state.contest.id
    differences = {
        seal: words.strip()
        for (of, seal), words in found.differences.items()
        if of == contest and words.strip() and (of, seal) not in found.ticked
    }
    heads = {device: as_head(typed) for (of, device), typed in found.heads.items() if of == contest}
    return differences, heads


def unanswered(texts: Texts, state: ContestState, found: Found) -> str:
    """Name the first seal that is neither ticked nor explained, or the head nobody typed.

    Empty where the officer may go on as far as the closing sheet is concerned.
    """
    contest = state.contest.id
    for row in seal_rows(texts, state):
        at = (contest, row.seal)
        if at not in found.ticked and not found.differences.get(at, "").strip():
            return texts.say(
                "{seal}: tick it where it is intact, or write what is different.", seal=row.words
            )
    for device in state.closing:
        if not found.heads.get((contest, device), "").strip():
            return texts.say(
                "Type the last code of {laptop} as it stands on the closing sheet.", laptop=device
            )
    return ""


def say_parting(texts: Texts, parting: Parting, named: Callable[[PersonId], str]) -> str:
    """Say where a code from the closing sheet and the file part, as far as it can be known."""
    device, known, first = parting.device, parting.known, parting.first
    if known is not None and parting.where == "other_laptop":
        return texts.say(
            "This is a code of laptop {other}. Read the line of {laptop} again.",
            other=known.device,
            laptop=device,
        )
    if known is not None and parting.where == "after_sealing":
        return texts.say(
            "This code was first written at {time}, after the papers were sealed: it stands on "
            "another sheet.",
            time=say_time(texts, known.at),
        )
    if first is None:
        return (
            ""
            if known is not None
            else texts.say("No event of this file has this code. Read it again.")
        )
    said = {
        "number": texts.figure(first.number),
        "time": say_time(texts, first.at),
        "people": ", ".join(map(named, first.people)) or device,
        "laptop": device,
    }
    if known is not None:
        return texts.say(
            "Up to event {known} of {laptop} the file is as the sheet says. The first that may "
            "be another is event {number}: {time}, {people}.",
            known=texts.figure(known.number),
            **said,
        )
    return texts.say(
        "No event of this file has this code. Read it again. If it stays, the first event of "
        "{laptop} that may be another than was sealed is event {number}: {time}, {people}.",
        **said,
    )


def closing_sheet(
    texts: Texts, count: Count, states: Sequence[ContestState], kept: Closing, *, test: bool
) -> str:
    """Write the closing sheet as plain text, with what the file was found to hold for it."""
    at = max((kept.since.get(state.contest.id, "") for state in states), default="")
    lines = [texts.say("TEST"), ""] if test else []
    lines.append(texts.say("CLOSING SHEET"))
    for election in dict.fromkeys(state.contest.election for state in states):
        known = count.elections[election]
        day = texts.day(known.polling_day)
        lines.append(texts.say("{election}, poll of {day}", election=known.name, day=day))
    if at:
        day, time = london(at)
        lines.append(texts.say("Sealed on {day} at {time}", day=texts.day(day), time=time))
    for state in states:
        if state.sealed is not None:
            lines += ["", *_sheet_of(texts, state, state.sealed)]
    for sheet in closing_sheets(states):
        lines += ["", texts.say("Last code of each laptop: {wards}", wards=sheet.areas)]
        lines += [f"  {device}: {head}" for device, head in sorted(sheet.heads.items())]
        rungs = _rungs(sheet, kept.rungs.get(sheet.contests[0], ()))
        if rungs:
            lines += ["", texts.say("Codes on the way, should a last code differ")]
        for one in rungs:
            said = {"laptop": one.device, "time": say_time(texts, one.at)}
            words = texts.say("{laptop}, {time}, event {number}", number=one.number, **said)
            lines.append(f"  {words}: {code_of(one.id)}")
    for who in (texts.say("Officer"), texts.say("Who keeps the papers"), texts.say("Agents")):
        lines += ["", f"{who}: {_SIGNS_HERE}"]
    return "\n".join(lines) + "\n"


def _sheet_of(texts: Texts, state: ContestState, sealed: PapersSealed) -> list[str]:
    issued, accounted, out = say_three(texts, papers_of(state))
    lines = [state.contest.area]
    for one in sealed.containers:
        seals = texts.say("seals {seals}", seals=", ".join(one.seals))
        agents = ""
        if one.agents_seals:
            numbers = ", ".join(one.agents_seals)
            agents = "; " + texts.say("agents' seals {seals}", seals=numbers)
        lines.append(f"  {one.name}: {seals}{agents}")
    place = texts.say(
        "Kept in {place} by {custodian}", place=sealed.place, custodian=sealed.custodian
    )
    papers = texts.say(
        "Papers: {issued} issued, {accounted} accounted for, {out} still out",
        issued=issued,
        accounted=accounted,
        out=out,
    )
    return [*lines, f"  {place}", f"  {papers}"]


def _rungs(sheet: ClosingSheet, kept: Iterable[Place]) -> list[Place]:
    """Give the codes before each laptop's last one on this sheet, laptop by laptop."""
    before = [one for one in kept if code_of(one.id) != sheet.heads.get(one.device)]
    return sorted(before, key=lambda one: one.device)


def _of(count: Count, only: ContestId | None) -> Iterable[ContestState]:
    return [state for id_, state in count.contests.items() if only is None or id_ == only]
