"""A version of the provisional result beside the one before, as the sheets say it too."""

from countroom.documents.versions import Beside, Versions, say_change, tell_change, versions

__all__ = ["Beside", "Versions", "say_change", "tell_change", "versions"]
