"""The sentences behind the codes. Each says what happened, what is safe, what to do."""

from countroom.texts.catalogue import N_
from countroom.texts.of_disclosure import DISCLOSURE_REFUSALS
from countroom.texts.of_printing import PRINT_FAULTS, PRINT_REFUSALS
from countroom.texts.of_the_platform import PLATFORM_REFUSALS
from countroom.texts.of_the_result import RESULT_REFUSALS
from countroom.texts.of_the_room import ROOM_REFUSALS

HEADS = {
    "no_official_mark": N_("Want of an official mark"),
    "no_official_mark_and_number": N_("Want of the official mark and unique identifying number"),
    "no_unique_identifying_mark": N_("Want of a unique identifying mark"),
    "too_many_votes": N_("Voting for more candidates than the voter was entitled to"),
    "more_than_one_candidate": N_("Voting for more than one candidate"),
    "more_than_one_party": N_("Voting for more than one party or individual candidate"),
    "more_than_one_first_preference": N_(
        "Voting for more than one candidate as to the first preference vote"
    ),
    "no_first_preference": N_("No first preference indicated"),
    "several_first_preferences": N_("More than one first preference indicated"),
    "no_figure_one": N_("Figure 1 not standing so as to show a first preference"),
    "figure_one_against_several": N_("Figure 1 against more than one candidate"),
    "identifying_mark": N_("Writing or mark by which the voter could be identified"),
    "unmarked": N_("Unmarked"),
    "void": N_("Void for uncertainty"),
    "void_first": N_("Void for uncertainty as to the first preference vote"),
    "unmarked_or_uncertain": N_("Unmarked or wholly void for uncertainty"),
    "unmarked_or_void": N_("Unmarked or void for uncertainty"),
    "unmarked_or_void_first": N_(
        "Unmarked or void for uncertainty as to the first preference vote"
    ),
    "unmarked_or_void_second": N_(
        "Unmarked or void for uncertainty as to the second preference vote"
    ),
}

UNVERIFIED = {
    "heads_not_read": N_(
        "The rules on who is elected were read; those on rejected papers were not, "
        "and their heads follow guidance and the rules of like elections."
    ),
    "recounts_not_read": N_(
        "The rules on who is elected and on rejected papers were read as they stand now; "
        "who may ask for a recount was not, and follows the parliamentary rule."
    ),
    "order_not_read": N_(
        "The Order of 2026 was not read; the heads of rejection are those "
        "of the supplementary vote before 2023."
    ),
    "law_not_found": N_(
        "The Order of 2001 was not found; the count follows the rules for councils, "
        "which it is said to apply."
    ),
    "may_have_ended": N_(
        "An Act of 2026 brings the supplementary vote back for this office, "
        "and from which day was not found."
    ),
}
"""Why a rule set is not verified, in one sentence."""

FIELDS = {
    "papers": N_("Papers on this sheet"),
    "rejected_in_part": N_("Rejected in part"),
    "unused_votes": N_("Unused votes"),
    "entrusted": N_("Ballot papers entrusted"),
    "unused": N_("Unused papers"),
    "spoilt": N_("Spoilt papers"),
    "tendered": N_("Tendered papers"),
    "expected": N_("Papers put into the postal box"),
    "counted": N_("Papers counted in the box"),
    "doubtful": N_("Doubtful papers in this batch"),
    "allowed": N_("Allowed and counted"),
    "second_elsewhere": N_("Second preference for somebody out"),
}

BUNDLE_LINES = (
    N_("{name}: papers in a bundle"),
    N_("{name}: whole bundles"),
    N_("{name}: loose papers"),
)
"""The three lines of a slate's bundles, as on the sheet."""

PARTIES = {
    "CON": N_("Conservative"),
    "LAB": N_("Labour"),
    "LD": N_("Liberal Democrat"),
    "GRN": N_("Green"),
    "UKIP": N_("UKIP"),
    "REF": N_("Reform UK"),
    "PC": N_("Plaid Cymru"),
    "IND": N_("Independent"),
    "NOC": N_("No overall control"),
}

