"""What comes next at a hand count, as plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from countroom.app.tally import Tallied
    from countroom.app.tally.result import NextStep
    from countroom.texts import Texts


def next_lines(texts: Texts, result: Tallied) -> Iterator[str]:
    """Say what is on the table, or what the law asks for next and why a surplus waits."""
    for at, one in enumerate(result.awaiting):
        papers, value = one.papers, one.received_at
        if at == 0:
            yield texts.count(
                "On the table: {n} paper received at {value} to be sorted.",
                "On the table: {n} papers received at {value} to be sorted.",
                papers,
                value=value,
            )
        else:
            yield "  " + texts.count(
                "then {n} paper received at {value}",
                "then {n} papers received at {value}",
                papers,
                value=value,
            )
    if result.next is not None:
        yield from _step(texts, result, result.next)


def _step(texts: Texts, result: Tallied, step: NextStep) -> Iterator[str]:
    names = _named(result, step.of)
    if step.action == "surplus":
        yield texts.say(
            "Next: transfer the surplus of {name}, {votes} votes.", name=names, votes=step.surplus
        )
    elif step.action == "exclusion" and len(step.of) > 1:
        yield texts.say("Next: exclude {names} together.", names=names)
    elif step.action == "exclusion":
        yield texts.say("Next: exclude {name}.", name=names)
    elif len(result.elected) == result.seats:
        yield texts.say("Nothing more is to be done: all seats are filled.")
    else:
        yield texts.say("Nothing more is to be done: no candidate is left for the other seats.")
    if step.waiting:
        surpluses = ", ".join(
            f"{result.names[one.number - 1]} ({one.votes})" for one in step.waiting
        )
        yield texts.count(
            "The surplus of {surpluses} waits, because it could not lift {names} "
            "to the next above.",
            "The surpluses of {surpluses} wait, because together they could not lift {names} "
            "to the next above.",
            len(step.waiting),
            surpluses=surpluses,
            names=names,
        )


def _named(result: Tallied, places: Sequence[int]) -> str:
    return ", ".join(result.names[one - 1] for one in places)
