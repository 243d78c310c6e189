"""The steps of the guidance on the screen: which checks are not met, and who did what when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from countroom.app.screens.gauge import gauge_of, say_gauge
from countroom.domain.guidance import GUIDANCE_STEPS, GuidanceStep
from countroom.domain.reconciling import steps_taken, unreconciled
from countroom.texts import say_time
from countroom.texts.of_the_result import GUIDANCE

if TYPE_CHECKING:
    from collections.abc import Callable

    from countroom.domain.guidance import StepTaken
    from countroom.domain.identifiers import PersonId
    from countroom.domain.state import ContestState, Count
    from countroom.texts import Texts


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step and in words when it was taken and by whom, empty while nobody did.

    ``times`` is how often it was taken on this version.
    """

    step: GuidanceStep
    sentence: str
    done: str
    times: int


@dataclass(frozen=True, slots=True)
class GuidanceScreen:
    """The steps on one provisional ``version``; ``codes`` are the checks it does not meet."""

    version: int
    codes: tuple[str, ...]
    difference: str
    rows: tuple[StepRow, ...]

    @property
    def left(self) -> int:
        """Count the steps that nobody took yet."""
        return sum(not row.times for row in self.rows)


def guidance_screen(
    count: Count, state: ContestState, texts: Texts, named: Callable[[PersonId], str]
) -> GuidanceScreen | None:
    """Work out the steps; None before a provisional result and where its totals agree.

    ``named`` names a person as shown.
    """
    provisional = state.provisional
    codes = unreconciled(count, state, provisional.totals) if provisional else ()
    if provisional is None or not codes:
        return None
    polling_day = count.elections[state.contest.election].polling_day
    done: dict[GuidanceStep, list[StepTaken]] = {step: [] for step in GUIDANCE_STEPS}
    for one in steps_taken(state):
        done[one.step].append(one)
    rows = tuple(
        StepRow(
            step,
            texts.say(GUIDANCE[step]),
            "; ".join(f"{say_time(texts, one.at, polling_day)}, {named(one.by)}" for one in taken),
            len(taken),
        )
        for step, taken in done.items()
    )
    return GuidanceScreen(provisional.version, codes, _say_difference(count, state, texts), rows)


def _say_difference(count: Count, state: ContestState, texts: Texts) -> str:
    """Say how much is not accounted for beside the margin that it could change.

    Checks of single tables or boxes can fail where the sums agree: then there is no difference.
    """
    gauge = gauge_of(count, state)
    difference, margin = texts.figure(gauge.unreconciled), say_gauge(texts, gauge).margin
    if not gauge.unreconciled:
        return texts.say("Margin: {margin}.", margin=margin) if margin else ""
    if not margin:
        return texts.say("Difference: {difference} at the most.", difference=difference)
    return texts.say(
        "Difference: {difference} at the most. Margin: {margin}.",
        difference=difference,
        margin=margin,
    )