STATES = {
    "nominated": N_("Nominated"),
    "uncontested": N_("Uncontested"),
    "countermanded": N_("Poll countermanded"),
    "abandoned": N_("Poll abandoned"),
    "boxes": N_("Boxes coming in"),
    "verified": N_("Verified"),
    "first": N_("First entry"),
    "waiting-second": N_("Needs second entry"),
    "second": N_("Second entry"),
    "difference": N_("Entries differ"),
    "settled": N_("Figures agree"),
    "provisional": N_("Provisional result"),
    "readback": N_("Ready to read back"),
    "recount": N_("Recount"),
    "lot": N_("Lot needed"),
    "paused": N_("Paused, under seal"),
    "declared": N_("Declared"),
    "copied": N_("Copied"),
    "published": N_("Published"),
    "correction": N_("Corrected after declaration"),
    "stale": N_("Not heard from"),
}

ROLES = {
    "administrator": N_("Administrator"),
    "keyer": N_("Keyer"),
    "supervisor": N_("Supervisor"),
    "officer": N_("Returning officer or deputy"),
    "observer": N_("Observer"),
}

REFUSALS = {
    **RESULT_REFUSALS,
    "figure_blank": N_(
        "This line is blank. Type the figure on the paper; if there are none, type 0."
    ),
    "figure_not_a_number": N_(
        "“{text}” is not a whole figure. Type digits only; nothing was changed."
    ),
    "figure_too_large": N_(
        "{text} is larger than any count holds ({largest}). Look at the paper and key it again; "
        "nothing was changed."
    ),
    "figure_out_of_range": N_(
        "The figure on line {field} must be between 0 and {largest}. "
        "Look at the paper and key it again."
    ),
    "field_missing": N_("Line {field} is still blank. Key every line of the sheet."),
    "field_unknown": N_("Line {field} is not on this sheet. Check the sheet's number."),
    "nobody_signed": N_("Nobody is signed in. Sign in and do it again."),
    "person_unknown": N_("{person} does not belong to this count. Enrol them first."),
    "person_known": N_("{person} is enrolled already."),
    "device_known": N_("The laptop {device} is enrolled already."),
    "key_known": N_("{person} would share another person's key. Make a new one."),
    "pin_malformed": N_("A PIN is six digits."),
    "pin_too_plain": N_("Those six digits are the first that anybody tries. Choose others."),
    "pin_not_chosen": N_("No PIN is kept here. Sign in with the passphrase."),
    "pin_wrong": N_("That is not the PIN. Tries left: {tries}."),
    "pin_forgotten": N_("Three wrong PINs: it is forgotten. Sign in with the passphrase."),
    "signed_by_another": N_("Another person has to sign this. Hand over, then do it again."),
    "role_missing": N_("{person} may not do this. It needs one of: {roles}."),
    "second_person_is_first": N_("A second person has to sign. Ask somebody else."),
    "secret_wrong": N_(
        "That is not the secret of this person. Type it again as on the slip; "
        "the administrator can give out a new one."
    ),
    "secret_waits": N_(
        "Several wrong passphrases in a row. Key it again when the wait is over, in seconds: "
        "{seconds}. Nobody is locked out."
    ),
    "election_known": N_("The election {election} is set up already."),
    "election_unknown": N_("The election {election} is not in this count file."),
    "contest_known": N_("The contest {contest} is set up already."),
    "contest_unknown": N_("The contest {contest} is not in this count file."),
    "contest_without_seats": N_("The contest {contest} has no seat to fill. Mend the source."),
    "contest_without_boxes": N_("The contest {contest} has a poll but no box. Mend the source."),
    "candidates_not_in_order": N_(
        "The candidates of {contest} are not numbered 1, 2, 3 as on the ballot paper."
    ),
    "candidate_twice": N_("One candidate stands twice in {contest}. Mend the source."),
    "box_twice": N_("One box stands twice in {contest}. Mend the source."),
    "seats_of_the_law": N_(
        "The law of {rule_set} fills {seats} here. Correct the seats, or name the right rule set."
    ),
    "system_not_kept": N_(
        "{rule_set} is not counted from one total a candidate, and a count file keeps no other. "
        "Count it with `countroom tally`."
    ),
    "rule_set_unknown": N_(
        "This program has no rule set {rule_set}. It may be older than the count file."
    ),
    "contest_proven": N_("{contest} is checked against its ballot paper already."),
    "contest_not_proven": N_(
        "{contest} is not proven yet: two people check it against the printed ballot paper first."
    ),
    "contest_has_a_poll": N_("{contest} has a poll, so nobody is returned without one."),
    "contest_without_poll": N_("{contest} has no poll."),
    "sheet_unknown": N_("No sheet {sheet} belongs to this count. Check its number."),
    "entered_already": N_("Entry {entry} of sheet {sheet} is finished already."),
    "first_entry_missing": N_("Sheet {sheet} has no first entry yet."),
    "second_keyer_is_first": N_(
        "You keyed sheet {sheet} yourself. The other entry belongs to another person."
    ),
    "settler_keyed_sheet": N_(
        "You keyed sheet {sheet} yourself, so somebody else has to settle it."
    ),
    "nothing_differs": N_("The entries of sheet {sheet} do not differ."),
    "sent_back_already": N_("Sheet {sheet} is sent back already."),
    "not_sent_back": N_("Sheet {sheet} was not sent back to you."),
    "not_verified": N_("{contest} has no signed statement as to verification yet."),
    "verified_already": N_("{contest} is verified already."),
    "box_outstanding": N_("Boxes are outstanding: {boxes}, first account sheet {sheet}."),
    "variance_without_reason": N_(
        "{box} varies from the account by {variance}. Recount it, then give the reason."
    ),
    "text_too_long": N_("That is too long. Say it in {longest} characters or fewer."),
    "reason_missing": N_("Give the reason in a few words."),
    "log_being_checked": N_(
        "The log of this file is being verified, a few seconds. Then it can be declared from."
    ),
    "log_unsound": N_(
        "The log of this file is not sound. Nothing can be declared from it: go on with the "
        "last copy."
    ),
    "finding_not_open": N_("Nothing in {contest} waits for an answer to {code}."),
    "finding_stands": N_("{code} stands in {contest} and must be settled first."),
    "warning_unanswered": N_("{code} in {contest} waits for a reason."),
    "provisional_already": N_("{contest} has a provisional result already."),
    "not_provisional": N_("{contest} has no provisional result yet."),
    "provisional_changed": N_(
        "Provisional result {seen} of {contest}, which you saw, stands no more. Read provisional "
        "result {now} and decide on that one."
    ),
    "consultation_open": N_("The consultation in {contest} is not closed yet."),
    "consultation_closed_already": N_("The consultation in {contest} is closed already."),
    "no_lot_needed": N_("No lot is needed in {contest}."),
    "lot_drawn_already": N_("This lot in {contest} is drawn already: look at the result again."),
    "lot_needed": N_("A tie decides a seat in {contest}: draw the lot first."),
    "term_lot_needed": N_("A tie decides a term in {contest}: draw the lot first."),
    "not_among_tied": N_("The candidate drawn is not among the tied in {contest}."),
    "lot_without_witness": N_("Say how the lot in {contest} was drawn and who saw it."),
    "second_officer_missing": N_(
        "{contest} is not reconciled ({code}): a second officer has to sign as well."
    ),
    "step_missing": N_(
        "Before {contest} can be cleared unreconciled, this step of the guidance has to be done "
        "and ticked: “{step}”."
    ),
    "step_taken_already": N_(
        "“{step}” is ticked already for {contest}. Look at who did it, and when."
    ),
    "totals_agree": N_("The totals of {contest} agree, so no step of the guidance is asked for."),
    "cleared_already": N_("{contest} is cleared. Take the clearance back first."),
    "not_cleared": N_("{contest} is not cleared."),
    "declared_already": N_("{contest} is declared. Only a court can change that."),
    "not_declared": N_("{contest} is not declared by that event."),
    "receipted_already": N_("{contest} has its receipt already."),
    **PRINT_REFUSALS,
    **DISCLOSURE_REFUSALS,
    **PLATFORM_REFUSALS,
} | ROOM_REFUSALS

