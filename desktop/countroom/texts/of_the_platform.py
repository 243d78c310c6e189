"""Words of the platform: the running order, and why not."""

from __future__ import annotations

from countroom.texts.catalogue import N_

PLATFORM_REFUSALS = {
    "called_already": N_("{contest} is called to the platform already."),
    "queued_twice": N_("{contest} stands twice in the running order."),
    "nobody_to_call": N_("No cleared result is named that could be called."),
    "not_called": N_("That result is not called to the platform."),
}
