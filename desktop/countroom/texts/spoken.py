"""Codes into words: findings, refusals, problems, faults, lines of a sheet, outcomes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from countroom.domain.council import NOC
from countroom.domain.numbering import spoken_number
from countroom.domain.rule_set import in_preferences
from countroom.domain.sheets import (
    bundle_lines,
    candidate_of,
    head_of,
    no_second_of,
    objector_of,
    second_of,
    slate_of,
    slates,
)
from countroom.texts.findings import FINDINGS, FIRST_PREFERENCES, WITHOUT_SHEET
from countroom.texts.of_sources import BASELINES, SOURCE_CASES, SOURCE_FAULTS
from countroom.texts.of_the_result import (
    CAPACITIES,
    CORRECTIONS,
    FAILED,
    GUIDANCE,
    SCOPES,
    WITHDRAWN,
)
from countroom.texts.sentences import (
    BUNDLE_LINES,
    FAULTS,
    FIELDS,
    HEADS,
    INTAKE,
    PARTIES,
    PROBLEMS,
    REFUSALS,
    ROLES,
    STATES,
    UNVERIFIED,
)
from countroom.texts.tally import COUNTING_REFUSALS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from countroom.domain.checks import Finding
    from countroom.domain.election import Contest
    from countroom.domain.identifiers import FieldId, HeadId, SlateId
    from countroom.domain.refusals import Refusal
    from countroom.texts.catalogue import Texts


def say_refusal(texts: Texts, refusal: Refusal) -> str:
    """Say why a command was refused, and what to do."""
    details = dict(refusal.details)
    if "sheet" in details:
        details["sheet"] = spoken_number(str(details["sheet"]))
    if "roles" in details:
        details["roles"] = ", ".join(say_role(texts, r) for r in str(details["roles"]).split())
    if "capacity" in details:
        details["capacity"] = say_capacity(texts, str(details["capacity"]))
    if "step" in details:
        details["step"] = texts.say(GUIDANCE[str(details["step"])])
    return texts.say((REFUSALS | COUNTING_REFUSALS)[refusal.code], **details)


def say_scope(texts: Texts, scope: str) -> str:
    """Say what a recount counts again."""
    return texts.say(SCOPES[scope])


def say_correction(texts: Texts, reason: str) -> str:
    """Say why the record of a declared result was corrected."""
    return texts.say(CORRECTIONS[reason])


def say_failed(texts: Texts, code: str) -> str:
    """Say which check a result fails, in a stranger's words; a check of the room by its code."""
    return texts.say(FAILED[code]) if code in FAILED else code


def say_withdrawn(texts: Texts, reason: str) -> str:
    """Say why a sheet is withdrawn: in the words somebody gave, or what made it void by itself."""
    return texts.say(WITHDRAWN[reason]) if reason in WITHDRAWN else reason


def say_capacity(texts: Texts, capacity: str) -> str:
    """Say as what somebody speaks at a consultation."""
    return texts.say(CAPACITIES[capacity])


def say_role(texts: Texts, role: str) -> str:
    """Name a role."""
    return texts.say(ROLES[role])


def say_state(texts: Texts, key: str) -> str:
    """Name the state of a contest as its chip does."""
    return texts.say(STATES[key])


def say_fault(texts: Texts, code: str, details: Mapping[str, str | int]) -> str:
    """Say what failed around us, what is safe and what to do."""
    return texts.say(FAULTS[code], **details)


def say_unverified(texts: Texts, reason: str) -> str:
    """Say why a rule set is not verified; empty where it is."""
    return texts.say(UNVERIFIED[reason]) if reason else ""


def say_problem(texts: Texts, code: str, where: str) -> str:
    """Say what is wrong with bytes that were handed to us."""
    return texts.say(PROBLEMS[code], where=where)


def say_source_case(texts: Texts, code: str) -> str:
    """Say how a rehearsal departed from its source."""
    return texts.say(SOURCE_CASES[code])


class InSource(Protocol):
    """What is wrong with a source of elections, and where."""

    @property
    def code(self) -> str:
        """Give the code of the sentence."""

    @property
    def file(self) -> str:
        """Give the file as it was named."""

    @property
    def row(self) -> int:
        """Give the row as a spreadsheet counts, 0 for the whole file."""

    @property
    def column(self) -> str:
        """Give the column's name, empty for the whole row."""

    @property
    def details(self) -> Mapping[str, str | int]:
        """Give what fills the sentence."""


def say_source_fault(texts: Texts, fault: InSource) -> str:
    """Say where a source is wrong, what is wrong there, and what to do."""
    sentence = texts.say(SOURCE_FAULTS[fault.code], **fault.details)
    where = {
        "file": fault.file,
        "row": str(fault.row),  # as the spreadsheet writes it
        "column": fault.column,
        "sentence": sentence,
    }
    if not fault.row:
        return texts.say("{file}: {sentence}", **where)
    if not fault.column:
        return texts.say("{file}, row {row}: {sentence}", **where)
    return texts.say("{file}, row {row}, column {column}: {sentence}", **where)


