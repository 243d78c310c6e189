"""Where the log stands: the last event of each laptop, and since when papers are under seal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from countroom.domain.identifiers import ContestId, DeviceId, EventId
from countroom.store.connection import faults_of

if TYPE_CHECKING:
    from countroom.store.log import CountStore

# The last of each chain is found in the index alone, whatever the log has grown to.
_LAST: Final = (
    "SELECT device, id FROM event WHERE position IN"
    " (SELECT max(position) FROM event GROUP BY device)"
)
_SEALED: Final = "SELECT contest, max(sealed_at) FROM seal WHERE opened_at IS NULL GROUP BY contest"


def last_events(store: CountStore) -> dict[DeviceId, EventId]:
    """Give the id of each laptop's last event in this file. Raises Fault."""
    with faults_of(store.path):
        rows = store.execute(_LAST).fetchall()
    return {DeviceId(device): EventId(event) for device, event in rows}


def sealed_since(store: CountStore) -> dict[ContestId, str]:
    """Give since when each contest is under seal, UTC in RFC 3339. Raises Fault."""
    with faults_of(store.path):
        rows = store.execute(_SEALED).fetchall()
    return {ContestId(contest): at for contest, at in rows}
