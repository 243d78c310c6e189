"""The pack of the early morning: what leaves the hall with the papers, sheet by sheet."""

from countroom.app.pack.items import (
    ITEMS,
    Item,
    pack_of,
    pack_sheets,
    waiting,
    whole_pack,
    write_pack,
)

__all__ = ["ITEMS", "Item", "pack_of", "pack_sheets", "waiting", "whole_pack", "write_pack"]