PROBLEMS = {
    "envelope_too_large": N_("an event is larger than any can be ({where} bytes)"),
    "envelope_malformed": N_("an event cannot be read ({where})"),
    "envelope_not_canonical": N_("an event is not written as this program writes it"),
    "payload_malformed": N_("an event's content cannot be read ({where})"),
    "payload_not_canonical": N_("an event's content is not written in its one form ({where})"),
    "payload_type_wrong": N_("an event is signed as something else ({where})"),
    "event_type_unknown": N_("an event of an unknown kind ({where})"),
    "event_version_unknown": N_("an event of an unknown version ({where})"),
    "environment_mixed": N_("events of TEST and live stand together ({where})"),
    "sequence_broken": N_("an event is missing or stands twice (at {where})"),
    "chain_broken": N_("an event does not follow the one before it (at {where})"),
    "contest_wrong": N_("an event names another contest than its content ({where})"),
    "election_wrong": N_("an event names another election than its content ({where})"),
    "device_unknown": N_("an event of a laptop that was not enrolled ({where})"),
    "person_unknown": N_("an event of a person who was not enrolled ({where})"),
    "signed_by_others": N_("an event is not signed by exactly those who had to ({where})"),
    "signature_bad": N_("a signature is not good (key {where})"),
    "log_unfinished": N_("the log ends in the middle of what it had to say ({where})"),
    "refused": N_("an event that the rules refuse ({where})"),
    "not_as_decided": N_("an event says other than what the rules bring about ({where})"),
    "key_file_header": N_("this is not a key file of Countroom (line {where})"),
    "key_file_line": N_("the key file cannot be read (line {where})"),
    "signer_not_trusted": N_("a signer is not in the key file ({where})"),
    "receipt_bad": N_("a receipt of the feed is not good ({where})"),
}

