"""The night's sleep: papers under seal until the morning, whoever went home is back.

In the morning the codes are read from the closing sheet that was printed, as people read them:
the count file may have been changed while everybody slept, the paper was not.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from countroom.app.heads import as_head
from countroom.app.rehearsal.reasons import CUSTODIAN, KEYERS, OFFICER, STORE_ROOM
from countroom.app.screens.pause import closing_sheet
from countroom.domain import commands as do
from countroom.domain.hall import Container
from countroom.domain.identifiers import DeviceId
from countroom.texts import Texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from countroom.app.rehearsal.desk import Player
    from countroom.domain.identifiers import ContestId

_FIRST_SEAL: Final = 40_001
_CODE: Final = re.compile(r"^  (\S+): ([0-9a-f]{4} [0-9a-f]{4})$", re.MULTILINE)


def sleep(player: Player, contests: Sequence[ContestId]) -> None:
    """Seal the papers of contests that are not counted, and open them in the morning."""
    for n, contest in enumerate(contests):
        seal = _FIRST_SEAL + 3 * n
        bag = Container(f"{n + 1}", (str(seal), str(seal + 1)), (f"A{seal + 2}",))
        player.do(do.SealPapers(OFFICER, contest, (bag,), STORE_ROOM, CUSTODIAN))
    printed = print_closing(player, contests)
    player.until_morning()
    for keyer in KEYERS:
        if keyer in player.state.away:
            player.do(do.NotePersonReturned(OFFICER, keyer))
    for contest in contests:
        if player.state.contests[contest].sealed is not None:
            player.do(do.OpenSeals(OFFICER, contest, {}, read_codes(printed)))


def print_closing(player: Player, contests: Sequence[ContestId]) -> str:
    """Print the closing sheet of contests that were sealed together."""
    count = player.state
    states = [state for one in contests if (state := count.contests[one]).sealed is not None]
    return closing_sheet(Texts(), count, states, player.closing(), test=True)


def read_codes(printed: str) -> dict[DeviceId, str]:
    """Read every laptop's last code from a printed closing sheet."""
    return {DeviceId(laptop): as_head(code) for laptop, code in _CODE.findall(printed)}
