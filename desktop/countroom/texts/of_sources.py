"""The sentences about a source of elections: what it cannot tell, and what is wrong with it."""

from countroom.texts.catalogue import N_

SOURCE_CASES = {
    "votes_exceed_papers": N_(
        "The source's votes do not fit into its ballot papers; the papers verified were raised."
    ),
    "papers_exceed_votes": N_(
        "The source has more ballot papers than its votes can account for; "
        "the papers verified were lowered."
    ),
    "name_marked": N_(
        "The source writes into the name who was elected; the name is played without it."
    ),
    "no_votes": N_("The source has no votes for this contest; it is played as uncontested."),
    "no_candidates": N_("The source has no candidates for this contest; it is left out."),
    "row_unreadable": N_("A row of the source cannot be read as it stands; see setup."),
    "winners_not_top": N_("The source marks others as elected than those with most votes."),
    "winners_not_seats": N_("The source marks another number elected than there are seats."),
    "tie_at_last_place": N_("A tie decides a seat; the lot fell as the source says."),
    "no_straight_papers": N_(
        "The source's votes leave room for no paper with a whole party's list; "
        "every paper is played as a mixed one."
    ),
    "seconds_derived": N_(
        "What the other papers of the second count bore is not published; what is left of them is "
        "played as second preferences for somebody out."
    ),
    "seconds_not_published": N_(
        "The source has no figures of the second count; every second preference is played as for "
        "somebody out."
    ),
    "papers_exceed_electorate": N_(
        "The papers needed exceed the source's electorate; "
        "the result was cleared by two officers as not reconciled."
    ),
}

BASELINES = {
    "not_complete": N_("Given when every ward is declared."),
    "composition_not_known": N_("The seats before this election are not known here."),
    "new_council": N_("The council is new."),
    "all_out": N_("The wards have new boundaries, and no notional result is loaded."),
    "ward_changed": N_("Wards have new boundaries, and no notional result is loaded."),
    "seats_differ": N_("A ward elects another number of councillors than last time."),
    "no_earlier_results": N_("The earlier results are not in the source."),
    "earlier_result_incomplete": N_("An earlier result in the source is not complete."),
    "by_election": N_("A seat is filled by a by-election."),
}

SOURCE_FAULTS = {
    "counted_in_areas": N_(
        "{post}: each council counts its own part, and one officer adds them up. A count file "
        "keeps the count of one hall. Total the areas with countroom tally."
    ),
    "no_law": N_("No law for such a contest was in force on that day. Correct the date or the id."),
    "not_csv": N_(
        "The file cannot be read from here on ({reason}). Look for a quotation mark left open."
    ),
    "column_missing": N_("The column is missing. Add it; its name has to be exactly this."),
    "row_uneven": N_(
        "The row has {cells} cells, the header names {columns}. Look for a missing or extra comma."
    ),
    "not_utf8": N_("The cell is not UTF-8. Save the file as CSV UTF-8."),
    "cell_empty": N_("The cell is empty. Fill it in."),
    "not_a_number": N_("“{text}” is not a whole figure. Write digits only, or leave it empty."),
    "not_a_flag": N_("“{text}” is neither 1 nor 0. Write one of them, or leave it empty."),
    "not_a_day": N_("“{text}” is not a day. Write it as 2024-05-02."),
    "id_malformed": N_(
        "“{text}” cannot be an id. Use small letters, digits, hyphens and full stops."
    ),
    "no_seats": N_("{ward} has no seat to fill. Write how many there are."),
    "contest_twice": N_("The contest stands in row {first} already. Take one of them out."),
    "contest_in_two_files": N_("{ward} stands in another file already. Name one of the files."),
    "contest_unknown": N_("No contest is called {text}. Add it to the contests, or mend the id."),
    "contest_without_candidates": N_("Nobody stands in {ward}. Add the candidates."),
    "candidates_missing": N_(
        "There is no file of candidates beside it. Put it into the same folder, with the same "
        "beginning of its name."
    ),
    "winners_exceed_seats": N_(
        "{ward} has {winners} marked as elected and {seats} to fill. Mend the seats or the marks."
    ),
    "seats_disagree": N_("The council has {seats} seats here and {other} further up. Mend one."),
    "seats_exceed_total": N_("The parties hold {seats} seats of {total}. Mend one of the figures."),
}
