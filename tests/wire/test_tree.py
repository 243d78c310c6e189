"""RFC 6962 hashing of the feed's log."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from countroom.wire.tree import leaf_hash, root_hash

REFERENCE = tuple(
    bytes.fromhex(entry)
    for entry in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
)
"""The entries of Certificate Transparency's reference tree; its roots by size."""
ROOTS = {
    0: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    4: "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    5: "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    6: "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    7: "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}


@pytest.mark.parametrize("size", ROOTS)
def test_the_reference_tree_has_its_published_roots(size: int) -> None:
    assert root_hash(leaf_hash(entry) for entry in REFERENCE[:size]).hex() == ROOTS[size]


def test_the_empty_tree_is_the_hash_of_nothing() -> None:
    assert root_hash([]) == hashlib.sha256(b"").digest()


def test_a_leaf_is_hashed_apart_from_a_node() -> None:
    """RFC 6962 section 2.1: else two leaves would pass for one that holds their hashes."""
    one, other = leaf_hash(b"one"), leaf_hash(b"other")
    assert one == hashlib.sha256(b"\x00one").digest()
    assert root_hash([one, other]) != leaf_hash(one + other)


def split_recursively(leaves: list[bytes]) -> bytes:
    """Hash as section 2.1 of the RFC defines it, by the largest power of two below."""
    if len(leaves) == 1:
        return leaves[0]
    half = 1 << (len(leaves) - 1).bit_length() - 1
    left, right = split_recursively(leaves[:half]), split_recursively(leaves[half:])
    return hashlib.sha256(b"\x01" + left + right).digest()


@given(st.lists(st.binary(max_size=4), min_size=1, max_size=70))
def test_any_tree_is_hashed_as_the_definition_says(entries: list[bytes]) -> None:
    leaves = [leaf_hash(entry) for entry in entries]
    assert root_hash(leaves) == split_recursively(leaves)


@given(st.lists(st.binary(max_size=4), min_size=2, max_size=20, unique=True), st.data())
def test_order_and_every_entry_count(entries: list[bytes], data: st.DataObject) -> None:
    leaves = [leaf_hash(entry) for entry in entries]
    at = data.draw(st.integers(0, len(leaves) - 2))
    swapped = [*leaves[:at], leaves[at + 1], leaves[at], *leaves[at + 2 :]]
    assert root_hash(swapped) != root_hash(leaves)
    assert root_hash(leaves[:at] + leaves[at + 1 :]) != root_hash(leaves)
