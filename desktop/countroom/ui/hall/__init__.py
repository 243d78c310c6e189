"""The hall's screen: a second window for the projector, made of what may be known there."""

from countroom.ui.hall.window import HallWindow, show_hall

__all__ = ["HallWindow", "show_hall"]
