"""Find shipped files in a wheel, an editable install, a checkout or a frozen program."""

from pathlib import Path

_PACKAGE = Path(__file__).parent


def bundled(name: str) -> Path:
    """Give a file or folder of ``resources`` by its path there; it may not exist.

    The package always lies in a folder, so a path will do, and it is there at once.
    """
    installed = _PACKAGE / "resources"
    root = installed if installed.is_dir() else _PACKAGE.parents[1] / "resources"
    return root.joinpath(*name.split("/"))
