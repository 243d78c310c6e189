"""Words of the result: who is consulted, what is counted again, and why that is refused."""

from countroom.texts.catalogue import N_

CAPACITIES = {
    "candidate": N_("candidate"),
    "election_agent": N_("election agent"),
    "counting_agent_designated": N_("counting agent named to ask for recounts"),
    "counting_agent": N_("counting agent"),
    "area_officer": N_("officer of the whole area"),
}
CORRECTIONS = {
    "announcement_slip": N_("A slip when it was read out"),
    "transcription": N_("A figure was copied wrongly"),
    "statement_amended": N_("The signed statement was amended"),
    "court_order": N_("A court ordered it"),
    "environment_error": N_("A practice result was published as a real one"),
}
FAILED = {
    "V02": N_("more papers rejected than verified"),
    "V03": N_("more papers rejected in part than can be"),
    "V04": N_("a candidate with more votes than valid papers"),
    "V05": N_("more votes than valid papers"),
    "V06": N_("fewer votes than valid papers"),
    "V07": N_("more votes than the valid papers can hold"),
    "V08": N_("fewer votes than valid papers"),
    "V09": N_("more papers than electors"),
    "V11": N_("papers that do not add up to those verified"),
    "V12": N_("votes and unused votes that do not make up the papers"),
    "V18": N_("second preferences that do not make up the papers"),
    "V13": N_("others named as elected than those with most votes"),
}
"""The checks that a result written by hand can fail, in a stranger's words, by code."""
GUIDANCE = {
    "stores": N_("Looked in the stores, the stations' bags and the vehicles"),
    "floor": N_("Looked on the floor, under the tables and in the boxes"),
    "arithmetic": N_("Added every sheet up again"),
    "rejected": N_("Counted the rejected papers again"),
    "part_bundles": N_("Counted the part bundles again"),
    "recounted": N_("Counted the bundles again"),
}
"""What the guidance asks for before totals may be cleared unreconciled."""
SCOPES = {
    "bundles": N_("Bundles looked through"),
    "rejected": N_("Rejected papers decided again"),
    "mini_counts": N_("Some tables counted again"),
    "second_count": N_("Second count counted again"),
    "whole": N_("All papers counted again"),
}

WITHDRAWN = {
    "first_count_changed": N_("the first count changed, so who remains had to be seen anew"),
}
"""Why sheets are withdrawn that nobody gave up: by what happened elsewhere."""

RESULT_REFUSALS = {
    "candidate_unknown": N_(
        "Nobody with the id {candidate} stands here. Choose a name from the ballot paper."
    ),
    "readings_differ": N_(
        "The two readings of the paper for {contest} differ. Read it again, both of you."
    ),
    "nothing_corrected": N_(
        "These are the figures of {contest} as they were declared. Nothing was changed."
    ),
    "only_a_court": N_(
        "Only a court can say that others were elected in {contest}. The record names those who "
        "were declared."
    ),
    "not_so_many_elected": N_("{contest} fills {seats}: name exactly so many as elected."),
    "head_unknown": N_(
        "Papers are rejected in {contest} under a head its law does not have. Use those printed."
    ),
    "agent_without_name": N_("An agent needs a name, as on the letter that appoints them."),
    "not_entitled_to_recount": N_(
        "The law of this poll lets a {capacity} watch, not ask for a recount. Their candidate or "
        "election agent may ask."
    ),
    "no_second_count_needed": N_(
        "No second count is needed in {contest}: look at the first one's result."
    ),
    "second_count_needed": N_(
        "Nobody has more than half of the first preferences in {contest}. The second count comes "
        "before the result."
    ),
    "recount_open": N_(
        "Sheets of the recount are neither confirmed nor opened: {sheets}, first {sheet}. Two "
        "people confirm each, or it is opened and keyed again."
    ),
    "no_such_recount": N_("Recount {recount} is not under way in {contest}. Nothing was changed."),
    "sheet_not_in_recount": N_(
        "The recount does not wait for sheet {sheet}. Look at the list again."
    ),
    "nothing_to_recount": N_("That scope holds no settled sheet of {contest} to count again."),
    "scope_and_tables_disagree": N_(
        "Name the tables that count again, and none where all papers are counted again."
    ),
    "scope_keeps_its_sheets": N_(
        "New sheets are for tables that count all their papers again. Here the same sheets stay."
    ),
}
