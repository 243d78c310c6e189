"""Lots and terms in the words of the statement, alike on paper and from the platform."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.documents.wording import name_in_sentence, strong
from countroom.domain.lots import terms_at_council, terms_served

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from countroom.domain.declaration import Declaration, Lot
    from countroom.domain.election import Contest
    from countroom.domain.identifiers import CandidateId
    from countroom.texts import Texts


def say_lot(texts: Texts, contest: Contest, lot: Lot) -> str:
    """Speak the note of SI 2006/3304 Sch 2 r. 49, or that of a lot for the longer term."""
    names, drawn = say_names(contest, lot.tied), strong(_called(contest, lot.drawn))
    if lot.term:
        return texts.say(
            "These candidates are elected with equal votes, and their seats end on different "
            "days: {names}. I decided by lot who serves longer. The lot fell on {drawn}, whose "
            "seat ends on {day}; the votes are shown as counted.",
            names=names,
            drawn=drawn,
            day=texts.day(lot.term),
        )
    return texts.say(
        "The votes were equal between these candidates, and one more vote would have elected "
        "any of them: {names}. I decided between them by lot. The lot fell on {drawn}, who is "
        "elected as if given one more vote; the votes are shown as counted.",
        names=names,
        drawn=drawn,
    )


def say_at_council(texts: Texts, contest: Contest) -> str:
    """Say that the council draws who serves longer, empty where it does not."""
    if not terms_at_council(contest):
        return ""
    return texts.say(
        "The seats end on different days. The council draws by lot at its next meeting who serves "
        "longer."
    )


def say_elected(texts: Texts, contest: Contest, declaration: Declaration) -> str:
    """Name the elected in ballot-paper order; where terms differ, by votes, the longest first."""
    if contest.terms:
        return "; ".join(_with_terms(texts, contest, declaration))
    elected = declaration.elected
    return say_names(contest, (c.id for c in contest.candidates if c.id in elected))


def say_names(contest: Contest, candidates: Iterable[CandidateId]) -> str:
    """Name candidates as they are spoken, each marked strong."""
    return "; ".join(strong(_called(contest, candidate)) for candidate in candidates)


def _with_terms(texts: Texts, contest: Contest, declaration: Declaration) -> Iterator[str]:
    by_lot = {one for lot in declaration.lots if lot.term for one in lot.tied}
    for elected, term in terms_served(contest, declaration):
        name = strong(_called(contest, elected))
        if term is None:
            yield name
        elif elected in by_lot:
            day = texts.day(term)
            yield texts.say("{name} (term ends {day}, by lot)", name=name, day=day)
        else:
            yield texts.say("{name} (term ends {day})", name=name, day=texts.day(term))


def _called(contest: Contest, candidate: CandidateId) -> str:
    return name_in_sentence(contest.candidate(candidate))
