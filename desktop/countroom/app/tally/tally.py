"""Count one contest from the bytes of one file under one rule set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.app.tally.asked import Asked, seats_beyond_law, unclear_lot, unused_lot
from countroom.app.tally.from_hand_count import tally_hand_count
from countroom.app.tally.from_lists import tally_lists
from countroom.app.tally.from_papers import tally_ballots, tally_sheet
from countroom.app.tally.from_preferences import tally_supplementary
from countroom.app.tally.from_votes import tally_plurality
from countroom.app.tally.reading import parse
from countroom.domain.counting.blt import read_blt
from countroom.domain.malformed import Malformed
from countroom.domain.refusals import Refusal

if TYPE_CHECKING:
    from countroom.app.tally.result import Tallied

_FROM_RECORDS = {
    "plurality": tally_plurality,
    "supplementary_vote": tally_supplementary,
    "party_list": tally_lists,
    "stv_northern_ireland": tally_sheet,
}
_FROM_BALLOTS = {"stv_scotland", "stv_northern_ireland"}


def tally(content: bytes, asked: Asked) -> Tallied | Refusal:
    """Count a BLT file or a JSON record, whichever the rule set takes.

    Refused: seats that the law does not have, a lot that is not asked for or not clear, and what
    could not have been keyed at a hand count.
    Raises Malformed for a file that is not whole or not of a kind these rules count.
    """
    if refusal := seats_beyond_law(asked, None):
        return refusal
    result = _counted(_text(content), asked)
    if isinstance(result, Refusal):
        return result
    return unclear_lot(asked.lots, result.names) or unused_lot(asked, result) or result


def _counted(text: str, asked: Asked) -> Tallied | Refusal:
    system = asked.rules.system
    if text.lstrip()[:1] in ("{", "["):
        if system not in _FROM_RECORDS:
            raise Malformed(1, "wants_ballots", rules=asked.rules.id)
        data = parse(text)
        if system == "stv_northern_ireland" and "first_preferences" in data:
            return tally_hand_count(data, text, asked)
        return _FROM_RECORDS[system](data, text, asked)
    if system not in _FROM_BALLOTS:
        raise Malformed(1, "wants_record", rules=asked.rules.id)
    return tally_ballots(read_blt(text), asked)


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = error.object[: error.start]  # without the byte order mark
        raise Malformed(len(before.split(b"\n")), "not_utf8") from error
