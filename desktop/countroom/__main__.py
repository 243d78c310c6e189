"""Start Countroom: the command line is read here and nothing else is decided."""

from __future__ import annotations

import sys

from countroom.cli import run


def main() -> int:
    """Run the command line of this process."""
    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
