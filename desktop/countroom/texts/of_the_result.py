"""Words of the result: who is consulted, what is counted again, and why that is refused."""

from countroom.texts.catalogue import N_

CAPACITIES = {
    "candidate": N_("candidate"),
    "election_agent": N_("election agent"),
    "counting_agent_designated": N_("counting agent named to ask for recounts"),
    "counting_agent": N_("counting agent"),
    "area_officer": N_("officer of the whole area"),
}
SCOPES = {
    "bundles": N_("Bundles looked through"),
    "rejected": N_("Rejected papers decided again"),
    "mini_counts": N_("Some tables counted again"),
    "second_count": N_("Second count counted again"),
    "whole": N_("All papers counted again"),
}

RESULT_REFUSALS = {
    "candidate_unknown": N_(
        "Nobody with the id {candidate} stands here. Choose a name from the ballot paper."
    ),
    "agent_without_name": N_("An agent needs a name, as on the letter that appoints them."),
    "not_entitled_to_recount": N_(
        "The law of this poll lets a {capacity} watch, not ask for a recount. Their candidate or "
        "election agent may ask."
    ),
    "provisional_changed": N_(
        "The provisional result of {contest} is version {version} now. Look at it before you "
        "decide."
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
