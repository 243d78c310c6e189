"""Everything that is missing before the count, at once: what it is, whose it is, where to go."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from countroom.app.screens.lacking import (
    alone,
    no_postal_box,
    not_comparable,
    not_entrusted,
    not_from_the_paper,
    placeholder,
    postal_unknown,
    terms_unknown,
    undated,
)
from countroom.app.screens.station_gaps import (
    do_not_add_up,
    odd_stations,
    say_odd_stations,
    say_sums,
)
from countroom.domain.identifiers import ContestId, ElectionId, PersonId
from countroom.domain.people import Role
from countroom.domain.state import ContestState
from countroom.texts import N_, Texts, say_role

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from countroom.domain.state import Count

LEAST_CLEARING: Final = 2
LEAST_KEYING: Final = 2
_NAMED: Final = 3
"""So many contests are named in a line; the rest are counted, and read out."""

_PROVERS: Final[tuple[Role, ...]] = ("administrator", "supervisor", "officer")
_OFFICER: Final[tuple[Role, ...]] = ("officer",)
_ADMINISTRATOR: Final[tuple[Role, ...]] = ("administrator",)
_POSTAL: Final[tuple[Role, ...]] = ("supervisor", "officer")
_SETS_UP: Final[tuple[Role, ...]] = ("administrator", "officer")
_ELECTORATE: Final[tuple[Role, ...]] = ("administrator", "supervisor", "officer")


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that is missing: how bad it is, who can mend it, and where to go.

    ``page`` is where it is mended; ``contest`` the first it concerns, of which ``n`` are
    concerned. ``stops`` says that the count cannot go on without it.
    """

    code: str
    sentence: str
    about: str
    whose: str
    page: str
    stops: bool
    contest: ContestId | None = None
    n: int = 0
    told: str = ""

    @property
    def key(self) -> str:
        """Tell it from every other: what concerns a poll or the crew says so in its sentence."""
        return self.code if self.contest is not None else f"{self.code} {self.sentence}"


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of gap in contests: who can mend it, where, and which contests have it.

    ``each`` says of one contest what is wrong there, with the figures; else its name is enough.
    """

    sentence: str
    roles: tuple[Role, ...]
    page: str
    has: Callable[[ContestState], bool]
    stops: bool = False
    each: Callable[[Texts, ContestState], str] | None = None


def gaps(texts: Texts, count: Count) -> tuple[Gap, ...]:
    """List everything that is missing before the count, what stops it first."""
    states = [one for one in count.contests.values() if waits(one)]
    found = [
        _gap(texts, code, kind, concerned)
        for code, kind in _KINDS.items()
        if (concerned := [one for one in states if kind.has(one)])
    ]
    found += _of_elections(texts, count)
    found += _of_people(texts, count)
    return tuple(sorted(found, key=lambda gap: not gap.stops))


def waits(state: ContestState) -> bool:
    """Say whether a contest is still to be counted."""
    return state.declared is None and state.called_off is None


def _with_poll(check: Callable[[ContestState], bool]) -> Callable[[ContestState], bool]:
    return lambda state: not state.contest.uncontested and check(state)


_KINDS: Final[Mapping[str, _Kind]] = {
    "not_proven": _Kind(
        N_("Not proven against the printed ballot paper"),
        _PROVERS,
        "accounts",
        lambda state: not state.proven,
        stops=True,
    ),
    "names": _Kind(
        N_("Names and descriptions are not from the ballot paper: not proven"),
        _SETS_UP,
        "correct",
        not_from_the_paper,
    ),
    "electorate": _Kind(
        N_("Electorate not known"),
        _ELECTORATE,
        "electorate",
        _with_poll(lambda state: state.contest.electorate is None),
        stops=True,
    ),
    "undated": _Kind(
        N_("Electorate without the date of its register"),
        _ELECTORATE,
        "electorate",
        _with_poll(undated),
    ),
    "terms": _Kind(
        N_("Terms of the seats not known"),
        _SETS_UP,
        "correct",
        terms_unknown,
    ),
    "stations": _Kind(
        N_("Polling stations not set up one by one"),
        _ADMINISTRATOR,
        "",
        _with_poll(placeholder),
    ),
    "entrusted": _Kind(
        N_("Ballot papers entrusted to stations not known: they are keyed from the accounts"),
        _ADMINISTRATOR,
        "",
        _with_poll(not_entrusted),
    ),
    "odd_stations": _Kind(
        N_("Ballot papers entrusted do not fit the electors of their station"),
        _ADMINISTRATOR,
        "",
        _with_poll(lambda state: bool(odd_stations(state))),
        each=say_odd_stations,
    ),
    "sums": _Kind(
        N_("Electors of the stations are not those of the contest"),
        _ELECTORATE,
        "electorate",
        _with_poll(do_not_add_up),
        each=say_sums,
    ),
    "no_postal_box": _Kind(
        N_("Postal papers were issued but no postal box is set up for them"),
        _POSTAL,
        "receipt",
        _with_poll(no_postal_box),
        stops=True,
    ),
    "postal": _Kind(
        N_("Postal ballot papers issued not known"),
        _SETS_UP,
        "correct",
        _with_poll(postal_unknown),
    ),
    "alone": _Kind(
        N_("One box alone feeds a table: its papers are mixed with no others"),
        _OFFICER,
        "papers",
        _with_poll(alone),
    ),
    "previous": _Kind(
        N_("No previous result to compare with"),
        _SETS_UP,
        "before",
        lambda state: state.contest.previous is None,
    ),
    "notional": _Kind(
        N_("The boundary changed and nobody made notional figures"),
        _SETS_UP,
        "before",
        not_comparable,
    ),
    "expected": _Kind(
        N_("Nobody said when the declaration is expected"),
        _SETS_UP,
        "correct",
        _with_poll(lambda state: not state.contest.expected_at),
    ),
}


def _gap(texts: Texts, code: str, kind: _Kind, concerned: Sequence[ContestState]) -> Gap:
    each = kind.each
    names = [one.contest.area if each is None else each(texts, one) for one in concerned]
    between = ", " if each is None else "; "
    shown, more = between.join(names[:_NAMED]), len(names) - _NAMED
    if more > 0:
        shown = texts.count("{names} and {n} more", "{names} and {n} more", more, names=shown)
    sentence, whose = texts.say(kind.sentence), say_whose(texts, kind.roles)
    return Gap(
        code,
        sentence,
        shown,
        whose,
        kind.page,
        kind.stops,
        concerned[0].contest.id,
        len(concerned),
        f"{sentence}: {between.join(names)}. {whose}",
    )


def say_whose(texts: Texts, roles: Sequence[Role]) -> str:
    """Say who can mend something."""
    return ", ".join(say_role(texts, role) for role in roles)


def _whole(texts: Texts, code: str, sentence: str, roles: Sequence[Role], page: str) -> Gap:
    whose = say_whose(texts, roles)
    return Gap(code, sentence, "", whose, page, stops=True, told=f"{sentence}. {whose}")


def _of_elections(texts: Texts, count: Count) -> Iterator[Gap]:
    for election in count.elections.values():
        if not election.returning_officer:
            sentence = texts.say("{poll}: no returning officer's name to print", poll=election.name)
            yield _whole(texts, "officer_name", sentence, _ADMINISTRATOR, "")


def _of_people(texts: Texts, count: Count) -> Iterator[Gap]:
    """Find what the crew lacks, people who are away left out."""
    here = [one for one in count.people.values() if one.id not in count.away]
    for election in count.elections.values():
        holders = len(holders_of(count, election.id))
        if holders < LEAST_CLEARING:
            yield _whole(
                texts,
                "holders",
                texts.count(
                    "{poll}: {n} person here may clear results, two are needed",
                    "{poll}: {n} people here may clear results, two are needed",
                    holders,
                    poll=election.name,
                ),
                _ADMINISTRATOR,
                "people",
            )
    keyers = sum("keyer" in one.roles for one in here)
    if keyers < LEAST_KEYING:
        sentence = texts.count(
            "{n} keyer is here, two have to key each sheet",
            "{n} keyers are here, two have to key each sheet",
            keyers,
        )
        yield _whole(texts, "keyers", sentence, _ADMINISTRATOR, "people")
    if not any("supervisor" in one.roles for one in here):
        sentence = texts.say("No supervisor is here to settle what differs")
        yield _whole(texts, "settlers", sentence, _ADMINISTRATOR, "people")


def holders_of(count: Count, election: ElectionId) -> tuple[PersonId, ...]:
    """List the people here who may clear results in a poll."""
    return tuple(
        one.id
        for one in count.people.values()
        if one.id not in count.away and one.may("clear", election)
    )
