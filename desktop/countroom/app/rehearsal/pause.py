"""The night's sleep: papers under seal until the morning, whoever went home is back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from countroom.app.rehearsal.reasons import CUSTODIAN, KEYERS, OFFICER, STORE_ROOM
from countroom.domain import commands as do
from countroom.domain.hall import Container

if TYPE_CHECKING:
    from collections.abc import Sequence

    from countroom.app.rehearsal.desk import Player
    from countroom.domain.identifiers import ContestId

_FIRST_SEAL: Final = 40_001


def sleep(player: Player, contests: Sequence[ContestId]) -> None:
    """Seal the papers of contests that are not counted, and open them in the morning."""
    for n, contest in enumerate(contests):
        seal = _FIRST_SEAL + 3 * n
        bag = Container(f"{n + 1}", (str(seal), str(seal + 1)), (f"A{seal + 2}",))
        heads = player.heads()
        player.do(do.SealPapers(OFFICER, contest, (bag,), STORE_ROOM, CUSTODIAN, heads))
    player.until_morning()
    for keyer in KEYERS:
        if keyer in player.state.away:
            player.do(do.NotePersonReturned(OFFICER, keyer))
    for contest in contests:
        sealed = player.state.contests[contest].sealed
        if sealed is not None:
            player.do(do.OpenSeals(OFFICER, contest, {}, sealed.heads))