def say_head(texts: Texts, head: HeadId) -> str:
    """Name a head of rejection as the law does."""
    return texts.say(HEADS[head])


def say_field(texts: Texts, contest: Contest, field: FieldId) -> str:
    """Name a line of a sheet as it is printed."""
    candidate, head = candidate_of(field), head_of(field) or no_second_of(field)
    if candidate is not None:
        return contest.candidate(candidate).name
    if head is not None:
        return say_head(texts, head)
    slate, objector, second = slate_of(field), objector_of(field), second_of(field)
    if second is not None:
        name = contest.candidate(second).name
        return texts.say("Second preferences for {name}", name=name)
    if slate is not None:
        part = BUNDLE_LINES[bundle_lines(slate).index(field)]
        return texts.say(part, name=name_of_slate(contest, slate))
    if objector is not None:
        name = contest.candidate(objector).name
        return texts.say("Objections by the agent of {name}", name=name)
    return texts.say(FIELDS[field])


def name_of_slate(contest: Contest, slate: SlateId) -> str:
    """Name whose papers lie in a bundle: a party, or a candidate where one seat is filled.

    Raises KeyError for a slate of another contest.
    """
    for one in slates(contest):
        if one.id == slate:
            first = contest.candidate(one.candidates[0])
            return first.name if contest.seats == 1 else first.party.name
    raise KeyError(slate)


def say_finding(texts: Texts, contest: Contest, finding: Finding) -> str:
    """Say what a check found in a contest: what is compared, what to do; its code last."""
    return f"{contest.area}: {say_sentence(texts, finding, contest)} ({finding.code})"


def say_sentence(texts: Texts, finding: Finding, contest: Contest | None = None) -> str:
    """Say what a check found: what is compared with both figures, then what to do.

    Where it was found on one sheet, that is named. ``contest`` lets it say first preferences where
    the votes are those.
    """
    sentence, values = sentence_of(finding, contest), _values(texts, finding)
    said = texts.say(sentence, **values)
    if finding.sheet is None or "{sheet}" in sentence:
        return said
    return texts.say(
        "on sheet {sheet}, {finding}", sheet=spoken_number(finding.sheet), finding=said
    )


def say_parts(texts: Texts, finding: Finding, contest: Contest) -> tuple[str, str]:
    """Say what a check found, and apart from it what to do."""
    return texts.parts(sentence_of(finding, contest), **_values(texts, finding))


def sentence_of(finding: Finding, contest: Contest | None) -> str:
    """Choose the sentence of a check, not spoken yet."""
    if finding.sheet is None and finding.code in WITHOUT_SHEET:
        return WITHOUT_SHEET[finding.code]
    if finding.code in FIRST_PREFERENCES and contest and in_preferences(contest.rule_set):
        return FIRST_PREFERENCES[finding.code]
    return FINDINGS[finding.code]


def _values(texts: Texts, finding: Finding) -> dict[str, object]:
    numbers = {name: texts.figure(n) for name, n in finding.numbers.items()}
    sheet = spoken_number(finding.sheet or "")
    return {"names": "; ".join(finding.names), "sheet": sheet, **numbers}


def say_party(texts: Texts, key: str, names: Mapping[str, str]) -> str:
    """Name a party key: the well-known groups by their word, others by their own name."""
    return texts.say(PARTIES[key]) if key in PARTIES else names.get(key, key)


def say_outcome(
    texts: Texts, before: str | None, after: str | None, names: Mapping[str, str]
) -> str:
    """Say who controls a council now, in a newspaper's words."""
    if after is None:
        return texts.say("Not certain yet")
    party = say_party(texts, after, names)
    if before is None:
        return party
    if before == after:
        if after == NOC:
            return texts.say("No overall control, no change")
        return texts.say("{party} hold", party=party)
    old = say_party(texts, before, names)
    if after == NOC:
        return texts.say("{party} loss to no overall control", party=old)
    if before == NOC:
        return texts.say("{party} gain from no overall control", party=party)
    return texts.say("{party} gain from {old}", party=party, old=old)


def say_intake(texts: Texts, code: str, where: str) -> str:
    """Say why the feed does not take something, and what to do."""
    if code in INTAKE:
        return texts.say(INTAKE[code], where=where)
    problem = say_problem(texts, code, where)
    return texts.say("The feed does not take this: {problem}. Nothing was lost.", problem=problem)


def say_baseline(texts: Texts, code: str) -> str:
    """Say why a change cannot be given on a baseline."""
    return texts.say(BASELINES[code]) if code in BASELINES else texts.say("Not known here.")
