"""Why the count room refuses: boxes, post, tables, papers, seals, crew and changed set-ups."""

from countroom.texts.catalogue import N_

ROOM_REFUSALS = {
    "box_without_mini_count": N_(
        "{box}: no table counts its papers. Name it at one of the contest's mini-counts."
    ),
    "officer_without_letter": N_(
        "{person} would be an officer without a letter of appointment. Name the powers that are "
        "left, or take the role of officer away."
    ),
    "power_missing": N_(
        "{person} does not hold the power for this in this poll. The returning officer signs, "
        "or a deputy whose letter of appointment names it."
    ),
    "administrator_stays": N_(
        "You cannot take the administrator's role from yourself. Another administrator has to."
    ),
    "person_away": N_("{person} is noted as away already. Nothing was changed."),
    "person_not_away": N_("{person} is not noted as away. Nothing was changed."),
    "exception_known": N_(
        "{person} may settle in {contest} beside an officer already. Nothing was changed."
    ),
    "no_exception": N_(
        "{person} may not settle in {contest} beside an officer. An officer records an "
        "exception with the reason first."
    ),
    "corrector_saw_both": N_(
        "You sent lines of sheet {sheet} back, so you have seen both entries. Another keyer "
        "keys them again."
    ),
    "another_contest": N_(
        "The corrected set-up is that of {contest}, another contest. Nothing was changed. Open "
        "the right one."
    ),
    "keyed_already": N_(
        "Sheets of {contest} are keyed: names, descriptions, parties, terms, postal papers and "
        "times can be corrected, and the electorate altered. For anything else a supervisor opens "
        "each keyed sheet again first, with a reason, and its figures are keyed anew."
    ),
    "lines_would_change": N_(
        "This would change the lines of printed sheets of {contest}: the order of its candidates, "
        "or whose papers are bundled together. Correct the whole set-up before anything is keyed; "
        "where something is, a supervisor opens each keyed sheet again first."
    ),
    "electorate_differs": N_(
        "The electorate keyed is not the one set up for {contest}. Key it again from the register; "
        "where the set-up is wrong, alter the electorate on the page before the count."
    ),
    "electorate_by_one": N_(
        "{contest} is proven with its electorate. A second person compares the new one with the "
        "register and signs too."
    ),
    "combined_counted_early": N_(
        "Combined polls are verified before votes are counted. Set {election} up without "
        "counting before verification."
    ),
    "poll_called_off": N_(
        "The poll in {contest} is called off, so nothing more is counted. Its papers stay sealed."
    ),
    "thresholds_unsound": N_(
        "These limits for wards with {seats} seats cannot be: none may be below 0, and no upper "
        "limit below its lower one."
    ),
    "nothing_received": N_(
        "Nothing is listed yet. Name each box that came in, or type the packets of each "
        "station, 0 for none."
    ),
    "box_unknown": N_(
        "{box} does not belong here. Check the label. A supervisor can add a box that nobody "
        "foresaw."
    ),
    "box_known": N_("{box} is in {contest} already. Give this box another label."),
    "second_box_astray": N_(
        "{box} is to stand beside {beside}, which is no station's first box in {contest}. Name the "
        "box whose account is for both."
    ),
    "second_box_with_figures": N_(
        "{box} is a station's second box: electors and papers entrusted are in the account of the "
        "first. Leave them off here."
    ),
    "box_shares_account": N_(
        "The account of {box} is for {other} too. Withdraw that one first, or both at once."
    ),
    "box_not_in": N_("{box} has not been received, so nothing is taken back."),
    "box_received_already": N_(
        "{box} has come in already. Check the label of the box in front of you."
    ),
    "box_not_received": N_(
        "Boxes have not come in: {boxes}, first {box}. Register the box when it is here. An "
        "officer can withdraw the account of one that was never used."
    ),
    "seal_without_note": N_(
        "{box}: the seal is not intact. Write down what you see, then register it."
    ),
    "box_counted_once": N_(
        "{box} varies from the account by {variance}. Have it counted again until two counts in "
        "a row are the same."
    ),
    "box_not_counted": N_(
        "{box} has no settled count yet, so there is none to repeat. Key its account first."
    ),
    "packets_not_said": N_(
        "{box}: nobody has said how many postal packets were handed in there. Ask, and type "
        "0 if there were none."
    ),
    "postal_session_missing": N_(
        "{box}: no opening of postal votes is recorded. Record it, with 0 papers if the box "
        "stayed empty."
    ),
    "envelopes_not_judged": N_(
        "{envelopes} envelopes were opened, but {judged} statements are accepted or rejected. "
        "Look at both figures on the paper."
    ),
    "postal_open": N_(
        "The post in {contest} is not closed. The supervisor closes it when no more postal "
        "papers will come."
    ),
    "postal_closed_already": N_(
        "The post in {contest} is closed. A supervisor can open it again with a reason; a "
        "signed statement is then void."
    ),
    "papers_out_of_range": N_(
        "{papers} cannot be right: the figure is {least} or more, and no hall holds ten "
        "million. Look at the paper and type it again."
    ),
    "transfer_within_contest": N_(
        "These papers stay in {contest}, so its total does not change. Choose the contest they "
        "belong to."
    ),
    "fewer_than_moved": N_(
        "{box}: {papers} papers more were moved out of it than were counted in it. Count the box "
        "again, or move back what was not there."
    ),
    "more_than_counted": N_(
        "{box}: only {counted} papers are counted in it. Count those found there, or say that "
        "they were set aside uncounted."
    ),
    "found_in_time": N_(
        "{contest} is not declared yet, so these papers still count. Add them: count their box "
        "again, or move them from the contest they lay in."
    ),
    "mini_count_unknown": N_(
        "There is no table {mini_count} in this contest that still counts. Check its letter. A "
        "supervisor can open one."
    ),
    "mini_count_closed": N_(
        "Table {mini_count} is closed. Take another, or have a supervisor open one more."
    ),
    "mini_count_twice": N_("There is a table {mini_count} already. Give this one another letter."),
    "mini_count_of_one_box": N_(
        "One box alone would feed table {mini_count}, and it would show how one station voted. "
        "Mix in another box or the post, or give the officer's reason."
    ),
    "more_than_verified": N_(
        "{issued} papers would be out, but {verified} were verified. Count the parcel again, or "
        "take papers back from another table first."
    ),
    "more_than_out": N_(
        "Only {out} papers are still out at this table. Count those that came back again."
    ),
    "papers_still_out": N_(
        "Table {mini_count} holds {papers} papers that no sheet accounts for. Key its sheets or "
        "take the papers back, then close it."
    ),
    "poll_not_called_off": N_("The poll in {contest} is not called off. Nothing was changed."),
    "more_papers_than_accepted": N_(
        "{papers} papers came in covers of this session, but only {accepted} statements were "
        "accepted. Count the papers again. A paper whose statement came in an earlier session "
        "is matched."
    ),
    "more_matched_than_waiting": N_(
        "{matched} papers are matched, but at most {most} can be: so many covers of earlier "
        "sessions lack their statement or paper. Look at the lists again."
    ),
    "session_matched_since": N_(
        "A later session matched papers with covers of session {number}. Take that one back first."
    ),
    "session_unknown": N_("There is no session {number} in this ledger. Look at the list again."),
    "not_a_batch": N_(
        "Sheet {sheet} is no batch of doubtful papers, so nobody rules on it. Check its number."
    ),
    "batch_not_settled": N_(
        "The figures of batch {sheet} are not settled yet. It is signed when both entries agree."
    ),
    "batch_changed": N_(
        "The figures of batch {sheet} are not those you saw. Look at them again, then sign."
    ),
    "adjudication_signed_already": N_("Batch {sheet} is signed already. Nothing was changed."),
    "adjudication_unsigned": N_(
        "Batches of doubtful papers are not signed: {batches}, first sheet {sheet}. The returning "
        "officer signs them, or a deputy whose letter gives that power."
    ),
    "sheet_not_begun": N_("Nobody has keyed sheet {sheet} yet, so nothing is void."),
    "box_is_here": N_(
        "{box} came in, or the postal ledger put papers into it. Its papers are counted; take a "
        "mistaken receipt or session back first."
    ),
    "own_promotion": N_(
        "Nobody makes themselves an officer. Another administrator has to, by a letter of "
        "appointment."
    ),
    "moment_unreadable": N_("{text} is no day and time. Nothing was changed."),
    "too_many_sheets_in_all": N_(
        "{contest} would have more than {most} printed sheets. Key team summaries, or totals."
    ),
    "too_many_sheets": N_(
        "Table {mini_count} can have {most} printed sheets at most. Open a second table for the "
        "rest."
    ),
    "more_accounted_than_issued": N_(
        "The sheets of table {mini_count} account for {papers} papers more than were issued to "
        "it. Look for a parcel not written down or a sheet keyed twice, then close it."
    ),
    "depth_as_it_is": N_("Table {mini_count} is keyed like that already. Nothing was changed."),
    "sheet_begun": N_(
        "Sheet {sheet} has a first entry, so it stays. Finish it; a supervisor can then void it "
        "with a reason."
    ),
    "sheet_withdrawn": N_(
        "Sheet {sheet} is withdrawn and nobody keys it. Look for the sheet that took its place."
    ),
    "sheet_without_place": N_(
        "A new sheet belongs either to one box counted again or to one table. Name that one and "
        "no other."
    ),
    "papers_sealed": N_(
        "The papers of {contest} are under seal. An officer opens the seals first."
    ),
    "papers_not_sealed": N_("The papers of {contest} are not under seal. Nothing was changed."),
    "container_without_seal": N_(
        "Every container of {contest} needs a name and at least one seal with its number. Add "
        "what is missing."
    ),
    "seal_twice": N_("One seal number stands twice for {contest}. Read the seals again."),
    "seal_unknown": N_(
        "There is no seal or laptop {seal} on the closing sheet. Read it again; if it is "
        "another, write that beside the one it stands for."
    ),
    "custodian_missing": N_("Say where the papers of {contest} are kept and who keeps them."),
    "seal_used": N_(
        "Seal {seal} was on {container} of {contest} this night already, and a seal closes once. "
        "Read the number again, or take another seal."
    ),
    "head_differs": N_(
        "The code read for laptop {device} is not that of this file when the papers were sealed. "
        "Read the closing sheet again. If they still differ, an officer writes down why."
    ),
}
