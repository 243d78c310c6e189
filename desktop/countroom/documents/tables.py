"""The tables of figures that result sheets share; on a blank form their figures are left out."""

from __future__ import annotations

from dataclasses import dataclass
from string import ascii_uppercase
from typing import TYPE_CHECKING

from countroom.documents.wording import name_in_list, plain, runs, share
from countroom.domain.declaration import Totals
from countroom.domain.electing import final_votes
from countroom.domain.rule_set import in_preferences
from countroom.texts import Texts, say_head

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from countroom.domain.declaration import Declaration
    from countroom.domain.election import Candidate, Contest
    from countroom.domain.identifiers import CandidateId, HeadId
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
    """Give every candidate's votes, in ballot-paper order, and who is elected.

    A blank form of a supplementary vote has the columns of a second count.
    """
    elected = declaration.elected if declaration else ()
    results = {one: texts.say("Elected") for one in elected}
    return votes_table(contest, declaration.totals if declaration else None, results, texts)


def votes_table(
    contest: Contest,
    totals: Totals | None,
    results: Mapping[CandidateId, str],
    texts: Texts,
    *,
    heads: Sequence[str] = (),
    parts: Mapping[CandidateId, Sequence[str]] | None = None,
) -> dict[str, object]:
    """Give every candidate's votes with what is said of the result in the last column.

    ``parts`` are figures that make the votes and stand before them, under ``heads``; ``more``
    stand after: second preferences and the total of who remained.
    """
    figure, before = _Figures(totals, texts), parts or {}
    preferences = in_preferences(contest.rule_set)
    twice = preferences and _has_second(totals)

    def row(candidate: Candidate) -> dict[str, object]:
        return {
            "number": texts.figure(candidate.number),
            "name": runs(name_in_list(candidate)),
            "description": plain(candidate.description),
            "parts": list(before.get(candidate.id, ())),
            "votes": figure(lambda totals: totals.votes[candidate.id]),
            "more": _of_second(totals, candidate, texts) if twice else [],
            "elected": results.get(candidate.id, ""),
        }

    return {
        "columns": [
            texts.say("No."),
            texts.say("Name of candidate"),
            texts.say("Description"),
            *heads,
            texts.say("First preferences") if preferences else texts.say("Votes"),
            *((texts.say("Second preferences"), texts.say("Total")) if twice else ()),
            texts.say("Result"),
        ],
        "rows": [row(candidate) for candidate in contest.candidates],
    }


def _of_second(totals: Totals | None, candidate: Candidate, texts: Texts) -> list[str]:
    """Give second preferences and total of who remained; for the others there are none."""
    second = totals.second if totals else None
    if totals is None or second is None or candidate.id not in second.votes:
        return ["", ""]
    in_all = final_votes(totals)[candidate.id]
    return [texts.figure(second.votes[candidate.id]), texts.figure(in_all)]


def rejected_table(
    contest: Contest, rules: RuleSet, totals: Totals | None, texts: Texts
) -> dict[str, object]:
    """Give the papers rejected under each head and in all, then those rejected in part.

    A paper for one seat cannot be rejected in part. Those of a second count stand under ``second``,
    added to no other; None where there was none.
    """
    figure = _Figures(totals, texts)

    def row(letter: str, reason: str, pick: Callable[[Totals], int]) -> dict[str, str]:
        return {"letter": letter, "reason": reason, "papers": figure(pick)}

    def under(head: HeadId) -> Callable[[Totals], int]:
        return lambda totals: totals.rejected.get(head, 0)

    letters = iter(ascii_uppercase)
    heads = [row(next(letters), say_head(texts, head), under(head)) for head in rules.heads]
    in_part = None
    if contest.seats > 1:
        words = texts.say("Rejected in part, counted for the valid votes on them")
        in_part = row(next(letters), words, lambda totals: totals.rejected_in_part)
    heads_of_second = rules.second_heads if _has_second(totals) else ()
    later = [row(next(letters), say_head(texts, h), _later(h)) for h in heads_of_second]
    return {
        "heading": texts.say("Ballot papers rejected"),
        "second": {"heading": texts.say("Rejected at the second count"), "rows": later}
        if later
        else None,
        "columns": [texts.say("Head"), texts.say("Reason"), texts.say("Papers")],
        "rows": heads,
        "total": row("", texts.say("Total rejected"), lambda totals: totals.rejected_total),
        "in_part": in_part,
    }


def _has_second(totals: Totals | None) -> bool:
    """Say whether a second count is printed: as counted, and on every blank form."""
    return totals is None or totals.second is not None


def _later(head: HeadId) -> Callable[[Totals], int]:
    return lambda totals: totals.second.rejected.get(head, 0) if totals.second else 0


def poll_table(
    contest: Contest, electorate: int | None, totals: Totals | None, texts: Texts
) -> dict[str, object]:
    """Give seats, electorate, papers and turnout: papers verified of the electorate."""
    figure = _Figures(totals, texts)
    if not electorate:
        turnout = texts.say("Not known")
    else:
        turnout = share(totals.verified, electorate) if totals else ""
    rows = [
        (texts.say("Vacant seats"), texts.figure(contest.seats)),
        (
            texts.say("Electorate"),
            texts.say("Not known") if electorate is None else texts.figure(electorate),
        ),
        (texts.say("Verified ballot papers"), figure(lambda totals: totals.verified)),
        (texts.say("Valid ballot papers"), figure(lambda totals: totals.valid)),
    ]
    if totals is not None and totals.second is not None:
        rows += [
            (texts.say("Papers of the second count"), texts.figure(totals.second.papers)),
            (
                texts.say("Second preference for somebody out"),
                texts.figure(totals.second.elsewhere),
            ),
        ]
    if contest.keeps_unused_votes:
        rows.append((texts.say("Unused votes"), figure(lambda totals: totals.unused_votes)))
    rows.append((texts.say("Turnout"), turnout))
    return {
        "heading": texts.say("The poll"),
        "columns": [texts.say("Figure"), texts.say("Number")],
        "rows": [{"label": label, "figure": figure} for label, figure in rows],
    }
