"""What is asked of a tally, and the lots that were drawn for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from countroom.app.tally.result import LotRow
from countroom.domain.refusals import Refusal, refuse
from countroom.domain.rule_set import RuleSet

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from countroom.app.tally.result import Tallied

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class LotGiven:
    """A lot that was drawn: the stage whose totals were equal, and the name drawn."""

    stage: int
    name: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be counted how: the rules, the seats where they were given, the lots drawn."""

    rules: RuleSet
    seats: int | None = None
    lots: tuple[LotGiven, ...] = ()

    def seats_of(self, record: int | None) -> int:
        """Give the seats to fill: as asked, recorded, or in the law; 0 where nothing says."""
        return self.seats or record or self.rules.seats or 0

    def drawn_from(self, stage: int, tied: Sequence[int], names: Sequence[str]) -> list[int]:
        """Give those of the ``tied`` places on whom a lot of this stage fell, in order given."""
        mine = [lot.name for lot in self.lots if lot.stage == stage]
        return [one for name in mine for one in tied if is_named(name, one, names)]


def is_named(name: str, place: int, names: Sequence[str]) -> bool:
    """Say whether a name, or a place on the ballot paper in digits, means this candidate."""
    wanted, own = (" ".join(one.casefold().split()) for one in (name, names[place - 1]))
    return wanted in (own, str(place))


def called(place: int, names: Sequence[str]) -> str:
    """Give the name that a lot may be given by: the place where two candidates share one."""
    name = names[place - 1]
    shared = sum(is_named(name, other, names) for other in range(1, len(names) + 1)) > 1
    return str(place) if shared else name


def seats_beyond_law(asked: Asked, record: int | None) -> Refusal | None:
    """Refuse more seats than the one the law has, be they asked for or else recorded."""
    rules = asked.rules
    if rules.seats != 1 or (asked.seats or record or 1) == 1:
        return None
    return refuse("seats_fixed", rules=rules.id, seats=rules.seats)


def unclear_lot(lots: Sequence[LotGiven], names: Sequence[str]) -> Refusal | None:
    """Refuse a lot for somebody who does not stand, or whose name two candidates have."""
    for lot in lots:
        places = [p for p in range(1, len(names) + 1) if is_named(lot.name, p, names)]
        if not places:
            return refuse("lot_for_a_stranger", name=lot.name)
        if len(places) > 1:
            numbers = ", ".join(map(str, places))
            return refuse("lot_name_shared", name=lot.name, numbers=numbers)
    return None


def unused_lot(asked: Asked, result: Tallied) -> Refusal | None:
    """Refuse a lot that nothing asked for: where nobody is tied, none was drawn."""
    names = result.names
    drawn = {(lot.stage, lot.drawn) for lot in result.lots}
    for lot in asked.lots:
        place = next(p for p in range(1, len(names) + 1) if is_named(lot.name, p, names))
        if (lot.stage, called(place, names)) not in drawn:
            return refuse("lot_not_asked_for", stage=lot.stage, name=lot.name)
    return None


def draw_lots(
    count: Callable[[Sequence[int]], Result],
    tie_of: Callable[[Result], tuple[int, Sequence[int]] | None],
    asked: Asked,
    names: Sequence[str],
) -> tuple[Result, tuple[LotRow, ...]]:
    """Count again with each lot that was given, until nobody is tied or a lot is missing.

    ``count`` takes the places drawn so far; ``tie_of`` gives the stage and the places tied.
    """
    drawn: list[int] = []
    rows: list[LotRow] = []
    while True:
        result = count(drawn)
        tie = tie_of(result)
        if tie is None:
            return result, tuple(rows)
        stage, tied = tie
        fallen = next(iter(asked.drawn_from(stage, tied, names)), None)
        drawn_name = called(fallen, names) if fallen else ""
        rows.append(LotRow(stage, "seat", tuple(called(one, names) for one in tied), drawn_name))
        if fallen is None:
            return result, tuple(rows)
        drawn.append(fallen)
