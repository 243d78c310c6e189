"""One party under two names: its short label in the results, its registered name in the roster."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from countroom.app.sources.names import folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from countroom.domain.election import Party

_SMALL_WORDS: Final = frozenset({"and", "for", "of", "the"})


def same_party(party: Party, sitting: Iterable[Party]) -> Party:
    """Give the party that a label without an id stands for in this council, else the label.

    ``sitting`` has one party for each councillor. ``RES`` in Uttlesford is Residents for
    Uttlesford. Of several that fit it is the one with more than half of their councillors;
    where none has, the label stays.
    """
    if party.id or party.group != "OTH":
        return party
    held = Counter(one for one in sitting if one.id and one.group == "OTH")
    fitting = {one: seats for one, seats in held.items() if _shortens(party.name, one.name)}
    most = max(fitting, key=fitting.__getitem__, default=party)
    return most if 2 * fitting.get(most, 0) > sum(fitting.values()) else party


def own_names(given: Iterable[Party], sitting: Sequence[Party]) -> dict[Party, Party]:
    """Give each party its own name in this council; no two take the same one.

    Ids come first, then the longer labels: where ``O and L RES`` stands for one residents' group,
    ``RES`` beside it is another.
    """
    own: dict[Party, Party] = {}
    ordered = sorted(set(given), key=lambda one: (not one.id, -len(one.name.split()), one.key))
    for party in ordered:
        found = same_party(party, sitting)
        own[party] = party if found in own.values() else found
    return own


def _shortens(label: str, name: str) -> bool:
    """Say whether each part of a label begins a word of a name, or has initials, in their order."""
    words = [word for word in folded(name).split() if word not in _SMALL_WORDS]
    parts = [part for part in folded(label).split() if part not in _SMALL_WORDS]
    return bool(parts) and _follows(parts, words)


def _follows(parts: Sequence[str], words: Sequence[str]) -> bool:
    if not parts:
        return True
    first = parts[0]
    for place, word in enumerate(words):
        if word.startswith(first) and _follows(parts[1:], words[place + 1 :]):
            return True
        several = words[place : place + len(first)]
        if first == "".join(one[0] for one in several):
            return _follows(parts[1:], words[place + len(first) :])
    return False
