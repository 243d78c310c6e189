"""The tables of figures that result sheets share; on a blank form their figures are left out."""

from __future__ import annotations

from dataclasses import dataclass
from string import ascii_uppercase
from typing import TYPE_CHECKING

from countroom.documents.wording import name_in_list, plain, runs, share
from countroom.domain.declaration import Totals
from countroom.texts import Texts, say_head

if TYPE_CHECKING:
    from collections.abc import Callable

    from countroom.domain.declaration import Declaration
    from countroom.domain.election import Candidate, Contest
    from countroom.domain.identifiers import HeadId
    from countroom.domain.rule_set import RuleSet


@dataclass(frozen=True, slots=True)
class _Figures:
    totals: Totals | None
    texts: Texts

    def __call__(self, pick: Callable[[Totals], int]) -> str:
        return "" if self.totals is None else self.texts.figure(pick(self.totals))


def candidates_table(
    contest: Contest, declaration: Declaration | None, texts: Texts
) -> dict[str, object]:
    """Give every candidate's votes, in ballot-paper order."""
    figure = _figures(declaration, texts)
    elected = declaration.elected if declaration else ()

    def row(candidate: Candidate) -> dict[str, object]:
        return {
            "number": texts.figure(candidate.number),
            "name": runs(name_in_list(candidate)),
            "description": plain(candidate.description),
            "votes": figure(lambda totals: totals.votes[candidate.id]),
            "elected": texts.say("Elected") if candidate.id in elected else "",
        }

    return {
        "columns": [
            texts.say("No."),
            texts.say("Name of candidate"),
            texts.say("Description"),
            texts.say("Votes"),
            texts.say("Result"),
        ],
        "rows": [row(candidate) for candidate in contest.candidates],
    }


def rejected_table(
    contest: Contest, rules: RuleSet, declaration: Declaration | None, texts: Texts
) -> dict[str, object]:
    """Give the papers rejected under each head and in all, then those rejected in part.

    A paper for one seat cannot be rejected in part.
    """
    figure = _figures(declaration, texts)

    def row(letter: str, reason: str, pick: Callable[[Totals], int]) -> dict[str, str]:
        return {"letter": letter, "reason": reason, "papers": figure(pick)}

    def under(head: HeadId) -> Callable[[Totals], int]:
        return lambda totals: totals.rejected.get(head, 0)

    letters = iter(ascii_uppercase)
    heads = [row(next(letters), say_head(texts, head), under(head)) for head in rules.heads]
    in_part = row(
        next(letters),
        texts.say("Rejected in part, counted for the valid votes on them"),
        lambda totals: totals.rejected_in_part,
    )
    return {
        "heading": texts.say("Ballot papers rejected"),
        "columns": [texts.say("Head"), texts.say("Reason"), texts.say("Papers")],
        "rows": heads,
        "total": row("", texts.say("Total rejected"), lambda totals: totals.rejected_total),
        "in_part": in_part if contest.seats > 1 else None,
    }


def poll_table(
    contest: Contest, declaration: Declaration | None, texts: Texts
) -> dict[str, object]:
    """Give seats, electorate, papers and turnout: papers verified of the electorate."""
    figure = _figures(declaration, texts)
    electorate = declaration.electorate if declaration else contest.electorate
    if not electorate:
        turnout = texts.say("Not known")
    else:
        turnout = share(declaration.totals.verified, electorate) if declaration else ""
    rows = [
        (texts.say("Vacant seats"), texts.figure(contest.seats)),
        (
            texts.say("Electorate"),
            texts.say("Not known") if electorate is None else texts.figure(electorate),
        ),
        (texts.say("Verified ballot papers"), figure(lambda totals: totals.verified)),
        (texts.say("Valid ballot papers"), figure(lambda totals: totals.valid)),
    ]
    if contest.keeps_unused_votes:
        rows.append((texts.say("Unused votes"), figure(lambda totals: totals.unused_votes)))
    rows.append((texts.say("Turnout"), turnout))
    return {
        "heading": texts.say("The poll"),
        "columns": [texts.say("Figure"), texts.say("Number")],
        "rows": [{"label": label, "figure": figure} for label, figure in rows],
    }


def _figures(declaration: Declaration | None, texts: Texts) -> _Figures:
    return _Figures(declaration.totals if declaration else None, texts)
