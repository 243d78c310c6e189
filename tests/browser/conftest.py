"""Debian's Chromium on a real feed; where Chromium was promised, its absence is a failure."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import httpx2
import pytest
from playwright.sync_api import sync_playwright

from countroom.feed.serving import Settings, served
from countroom.texts import Texts
from feed.conftest import Reached

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from playwright.sync_api import Browser, Page


DESK = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}


def _chromium() -> str:
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        words = "Chromium is not installed: apt-get install chromium"
        if os.environ.get("CI"):
            pytest.fail(words)
        pytest.skip(words)
    return found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for a module: its event loop must be gone before other tests start theirs."""
    program = _chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def opened(browser: Browser) -> Callable[..., AbstractContextManager[Page]]:
    """Open an address; a mistake in the script fails the test."""

    @contextmanager
    def opening(address: str, **options: Any) -> Iterator[Page]:  # noqa: ANN401
        with browser.new_context(**options) as context:
            context.set_default_timeout(20_000)
            page = context.new_page()
            wrong: list[str] = []
            page.on("pageerror", lambda error: wrong.append(str(error)))
            page.goto(address)
            yield page
            assert not wrong

    return opening


@contextmanager
def running(folder: Path, port: int = 0) -> Iterator[Reached]:
    """Run a TEST feed for as long as the block lasts."""
    settings = Settings(folder, "localhost/test", "test", port=port)
    with (
        served(settings, Texts()) as address,
        httpx2.Client(base_url=address, trust_env=False, timeout=30) as http,
    ):
        yield Reached(http, folder)
