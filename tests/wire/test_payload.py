"""Events to bytes and back: one form, read strictly, or refused with the reason."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from typing import TYPE_CHECKING, get_args

import msgspec
import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

import scenarios as sc
from countroom.domain import events as ev
from countroom.domain.identifiers import ContestId, FieldId, SheetId
from countroom.wire import payload as pl
from countroom.wire.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Callable

SIGNED = sc.eventful(sc.SignedNight()).signed
ENTRY = next(s for s in SIGNED if isinstance(s.recorded.event, ev.SheetEntered))
BYTES = pl.encode(ENTRY.payload)

texts = st.text(st.characters(exclude_categories=["Cs"]))


def problem(data: bytes) -> str:
    found = pl.read(data)
    assert isinstance(found, Problem), found
    return found.code


def test_every_kind_of_event_comes_back_as_it_was() -> None:
    assert {type(s.recorded.event) for s in SIGNED} == set(get_args(ev.Event))
    for signed in SIGNED:
        data = pl.encode(signed.payload)
        found = pl.read(data)
        assert not isinstance(found, Problem), found
        payload, event = found
        assert event == signed.recorded.event
        assert pl.encode(payload) == data
        assert pl.recorded(data, payload, event) == signed.recorded


def test_the_bytes_are_those_of_rfc_8785() -> None:
    """The oracle is another implementation of the JSON canonicalisation scheme."""
    for signed in SIGNED:
        data = pl.encode(signed.payload)
        assert rfc8785.dumps(json.loads(data)) == data


@given(texts, st.dictionaries(st.text("abcdefghij:_-", min_size=1), st.integers(-(2**53) + 1, 9)))
def test_any_text_and_figures_are_written_as_rfc_8785_writes_them(
    reason: str, figures: dict[str, int]
) -> None:
    numbered = {FieldId(name): figure for name, figure in figures.items()}
    entered = ev.SheetEntered(sc.ONE, SheetId("001-03"), 1, numbered)
    reopened = ev.SheetReopened(sc.ONE, SheetId("001-03"), reason)
    for event in (entered, reopened):
        body = bytes(pl.encode_body(event))
        assert rfc8785.dumps(json.loads(body)) == body


@given(texts)
def test_any_text_a_person_may_type_is_written_so_that_it_can_be_read(reason: str) -> None:
    night = sc.SignedNight().set_up(sc.one_seat()).verify(sc.ONE).count_votes(sc.ONE)
    event = ev.SheetReopened(sc.ONE, night.sheet(sc.ONE), reason)
    signed = night.write(event, sc.SUPERVISOR)
    found = pl.read(pl.encode(signed.payload))
    assert not isinstance(found, Problem), found
    assert found[1] == signed.recorded.event
    assert isinstance(found[1], ev.SheetReopened)
    assert found[1].reason == unicodedata.normalize("NFC", reason)


def test_the_id_of_an_event_is_the_hash_of_its_bytes() -> None:
    assert pl.event_id(BYTES) == hashlib.sha256(BYTES).hexdigest() == ENTRY.recorded.id


def test_the_signed_type_names_environment_event_and_version() -> None:
    name = "application/vnd.countroom.live.provisional-result-reached.v1+json"
    assert pl.payload_type("live", "ProvisionalResultReached", 1) == name


def test_every_event_has_a_signed_type_of_its_own() -> None:
    kinds = get_args(ev.Event)
    assert len({pl.payload_type("test", kind.__name__, 1) for kind in kinds}) == len(kinds)


def test_all_events_are_written_in_their_first_version() -> None:
    assert {pl.version_of(signed.recorded.event) for signed in SIGNED} == {1}


def rewritten(**changes: object) -> bytes:
    """Write the payload again with some members changed, in order and without a blank."""
    content = json.loads(BYTES) | changes
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def test_writing_it_again_by_hand_gives_the_same_bytes() -> None:
    assert rewritten() == BYTES


def body(**changes: object) -> dict[str, object]:
    content: dict[str, object] = json.loads(BYTES)["body"]
    return content | changes


NOT_CANONICAL: dict[str, Callable[[], bytes]] = {
    "a blank": lambda: BYTES.replace(b'":', b'": ', 1),
    "a line end after it": lambda: BYTES + b"\n",
    "members out of order": lambda: BYTES.replace(
        b',"type":"SheetEntered","version":1}', b',"version":1,"type":"SheetEntered"}', 1
    ),
    "a member twice": lambda: BYTES[:-1] + b',"version":1}',
    "a line of the sheet twice": lambda: BYTES.replace(
        b'"figures":{', b'"figures":{"counted":700,', 1
    ),
    "a member of the body out of order": lambda: BYTES.replace(
        b'{"contest":"local', b'{"entry":1,"contest":"local', 1
    ),
    "an unknown member of the body": lambda: rewritten(body=body(zebra=1)),
    "an escape where none is due": lambda: BYTES.replace(b'"test"', b'"\\u0074est"', 1),
    "minus nought": lambda: BYTES.replace(b'"tendered":0', b'"tendered":-0', 1),
    "decomposed text": lambda: rewritten(software="cyfrif w\u0302"),
    "decomposed text in the body": lambda: rewritten(body=body(sheet="e\u0301")),
}

MALFORMED: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "no JSON": lambda: b"countroom",
    "a list": lambda: b"[]",
    "half of it": lambda: BYTES[: len(BYTES) // 2],
    "two of it": lambda: BYTES + BYTES,
    "an unknown member": lambda: BYTES[:-1] + b',"zebra":1}',
    "a member missing": lambda: BYTES.replace(b',"version":1', b"", 1),
    "a float that is whole": lambda: BYTES.replace(b'"version":1', b'"version":1.0', 1),
    "a float": lambda: BYTES.replace(b'"version":1', b'"version":1.5', 1),
    "a power of ten": lambda: BYTES.replace(b'"tendered":0', b'"tendered":0e0', 1),
    "a figure as text": lambda: BYTES.replace(b'"tendered":0', b'"tendered":"0"', 1),
    "a figure that is nothing": lambda: BYTES.replace(b'"tendered":0', b'"tendered":null', 1),
    "a figure of leading noughts": lambda: BYTES.replace(b'"tendered":0', b'"tendered":00', 1),
    "a figure of five thousand digits": lambda: BYTES.replace(
        b'"tendered":0', b'"tendered":' + b"9" * 5_000, 1
    ),
    "a third entry": lambda: BYTES.replace(b'"entry":1', b'"entry":3', 1),
    "an environment of its own": lambda: BYTES.replace(b'"test"', b'"rehearsal"', 1),
    "half a character": lambda: BYTES.replace(b'"test"', b'"\xc5"', 1),
    "half a character in the body": lambda: BYTES.replace(b'"sheet":"', b'"sheet":"\xc5', 1),
    "half of a surrogate pair": lambda: BYTES.replace(b'"sheet":"', b'"sheet":"\\ud800', 1),
    "brackets without end": lambda: BYTES.replace(b'"body":{', b'"body":' + b"[" * 40_000, 1),
}


@pytest.mark.parametrize("case", NOT_CANONICAL)
def test_a_second_spelling_of_the_same_content_is_refused(case: str) -> None:
    data = NOT_CANONICAL[case]()
    assert data != BYTES
    assert problem(data) == "payload_not_canonical"


@pytest.mark.parametrize("case", MALFORMED)
def test_what_is_no_payload_is_refused_and_never_raises(case: str) -> None:
    data = MALFORMED[case]()
    assert data != BYTES
    assert problem(data) == "payload_malformed"


def test_an_event_of_tomorrow_is_refused_by_name() -> None:
    assert pl.read(rewritten(type="ResultSung")) == Problem("event_type_unknown", "ResultSung")
    assert pl.read(rewritten(version=2)) == Problem("event_version_unknown", "SheetEntered 2")


def test_a_long_type_is_repeated_back_shortened() -> None:
    assert pl.read(rewritten(type="X" * 1_000)) == Problem("event_type_unknown", "X" * 80)


@given(st.binary())
def test_bytes_of_chance_are_never_a_payload(data: bytes) -> None:
    assert isinstance(pl.read(data), Problem)


@given(st.recursive(st.none() | st.booleans() | st.integers() | texts, st.lists, max_leaves=5))
def test_no_content_of_the_wrong_shape_is_taken(content: object) -> None:
    assert isinstance(pl.read(rewritten(body=content)), Problem)
    if type(content) is not int:
        assert isinstance(pl.read(rewritten(sequence=content)), Problem)


def test_text_composed_already_is_left_alone() -> None:
    event = ev.SheetReopened(ContestId("c"), SheetId("s"), "wyth, \u0175yth")
    assert pl.compose(event)[0] is event
    decomposed = ev.SheetReopened(ContestId("c"), SheetId("s"), "w\u0302yth")
    assert pl.compose(decomposed)[0] == ev.SheetReopened(ContestId("c"), SheetId("s"), "\u0175yth")


def test_a_payload_holds_whole_numbers_and_text_and_no_float() -> None:
    def walk(value: object) -> None:
        assert not isinstance(value, float)
        for inner in value.values() if isinstance(value, dict) else ():
            walk(inner)
        for inner in value if isinstance(value, list) else ():
            walk(inner)

    for signed in SIGNED:
        walk(msgspec.json.decode(pl.encode(signed.payload)))
