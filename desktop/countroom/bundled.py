"""Find shipped files in a wheel, an editable install, a checkout or a frozen program."""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path


def bundled(name: str) -> Traversable:
    """Give a file or folder of ``resources`` by its path there; it may not exist."""
    installed = files("countroom") / "resources"
    root = installed if installed.is_dir() else Path(__file__).parents[2] / "resources"
    return root.joinpath(*name.split("/"))