FAULTS = {
    **PRINT_FAULTS,
    "file_missing": N_("{path} does not exist. Check the name and the folder."),
    "file_exists": N_("{path} exists already. Choose another name or move it away first."),
    "folder_in_use": N_(
        "{path} is not an empty folder. Choose a new one, so that nothing is mixed."
    ),
    "feed_not_started": N_(
        "The feed of the rehearsal did not start ({reason}). Choose another folder with --out, "
        "or name a running TEST feed with --feed."
    ),
    "no_screen": N_(
        "There is no screen here. `countroom rehearse` without --window plays the night, "
        "and everything else works from the command line."
    ),
    "no_practice_here": N_("A night is being played here. Close the window and start again."),
    "not_a_count_file": N_("{path} is not a count file of Countroom. Choose another file."),
    "not_a_feed": N_("{path} does not hold a feed of Countroom. Choose another folder."),
    "newer_version": N_(
        "{path} was written by a newer Countroom (form {theirs}; this one knows {ours}). "
        "Open it with the newer program; nothing was changed."
    ),
    "disk_full": N_(
        "The disk is full, so {path} takes no more entries. All shown as saved is safe. "
        "Free some space, then open the file again."
    ),
    "read_only": N_(
        "{path} cannot be written: the disk or the file is read-only. "
        "All shown as saved is safe. Allow writing, then open the file again."
    ),
    "disk_failed": N_(
        "The disk under {path} failed ({reason}). All shown as saved was on disk. "
        "Stop keying, copy the file to another disk, and open the copy."
    ),
    "file_damaged": N_(
        "{path} is damaged ({reason}). Keep it as it is and go on with the last backup."
    ),
    "file_busy": N_("{path} is held by another program. Close that one and try again."),
    "store_unsafe": N_(
        "This SQLite ({version}) can damage files. Install Countroom again as the README says."
    ),
    "setting_missing": N_(
        "{path} could not be set up safely ({setting}). Move it to a local disk."
    ),
    "stopped": N_(
        "{path} takes no more entries after a disk error. All shown as saved is safe. "
        "Open the file again."
    ),
    "cannot_write": N_("{path} cannot be written ({reason}). Choose another folder."),
    "cannot_read": N_("{path} cannot be read ({reason}). Check the file and its rights."),
    "feed_unreachable": N_(
        "The feed at {url} does not answer. Declarations wait safely in the count file "
        "and go out when it does."
    ),
    "feed_nonsense": N_(
        "The feed at {url} answers something that is not Countroom's. Check the address; "
        "declarations wait safely in the count file."
    ),
    "feed_refuses": N_(
        "The feed at {url} refuses this count ({reason}). Its operator has to enrol the key file; "
        "declarations wait safely in the count file."
    ),
    "port_taken": N_("Port {port} on {host} is taken. Choose another with --port."),
    "host_unknown": N_("This machine has no address {host}. Choose another with --host."),
    "feed_busy": N_("The feed has more to do than it can hold. Send it again in a moment."),
    "feed_stumbled": N_(
        "The feed stumbled over a request and kept nothing of it. What was receipted is safe; "
        "send the rest again."
    ),
    "feed_key_missing": N_(
        "The feed in {path} has lost its key {key}. Put it back from the backup: "
        "another key would be another feed."
    ),
    "feed_other_origin": N_(
        "The feed in {path} is {theirs}, not {ours}. Name its own with --origin, "
        "or choose another folder."
    ),
    "not_a_key_file": N_(
        "{path} is not a key file of Countroom (line {where}). Use the .keys file made at set-up."
    ),
}

