"""Opening a sheet by the number on its paper, from any page."""

from countroom.ui.numbers.opening import Numbers

__all__ = ["Numbers"]
