"""The first start: practise now, set up, open a file, language; nothing else."""

from countroom.ui.start.start import StartPage

__all__ = ["StartPage"]
