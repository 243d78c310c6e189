"""Sentences of the print desk: why not, which sheet, why void, and what to do about a printer."""

from __future__ import annotations

from countroom.texts.catalogue import N_

PRINT_REFUSALS = {
    "nothing_to_print": N_("Choose at least one sheet of {contest} and one language, each once."),
    "copies_unlikely": N_("Print 1 to {most} copies: {copies} is none of these."),
    "printed_already": N_(
        "Print {number} of {contest} stands. Give the reason for printing it again: the new papers "
        "replace it."
    ),
    "printed_before": N_("Print {number} of {contest} is printed already."),
    "print_unknown": N_("There is no print {number} of {contest}."),
    "print_void": N_("Print {number} of {contest} is void."),
    "printer_unnamed": N_("A print came out somewhere without a name."),
    "nothing_to_collect": N_("No papers of print {number} of {contest} are to be collected."),
    "not_printed": N_("That sheet did not come out under print {number} of {contest}."),
    "not_read_together": N_(
        "These results are not read together in this order. Put them together in the running order."
    ),
    "signer_missing": N_("Say who signed the paper."),
}

PRINT_FAULTS = {
    "printer_gone": N_(
        "The printer {printer} is not there. Look at its cable and switch, or choose another "
        "printer or the folder. The papers wait."
    ),
    "printer_without_paper": N_(
        "The printer {printer} has no paper, or paper is stuck in it. See to it, then try again. "
        "The papers wait."
    ),
    "printer_stopped": N_(
        "The printer {printer} stands still ({reason}). Switch it on again, or choose another "
        "printer or the folder. The papers wait."
    ),
    "printer_failed": N_(
        "The printer {printer} took nothing ({reason}). Try again, or choose another printer or "
        "the folder. The papers wait."
    ),
    "spooler_silent": N_(
        "This laptop's printing service does not answer. Choose the folder and print from there, "
        "or try again. The papers wait."
    ),
    "sheet_unknown": N_(
        "This program cannot make the sheet {kind} for that contest. Print it at the laptop that "
        "sent it, or give it up."
    ),
}

SHEETS = {
    "declaration": N_("Declaration of result"),
    "script": N_("Script for the platform"),
    "press": N_("Press copy"),
    "notice": N_("Public notice"),
    "provisional": N_("Provisional result for agents"),
    "verification": N_("Statement as to verification"),
    "plan": N_("Plan of the count"),
    "carry-on": N_("Carry on on paper"),
    "pack-notice": N_("Notice to the proper officer"),
    "pack-packets": N_("List of packets for the registration officer"),
    "pack-labels": N_("Packet labels"),
    "pack-tendered": N_("Tendered papers"),
    "pack-adjudication": N_("Doubtful papers"),
    "pack-return": N_("Figures for the Commission"),
    "pack-receipt": N_("Keys and laptops"),
}
"""Kinds of sheets as people call them; others keep the word that the command line has."""

PACK = tuple(kind for kind in SHEETS if kind.startswith("pack-"))
"""The sheets of the pack, in the order in which they are handed over."""

WHY_VOID = {
    "withdrawn": N_("the clearance was taken back"),
    "corrected": N_("the record was corrected"),
    "regrouped": N_("they are not read together like this any more"),
    "new_version": N_("the figures have another version"),
    "replaced": N_("printed again"),
    "given_up": N_("given up"),
}
