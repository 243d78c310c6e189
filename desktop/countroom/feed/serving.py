"""Open a feed's folder and serve it: keys on the first start, a last publication on the way out."""

from __future__ import annotations

import errno
import os
import signal
import socket
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

import uvicorn

from countroom.domain.election import Environment
from countroom.domain.faults import Fault
from countroom.feed.intake import Intake
from countroom.feed.live import Live
from countroom.feed.origin import Origin
from countroom.feed.pages import Site, load_look
from countroom.feed.publisher import Publisher
from countroom.feed.sequencer import Sequencer
from countroom.feed.server import Routes
from countroom.store.feed_log import FeedLog
from countroom.wire.envelope import Key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from starlette.applications import Starlette

    from countroom.texts import Texts

DATABASE: Final = "feed.db"
KEY: Final = "feed.key"
APPROVED: Final = "enrolled"
GRACE_SECONDS: Final = 5

_SEED_BYTES: Final = 32


@dataclass(frozen=True, slots=True)
class Settings:
    """Where a feed lives and who it is; ``publish`` is the folder for files, ``data`` else."""

    data: Path
    origin: str
    environment: Environment
    publish: Path | None = None
    host: str = "127.0.0.1"
    port: int = 8440


class Feed:
    """An open feed: log, published files and the routes to both."""

    def __init__(self, settings: Settings, texts: Texts) -> None:
        _make_folder(settings.data)
        _make_folder(settings.publish or settings.data)
        self.origin = Origin(settings.origin, settings.environment, _signer(settings))
        site = Site(texts, load_look(), settings.environment, settings.origin)

        def complain(fault: Fault) -> None:
            pass

        self.live = Live()
        self._publisher = Publisher(
            settings.publish or settings.data, site, _now, complain, self.live.tell
        )
        self._sequencer = Sequencer(
            settings.data / DATABASE,
            self.origin,
            lambda: Intake(settings.environment, _approval(settings.data / APPROVED)),
            _now,
            self._publisher.wake,
        )
        routes = Routes(self.origin, self._sequencer, self._publisher.files, texts, self.live)
        self.app: Starlette = routes.app()

    def open(self) -> None:
        """Read the log and publish what it holds. Raises Fault when either cannot be done."""
        self._sequencer.start()
        try:
            self._publisher.start()
        except BaseException:
            self._sequencer.stop()
            raise

    def close(self) -> None:
        """Answer what waits, then publish once more."""
        self._sequencer.stop()
        self._publisher.stop()


class _Server(uvicorn.Server):
    """A server that says when it listens, and does not wait for those who only listen to it."""

    def __init__(self, feed: Feed, listening: Callable[[], None]) -> None:
        super().__init__(_config(feed))
        self._live = feed.live
        self._listening = listening

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._listening()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._live.close()
        await super().shutdown(sockets)


def serve(settings: Settings, texts: Texts, announce: Callable[[str], None]) -> None:
    """Serve until the process is told to stop; ``announce`` is told the address once it listens.

    Raises Fault when it cannot begin.
    """
    with _listening_socket(settings) as listener:
        feed = Feed(settings, texts)
        feed.open()
        server = _Server(feed, lambda: announce(_address(listener)))
        with _stopped_by_signals(server):
            try:
                server.run(sockets=[listener])
            finally:
                feed.close()


@contextmanager
def served(settings: Settings, texts: Texts) -> Iterator[str]:
    """Serve on a thread of this process for as long as the block runs; gives the address."""
    with _listening_socket(settings) as listener:
        feed = Feed(settings, texts)
        feed.open()
        try:
            ready = threading.Event()
            server = _Server(feed, ready.set)
            thread = threading.Thread(target=server.run, args=([listener],), name="feed")
            thread.start()
            ready.wait()
            try:
                yield _address(listener)
            finally:
                server.should_exit = True
                thread.join()
        finally:
            feed.close()


def _config(feed: Feed) -> uvicorn.Config:
    return uvicorn.Config(
        feed.app,
        lifespan="off",
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )


@contextmanager
def _listening_socket(settings: Settings) -> Iterator[socket.socket]:
    host, port = settings.host, settings.port
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
    except OSError as error:
        raise Fault("host_unknown", host=host) from error
    with socket.socket(family, socket.SOCK_STREAM) as listener:
        if os.name == "posix":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
            listener.listen()
        except OSError as error:
            if error.errno == errno.EADDRNOTAVAIL:
                raise Fault("host_unknown", host=host) from error
            raise Fault("port_taken", host=host, port=port) from error
        yield listener


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


@contextmanager
def _stopped_by_signals(server: uvicorn.Server) -> Iterator[None]:
    """Outlive the signal that uvicorn passes on when it has stopped: files are still to come."""

    def stop(_number: int, _frame: object) -> None:
        server.should_exit = True

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _signer(settings: Settings) -> Key:
    """Read the feed's key, or make it on the first start, with the log's note of whose it is."""
    path, key_path = settings.data / DATABASE, settings.data / KEY
    if path.exists() and not key_path.exists():
        raise Fault("feed_key_missing", path=str(settings.data), key=KEY)
    key = _read_key(key_path) if key_path.exists() else _make_key(key_path)
    about = {"environment": settings.environment, "key": key.key, "origin": settings.origin}
    log = FeedLog(path)
    try:
        found = log.about()
        if not found:
            log.describe(about)
    finally:
        log.close()
    if found and found != about:
        theirs, ours = (f"{one.get('origin')} {one.get('key', '')[:8]}" for one in (found, about))
        raise Fault("feed_other_origin", path=str(settings.data), theirs=theirs, ours=ours)
    return key


def _make_key(path: Path) -> Key:
    """Make the key and keep it durably, readable by this account only."""
    seed, temporary = os.urandom(_SEED_BYTES), path.with_name(f"{path.name}.new")
    try:
        temporary.unlink(missing_ok=True)
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(seed.hex() + "\n")
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        raise Fault("cannot_write", path=str(path), reason=error.strerror or "") from error
    return Key(seed)


def _read_key(path: Path) -> Key:
    try:
        return Key(bytes.fromhex(path.read_text(encoding="ascii").strip()))
    except OSError as error:
        raise Fault("cannot_read", path=str(path), reason=error.strerror or "") from error
    except ValueError as error:
        raise Fault("file_damaged", path=str(path), reason="key") from error


def _approval(folder: Path) -> Callable[[str], bool]:
    """Say whether an operator put exactly this key file into the folder."""

    def approved(text: str) -> bool:
        try:
            return any(file.read_bytes() == text.encode() for file in folder.glob("*.keys"))
        except OSError as error:
            raise Fault("cannot_read", path=str(folder), reason=error.strerror or "") from error

    return approved


def _make_folder(path: Path) -> None:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Fault("cannot_write", path=str(path), reason=error.strerror or "") from error


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
