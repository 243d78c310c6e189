"""Requests that are slow, endless or broken off cost the feed nothing."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

    from feed.conftest import Reached

HEAD = b"POST /v1/events HTTP/1.1\r\nHost: feed\r\nContent-Length: %d\r\n\r\n"


def connected(feed: Reached) -> socket.socket:
    host, port = feed.http.base_url.host, feed.http.base_url.port
    return socket.create_connection((host, port or 80), timeout=20)


def test_a_body_that_does_not_come_to_its_end_is_given_up(
    feed: Reached, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("countroom.feed.server.LONGEST_REQUEST", 0.1)
    with connected(feed) as slow:
        slow.sendall(HEAD % 1_000 + b"the beginning")
        answer = b"".join(iter(lambda: slow.recv(10_000), b""))  # until it hangs up
    assert answer.startswith(b"HTTP/1.1 408 ")
    assert b'"code":"request_unfinished"' in answer
    assert feed.size() == 0


def test_a_sender_that_goes_away_leaves_nothing(feed: Reached) -> None:
    with connected(feed) as gone:
        gone.sendall(HEAD % 1_000 + b"the beginning")
    assert feed.size() == 0


def test_an_endless_body_is_cut_off(feed: Reached) -> None:
    with connected(feed) as endless:
        endless.sendall(HEAD % 10**12)
        sent = 0
        try:
            while sent < 64 * 1_048_576:
                endless.sendall(b"x" * 65_536)
                sent += 65_536
        except OSError:
            pass  # it hung up on us
    assert sent < 64 * 1_048_576
    assert feed.size() == 0
