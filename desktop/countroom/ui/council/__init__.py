"""The council: seats before and after, the outcome, ward by ward."""

from countroom.ui.council.page import CouncilPage

__all__ = ["CouncilPage"]
