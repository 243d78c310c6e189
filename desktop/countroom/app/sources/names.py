"""The order of a ballot paper, and candidate ids that no position can change."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Final

from countroom.domain.identifiers import CandidateId, ContestId

if TYPE_CHECKING:
    from collections.abc import Iterable

    from countroom.app.sources.records import SourceCandidate

_INITIALS_LAST: Final = re.compile(r"(?P<surname>.+?) (?P<initials>(?:[^\W\d_]{1,2}[./]+[ -]?)+)")
"""A surname before initials, as the House of Commons Library wrote in 2021: ``Boram K.``"""

_MARK: Final = re.compile(r"(?<=\S)\s*\((?:not )?elected\)\Z", re.IGNORECASE)
"""What some returns of equal votes put behind a name: ``Ann Ash (Not elected)``."""

_WORD: Final = re.compile(r"[^\W_]+")
_APOSTROPHES: Final = str.maketrans("", "", "'\u2019`.")
_NOT_INITIALS: Final = frozenset({"jr.", "sr.", "dr.", "st."})


def unmarked(name: str) -> str:
    """Give a name without the mark of how the poll ended, which is no part of it."""
    return _MARK.sub("", name)


def split_name(name: str) -> tuple[str, str]:
    """Part a name into surname and forenames by its shape.

    ``Surname, I.`` (2024) and ``Surname I.`` (2021) say it themselves; else the surname is the
    last word, particles such as "van der" left with the forenames.
    """
    if "," in name:
        surname, _, forenames = name.partition(",")
        return surname.strip(), forenames.strip()
    match = _INITIALS_LAST.fullmatch(name)
    if match and match["initials"].casefold() not in _NOT_INITIALS:
        return match["surname"], match["initials"]
    forenames, _, surname = name.rpartition(" ")
    return surname, forenames.strip()


def split_fields(surname: str, forenames: str) -> tuple[str, str]:
    """Part a name given in two fields, which some returns fill with the whole name in one."""
    if "," in surname or not forenames:
        return split_name(surname or forenames)
    return (surname, forenames) if surname else split_name(forenames)


@cache
def folded(text: str) -> str:
    """Give a text's words for sorting: no accents, case, marks or apostrophes."""
    plain = text.casefold()
    if not plain.isascii():
        marked = unicodedata.normalize("NFKD", plain)
        plain = "".join(letter for letter in marked if not unicodedata.combining(letter))
    return " ".join(_WORD.findall(plain.translate(_APOSTROPHES)))


def last_word(surname: str) -> str:
    """Give the part of a surname that every source writes: particles may be left out."""
    return folded(surname).rpartition(" ")[2]


def ballot_order(candidates: Iterable[SourceCandidate]) -> tuple[SourceCandidate, ...]:
    """Put candidates in ballot-paper order: by surname, then by forenames.

    So the statement of persons nominated lists them (SI 2006/3304 Sch 2). Equal names follow
    their party's name. Two of one name and party cannot be told apart on the paper; their votes
    only make sure that each keeps the figure they came with.
    """
    return tuple(sorted(candidates, key=_place))


def ballot_paper(
    contest: ContestId, candidates: Iterable[SourceCandidate]
) -> dict[CandidateId, SourceCandidate]:
    """Give a contest's candidates by id, in ballot-paper order, whatever order they come in."""
    paper: dict[CandidateId, SourceCandidate] = {}
    for candidate in ballot_order(candidates):
        ordinal = 1
        while (found := candidate_id(contest, candidate, ordinal)) in paper:
            ordinal += 1
        paper[found] = candidate
    return paper


def candidate_id(contest: ContestId, candidate: SourceCandidate, ordinal: int = 1) -> CandidateId:
    """Make a candidate's id from who they are, never from a position.

    ``ordinal`` tells apart two candidates of one name and party in one contest.
    """
    if candidate.person and ordinal == 1:
        return CandidateId(f"dc:{candidate.person}")
    party = candidate.party.id or candidate.party.name
    parts = [contest, candidate.name, party] + ([str(ordinal)] if ordinal > 1 else [])
    return CandidateId("c-" + hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12])


def _place(candidate: SourceCandidate) -> tuple[str, str, str, str, str, str, int, bool]:
    return (
        folded(candidate.surname),
        folded(candidate.forenames),
        folded(candidate.party.name),
        candidate.party.id,
        candidate.name,
        candidate.person,
        -1 if candidate.votes is None else candidate.votes,
        candidate.elected is True,
    )
