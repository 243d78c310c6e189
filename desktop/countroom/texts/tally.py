"""The sentences of a tally: what an input should have, what does not add up, what was done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from countroom.texts.catalogue import N_

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from countroom.domain.malformed import Malformed
    from countroom.texts.catalogue import Texts

MALFORMED = {
    "not_utf8": N_("a letter is not written in UTF-8. Save the file as UTF-8."),
    "wants_ballots": N_("{rules} is counted from ballot papers. Give a BLT file."),
    "wants_record": N_("{rules} is counted from a record of votes. Give a JSON file."),
    "blt_empty": N_("the file is empty. It should begin with candidates and seats, as in 9 3."),
    "blt_header": N_(
        "two figures were expected, candidates and seats, as in 9 3, each from 1 to {most}; "
        "found “{found}”."
    ),
    "blt_no_end": N_("the ballots do not end: a line with 0 alone was expected after the last."),
    "blt_withdrawn": N_(
        "candidates withdrawn stand before the first ballot, each as minus their place, "
        "-1 to -{candidates}."
    ),
    "blt_papers": N_(
        "a number of papers from 1, or a 0 alone after the last ballot, was expected; "
        "found “{found}”."
    ),
    "blt_line_end": N_("a ballot line was expected to end with 0."),
    "blt_twice": N_("a ballot names one candidate twice; each may stand in it once."),
    "blt_preference": N_(
        "a candidate's place from 1 to {candidates} was expected; found “{found}”."
    ),
    "blt_names": N_(
        "a name for each of the {candidates} candidates was expected after the ballots; "
        "the file ends after {found}."
    ),
    "blt_title": N_(
        "a title was expected after the names of the {candidates} candidates. Is a name missing? "
        "Add the name, or a title in quotes."
    ),
    "blt_after_title": N_("the end of the file was expected after the names and the title."),
    "blt_name": N_("a candidate's name was expected; found “{found}”."),
    "json_syntax": N_("this is not JSON at column {column}. Check quotes, commas and brackets."),
    "json_twice": N_("“{name}” stands twice; one of the two would be lost. Keep one."),
    "json_beyond_measure": N_("the file is nested too deeply, or has a figure of no sense."),
    "json_several": N_("one record was expected; found a list of {number}. Give one of them."),
    "json_not_a_record": N_("a record in curly brackets was expected."),
    "json_missing": N_("“{name}” is missing."),
    "json_figure": N_("“{name}” was expected to be a whole figure, not negative."),
    "json_text": N_("“{name}” was expected to be text of the usual form."),
    "json_list": N_("“{name}” was expected to be a list with something in it."),
    "json_too_many": N_("“{name}” has more entries than can be; there are {most} at most."),
    "json_object": N_("“{name}” was expected to be a record in curly brackets."),
    "json_choice": N_("“{name}” is not among what can stand there."),
    "json_name_shared": N_("“{name}” stands for two; give each a name of its own."),
    "json_id_shared": N_("two candidates have one id; give each its own."),
    "json_not_standing": N_("“{name}” is not among the candidates."),
    "json_other_candidates": N_("every local count was expected to have the same candidates."),
    "json_votes_and_counts": N_("votes stand beside local counts; give one of the two."),
    "json_beside_counts": N_(
        "“{name}” stands beside local counts that have it too; give one of the two."
    ),
    "json_constituency_seats": N_(
        "“{name}” has constituency seats, and this law has none. Leave them out, or name the law "
        "that has."
    ),
    "json_candidate_missing": N_("a figure for each of the {candidates} candidates was expected."),
    "json_stage_order": N_("“first preferences” was expected as the first stage, and only there."),
    "json_stage_source": N_(
        "the ids of the candidates whose papers moved were expected as source, one for a surplus."
    ),
}
"""What was expected, by code; each follows the file and the line."""

NOTES = {
    "votes_above_papers": N_("{figure} votes are more than {expected}, the most there can be."),
    "votes_below_papers": N_("{figure} votes are fewer than the {expected} valid papers."),
    "threshold_not_testable": N_(
        "not all votes are in the input ({figure} are), so the share needed cannot be tested."
    ),
    "total_votes_contradicted": N_("the votes add up to {figure}, and the total says {expected}."),
    "second_preferences_do_not_close": N_(
        "second preferences account for {figure} papers, and there are {expected}."
    ),
    "second_preferences_exceed": N_(
        "{figure} second preferences are more than the {expected} papers that could give one."
    ),
    "second_count_for_eliminated": N_(
        "the second count has {figure} for this candidate, who does not remain."
    ),
    "second_total_wrong": N_(
        "the second count says {figure}; first preferences and votes added make {expected}."
    ),
    "valid_poll_missing": N_("the valid poll is missing; the first preferences make {expected}."),
    "valid_poll_wrong": N_(
        "the valid poll says {figure}, and the first preferences make {expected}."
    ),
    "poll_does_not_add_up": N_(
        "the total poll says {figure}; valid and spoiled papers make {expected}."
    ),
    "not_whole_papers": N_("{figure} first preferences are not whole papers."),
    "carry_error": N_("the total says {figure}; what was carried forward makes {expected}."),
    "crumb_left": N_("{figure} was left with an excluded candidate; {expected} was expected."),
    "surplus_wrong": N_("{figure} was kept after the surplus; the quota is {expected}."),
    "votes_to_not_continuing": N_("{figure} went to a candidate who does not continue."),
    "votes_taken_unmoved": N_("{figure} was taken from a candidate whose papers did not move."),
    "votes_created": N_("{figure} more was given to candidates than was taken away."),
    "non_transferable_wrong": N_("non-transferable says {figure}; what nobody got is {expected}."),
    "transfer_value_wrong": N_(
        "no lawful value of a paper explains the {figure} moved of a surplus of {expected}."
    ),
    "too_many_elected": N_("{figure} candidates have the quota, and there are {expected} seats."),
    "votes_of_stage_wrong": N_("the tellers made it {figure} votes; the papers make {expected}."),
    "count_not_finished": N_("{figure} of {expected} seats are filled where the sheet ends."),
}
"""What does not add up, by code."""

COUNTING_REFUSALS = {
    "rules_missing": N_("Name the law with --rules, one of these: {known}."),
    "rules_unknown": N_("There is no rule set {rules}. Choose one of these: {known}."),
    "seats_unreadable": N_("“{text}” is no number of seats. Write one from 1 to 999."),
    "seats_fixed": N_("{rules} fills {seats} seat. Leave out --seats, or “seats” in the input."),
    "lot_unreadable": N_(
        "“{text}” is no lot. Write the stage and the name drawn, as in --lot 3:“Ann Ash”."
    ),
    "lot_for_a_stranger": N_("Nobody called {name} stands. Write the name as the input has it."),
    "lot_name_shared": N_(
        "{name} is the name of candidates {numbers}. Write the place on the ballot paper instead."
    ),
    "lot_not_asked_for": N_(
        "No lot with {name} is open at stage {stage}. Leave it out; the count says who is tied."
    ),
    "stage_under_way": N_(
        "A stage is under way. Sort its sub-parcels first; what was keyed is safe."
    ),
    "no_stage_under_way": N_("No sub-parcel is on the table. Begin a stage first."),
    "hand_count_finished": N_("All seats are filled; the count is finished."),
    "lot_to_be_drawn": N_("Equal candidates at stage {stage} wait for a lot. Draw it first."),
    "not_among_the_tied": N_("No lot is open with this candidate. Look at who is tied."),
    "no_such_surplus": N_("One elected candidate with a surplus not yet transferred was expected."),
    "not_continuing": N_("Only candidates who continue can be excluded. Choose among those."),
    "seats_would_stay_empty": N_(
        "Too few candidates would be left for the {vacancies} seats. Exclude fewer."
    ),
    "advice_declined_without_reason": N_(
        "The law asks for something else next. Do that, or give the reason for declining it."
    ),
    "not_a_sorting": N_(
        "A number of papers, 0 or more, was expected for each of the {places} candidates, "
        "and for non-transferable papers."
    ),
    "papers_to_not_continuing": N_(
        "Papers were keyed for a candidate who does not continue. Sort them on."
    ),
    "papers_do_not_add_up": N_(
        "{found} papers were sorted, and the sub-parcel has {there}: {difference}. "
        "Count the sub-parcel again; this cannot be passed over."
    ),
}
"""Why something at a count cannot be done, by code."""

ACTIONS = {
    "votes": N_("votes"),
    "first preferences": N_("first preferences"),
    "second preferences": N_("second preferences"),
    "seat": N_("seat"),
    "seat (added vote)": N_("seat by added vote"),
    "seat (lot)": N_("seat by lot"),
    "surplus": N_("surplus"),
    "exclusion": N_("exclusion"),
}
"""What was done at a stage, or what a lot is for."""


class Noted(Protocol):
    """A figure of a tally that does not add up."""

    @property
    def code(self) -> str:
        """Give the code of the sentence."""

    @property
    def stage(self) -> int | None:
        """Give the stage from 1, None for the whole count."""

    @property
    def candidate(self) -> int | None:
        """Give the place on the ballot paper, None for no one candidate."""

    @property
    def figure(self) -> str | None:
        """Give the figure found, as a decimal string."""

    @property
    def expected(self) -> str | None:
        """Give the figure expected, as a decimal string."""

    @property
    def area(self) -> str:
        """Give the name of the local count, empty for the whole contest."""


def say_malformed(texts: Texts, file: str, malformed: Malformed) -> str:
    """Say what was expected at which line of a file."""
    expected = texts.say(MALFORMED[malformed.expected], **malformed.details)
    return texts.say(
        "{file}, line {line}: {expected}", file=file, line=str(malformed.line), expected=expected
    )


def say_tally_note(texts: Texts, note: Noted, names: Sequence[str]) -> str:
    """Say what does not add up, in which area, at which stage and whose figure it is."""
    figure, expected = note.figure or "0", note.expected or "0"
    sentence = texts.say(NOTES[note.code], figure=figure, expected=expected)
    if note.candidate is not None:
        sentence = f"{names[note.candidate - 1]}: {sentence}"
    if note.stage is not None:
        sentence = texts.say("stage {stage}, {sentence}", stage=note.stage, sentence=sentence)
    return f"{note.area}: {sentence}" if note.area else sentence


def say_action(texts: Texts, action: str) -> str:
    """Name what was done at a stage, or what a lot is for."""
    return texts.say(ACTIONS[action])


def say_keyed_at(texts: Texts, details: Mapping[str, str | int], sentence: str) -> str:
    """Say before a refusal at which stage and sub-parcel of a hand count it is, if at one."""
    if "at_sub_parcel" in details:
        return texts.say(
            "stage {stage}, sub-parcel {sub_parcel}: {sentence}",
            stage=details["at_stage"],
            sub_parcel=details["at_sub_parcel"],
            sentence=sentence,
        )
    if "at_stage" in details:
        return texts.say("stage {stage}: {sentence}", stage=details["at_stage"], sentence=sentence)
    return sentence


def say_lot(texts: Texts, purpose: str, stage: int, tied: str, drawn: str) -> str:
    """Say who is equal, what the one drawn is drawn for, and on whom the lot fell, if it has."""
    if drawn:
        sentence = _LOTS_DRAWN[purpose]
        return texts.say(sentence, stage=stage, tied=tied, drawn=drawn)
    ask = texts.say("Then add --lot {stage}:NAME with the name drawn.", stage=stage)
    return f"{texts.say(_LOTS_OPEN[purpose], stage=stage, tied=tied)} {ask}"


_LOTS_OPEN = {
    "seat": N_("Equal at stage {stage}: {tied}. Draw a lot; the one drawn is elected."),
    "exclusion": N_("Equal at stage {stage}: {tied}. Draw a lot; the one drawn is excluded."),
    "surplus": N_(
        "Equal at stage {stage}: {tied}. Draw a lot; the surplus of the one drawn goes first."
    ),
}

_LOTS_DRAWN = {
    "seat": N_("Lot at stage {stage} between {tied}: {drawn} is elected."),
    "exclusion": N_("Lot at stage {stage} between {tied}: {drawn} is excluded."),
    "surplus": N_("Lot at stage {stage} between {tied}: the surplus of {drawn} goes first."),
}
