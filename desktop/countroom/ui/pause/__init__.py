"""The pause: papers under seal with a closing sheet, and the seals opened again."""

from countroom.ui.pause.page import PausePage

__all__ = ["PausePage"]
