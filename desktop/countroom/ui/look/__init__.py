"""How everything in the window looks: one source, three palettes, any text size."""

from countroom.ui.look.look import Look, ToneColours

__all__ = ["Look", "ToneColours"]
