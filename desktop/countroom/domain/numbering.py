"""The number printed on a sheet: its id and a check digit, so that a slip of the finger is seen.

The check digit is ISO/IEC 7064 MOD 11,10: it finds every single wrong digit and nearly every
exchange of two neighbours.
"""

from __future__ import annotations

import re
from typing import Final

from countroom.domain.identifiers import SheetId

_ID: Final = re.compile(r"[0-9]{3}-[0-9]{2,4}")
_NUMBER: Final = re.compile(r"([0-9]{3})-?([0-9]{2,4})-?([0-9])")


def printed_number(sheet: SheetId) -> str:
    """Write a sheet's id with its check digit, as it is printed: ``007-03-6``."""
    return f"{sheet}-{check_digit(sheet.replace('-', ''))}"


def spoken_number(text: str) -> str:
    """Write a sheet's id as it is printed, and anything else as it is."""
    return printed_number(SheetId(text)) if _ID.fullmatch(text) else text


def read_number(typed: str) -> SheetId | None:
    """Read a scanned or typed sheet number, with or without hyphens; None where it is none."""
    found = _NUMBER.fullmatch(typed.strip())
    if found is None:
        return None
    contest, sheet, digit = found.groups()
    if check_digit(contest + sheet) != int(digit):
        return None
    return SheetId(f"{contest}-{sheet}")


def check_digit(digits: str) -> int:
    """Compute the check digit of a string of digits (ISO/IEC 7064 MOD 11,10)."""
    product = 10
    for digit in digits:
        product = 2 * ((product + int(digit)) % 10 or 10) % 11
    return (11 - product) % 10
