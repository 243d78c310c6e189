"""A feed on the loopback, with real HTTP between it and the test."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx2
import pytest

from countroom.feed.serving import Settings, served
from countroom.texts import Texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from contextlib import AbstractContextManager

    from countroom.domain.election import Environment


@dataclass(frozen=True, slots=True)
class Reached:
    """A running feed as a client sees it."""

    http: httpx2.Client
    folder: Path

    def enrol(self, key_file: str) -> httpx2.Response:
        return self.http.post("/v1/enrolment", content=key_file.encode())

    def post(self, envelopes: Sequence[bytes]) -> httpx2.Response:
        return self.http.post("/v1/events", content=b"\n".join(envelopes) + b"\n")

    def send(self, envelopes: Sequence[bytes]) -> list[dict[str, Any]]:
        response = self.post(envelopes)
        assert response.status_code == 200, response.text
        answers: list[dict[str, Any]] = response.json()["answers"]
        return answers

    def refusals(self, envelopes: Sequence[bytes]) -> list[str]:
        """Give the code of each refusal, empty for what was taken."""
        return [answer.get("refused", {}).get("code", "") for answer in self.send(envelopes)]

    def size(self) -> int:
        size: int = self.post([]).json()["log_size"]
        return size


@pytest.fixture
def feed_in() -> Callable[..., AbstractContextManager[Reached]]:
    """Run a feed in a folder for as long as a block lasts."""

    @contextmanager
    def run(folder: Path, environment: Environment = "test") -> Iterator[Reached]:
        settings = Settings(folder, f"localhost/{environment}", environment, port=0)
        with (
            served(settings, Texts()) as address,
            httpx2.Client(base_url=address, trust_env=False, timeout=30) as http,
        ):
            yield Reached(http, folder)

    return run


@pytest.fixture
def feed(
    feed_in: Callable[..., AbstractContextManager[Reached]], tmp_path: Path
) -> Iterator[Reached]:
    """A TEST feed, empty."""
    with feed_in(tmp_path / "feed") as reached:
        yield reached
