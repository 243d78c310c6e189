"""Who a feed is, and what it signs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from countroom.domain.election import Environment
from countroom.wire.envelope import Signer
from countroom.wire.receipt import Receipt, write_receipt

if TYPE_CHECKING:
    from countroom.store.feed_log import Arrival, Place


@dataclass(frozen=True, slots=True)
class Origin:
    """The name and environment in all that a feed signs, and what it signs with."""

    name: str
    environment: Environment
    signer: Signer

    def receipt_for(self, arrival: Arrival, place: Place) -> str:
        """Sign that an event is in the log."""
        receipt = Receipt(
            self.environment,
            arrival.id,
            place.index,
            place.leaf.hex(),
            place.log_size,
            self.name,
            arrival.received_at,
        )
        return write_receipt(receipt, self.signer)
