"""Words of what may be known: outlets, facts, how far a contest is, and why not."""

from __future__ import annotations

from countroom.texts.catalogue import N_

OUTLETS = {
    "hall": N_("Hall"),
    "observers": N_("Observers"),
    "feed": N_("Feed"),
    "press": N_("Press"),
}

FACTS = {
    "boxes_in": N_("Boxes in"),
    "verified_turnout": N_("Turnout, once verified"),
    "counting": N_("Counting has begun"),
    "provisional": N_("Provisional result"),
    "recount": N_("Recount"),
    "cleared": N_("About to be declared"),
    "stage_figures": N_("Figures of each stage"),
    "local_totals": N_("Local totals"),
    "result": N_("Result"),
}

CONDITIONS = {
    "stage_figures": N_("not before the stage is announced"),
    "local_totals": N_("not before they are authorised and spoken"),
    "result": N_("not before it is spoken"),
}
"""What no choice can move."""

STEPS = {
    "nominated": N_("Nothing known yet"),
    "boxes_in": N_("Boxes coming in"),
    "verified_turnout": N_("Verified"),
    "counting": N_("Counting"),
    "provisional": N_("Provisional result"),
    "recount": N_("Recount"),
    "cleared": N_("About to be declared"),
    "declared": N_("Declared"),
    "uncontested": N_("Elected without a poll"),
    "countermanded": N_("Poll countermanded"),
    "abandoned": N_("Poll abandoned"),
}

DISCLOSURE_REFUSALS = {
    "fact_not_carried": N_("The feed takes results only. Nothing of a count under way goes there."),
    "fact_not_there": N_("The law of this poll knows no such figures."),
    "disclosure_set_already": N_("The table says so already."),
    "announcement_not_there": N_("There is nothing of the kind to be told to the hall now."),
    "announcement_read_already": N_("That was read to the hall already."),
}
