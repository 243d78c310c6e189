"""The command line: a public interface. One module a command, imported when it is called."""

from countroom.cli.main import run

__all__ = ["run"]
