"""The breaks in words: who, from when to when, in whose place, and what each would leave undone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from countroom.app.roster import Strain, ends, warnings
from countroom.texts import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from countroom.app.roster import Warned
    from countroom.app.seat_plan import Break
    from countroom.domain.identifiers import PersonId
    from countroom.domain.state import Count
    from countroom.texts import Texts

_NAMED: Final = 3
"""So many contests are named; the rest are counted."""

_SAID: Final[Mapping[Strain, str]] = {
    "same": N_("{time}, {person}: nobody relieves themselves."),
    "unfit": N_("{time}, {person}: {relief} may not do this work."),
    "busy": N_("{time}, {person}: {relief} is on a break or at another desk then."),
    "one_key": N_("{time}, {person}: fewer than two key, so no sheet gets its second entry."),
    "none_settle": N_("{time}, {person}: nobody is free to settle what differs."),
    "keyed_by_settler": N_(
        "{time}, {person}: what {relief} keys nobody may settle, also after the break, in "
        "{contests}. Have another supervisor come, or an officer record an exception."
    ),
}


def say_breaks(
    texts: Texts, count: Count, breaks: Sequence[Break], name_of: Callable[[PersonId], str]
) -> tuple[str, ...]:
    """Say what the breaks would leave undone, in the order of the plan; nothing where all is well.

    People who are not in the count are named by their ids.
    """
    return tuple(_say(texts, count, one, name_of) for one in warnings(count, breaks))


def say_time_of(texts: Texts, one: Break) -> str:
    """Say from when to when a break is."""
    return texts.say("{begins} to {ends}", begins=one.at, ends=ends(one))


def _say(texts: Texts, count: Count, warned: Warned, name_of: Callable[[PersonId], str]) -> str:
    one = warned.of
    relief = one.relief
    return texts.say(
        _SAID[warned.strain],
        time=say_time_of(texts, one),
        person=name_of(one.person),
        relief="" if relief is None else name_of(relief) if relief in count.people else relief,
        contests=_some(texts, warned.contests),
    )


def _some(texts: Texts, names: Sequence[str]) -> str:
    shown, more = ", ".join(names[:_NAMED]), len(names) - _NAMED
    if more <= 0:
        return shown
    return texts.count("{names} and {n} more", "{names} and {n} more", more, names=shown)