INTAKE = {
    "not_public": N_("{where} is an event that never leaves the room; the feed takes none."),
    "environment_wrong": N_(
        "This is signed for {where}, and the feed is another environment. "
        "TEST and live never mix: send it to its own feed."
    ),
    "unfit": N_("This cannot be published as it stands ({where}). Have the set-up mended."),
    "device_not_enrolled": N_(
        "The feed does not know the key of the laptop {where}. Enrol the key file first."
    ),
    "pair_incomplete": N_(
        "{where}: a cleared result is taken only together with its spoken word, "
        "one directly after the other. Send both."
    ),
    "fork": N_(
        "The laptop's log says two different things at one place ({where}). "
        "Nothing was taken; keep both files and call the feed's operator."
    ),
    "sequence_stale": N_(
        "This event is older than what the feed has of this laptop ({where}). It was not taken."
    ),
    "election_taken": N_(
        "The election {where} belongs to another count centre here. "
        "If it is yours, call the feed's operator."
    ),
    "election_not_enrolled": N_(
        "The election {where} is not in the key file of this count. Enrol the newer key file."
    ),
    "contest_taken": N_("The contest {where} belongs to another count centre here."),
    "council_taken": N_("The council {where} reports here from another election already."),
    "not_as_set_up": N_("The declaration differs from the set-up ({where}). Nothing was taken."),
    "revision_wrong": N_("Revision {where} has no earlier one here. Nothing was taken."),
    "finding_not_listed": N_(
        "The figures are not reconciled ({where}), and the declaration does not say so."
    ),
    "totals_state_wrong": N_(
        "The declaration calls its totals {where}, and its findings say otherwise."
    ),
    "not_approved": N_(
        "This feed publishes real results only for counts that its operator has approved. "
        "Give the operator this key file."
    ),
    "key_file_without_device": N_("The key file names no laptop, so nothing could be signed."),
    "key_file_conflicts": N_(
        "Another key file with the same laptop is enrolled, and this one leaves out part of it."
    ),
    "request_too_large": N_("A request may hold {where} bytes at the most. Send less at once."),
    "too_many_events": N_("A request may hold {where} events at the most. Send less at once."),
    "request_unfinished": N_("The request did not come to its end within {where} seconds."),
    "not_text": N_("A key file is plain text in UTF-8; this is not."),
    "not_found": N_("There is nothing at this address."),
    "method_wrong": N_("This address does not take that kind of request."),
}
