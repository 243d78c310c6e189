"""The environment failed: disk, file, network. Raised by outer layers, spoken by ``texts``."""


class Fault(Exception):  # noqa: N818 - the house tells faults, refusals and bugs apart by name
    """What failed around us, as a code with details; nothing acknowledged is lost."""

    def __init__(self, code: str, /, **details: str | int) -> None:
        super().__init__(code, details)
        self.code = code
        self.details = details
