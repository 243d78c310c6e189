"""The routes: declarations in, published files out. What they do lies elsewhere."""

from __future__ import annotations

import asyncio
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

import msgspec
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from countroom.domain.faults import Fault
from countroom.domain.identifiers import KeyId
from countroom.domain.refusals import Refusal
from countroom.feed.live import HEADERS, MEDIA_TYPE
from countroom.feed.pages import ABOVE
from countroom.feed.publisher import LOST
from countroom.feed.reading import Refused
from countroom.texts import Texts, say_fault, say_intake, say_refusal
from countroom.wire.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from countroom.feed.live import Live
    from countroom.feed.origin import Origin
    from countroom.feed.sequencer import Receipted, Sequencer
    from countroom.feed.shelf import Published

LARGEST_REQUEST: Final = 1_048_576
"""Bytes of a request's body."""
_LARGEST_READ_OUT: Final = 8 * LARGEST_REQUEST  # so that a sender hears why
LARGEST_BATCH: Final = 256
"""Events in one request."""
LONGEST_REQUEST: Final = 30
"""Seconds within which a request's body has to come."""

_JSON: Final = "application/json"
_TYPES: Final = {
    "html": "text/html; charset=utf-8",
    "json": _JSON,
    "csv": "text/csv; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "ttf": "font/ttf",
    "txt": "text/plain; charset=utf-8",
}
_FROM_FOLDER: Final = f'="{ABOVE}'.encode()
_FROM_ITS_PARENT: Final = f'="{ABOVE[3:]}'.encode()
_LASTING: Final = ("css", "js", "ttf", "txt")
_PAGE_HEADERS: Final = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; font-src 'self';"
    " script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'",
    "Referrer-Policy": "no-referrer",
}


class Routes:
    """Answers requests with what sequencer and publisher hold."""

    def __init__(
        self,
        origin: Origin,
        sequencer: Sequencer,
        files: Mapping[str, Published],
        texts: Texts,
        live: Live,
    ) -> None:
        self._origin = origin
        self._sequencer = sequencer
        self._files = files
        self._texts = texts
        self._live = live

    def app(self) -> Starlette:
        """Give the application."""
        return Starlette(
            routes=[
                Route("/v1/enrolment", self.enrol, methods=["POST"]),
                Route("/v1/events", self.take_events, methods=["POST"]),
                Route("/v1/heads", self.heads, methods=["GET"]),
                Route("/events", self.hints, methods=["GET"]),
                Route("/council/{name}", self.page_of_council, methods=["GET"]),
                Route("/contest/{name}", self.page_of_contest, methods=["GET"]),
                Route("/{path:path}", self.file, methods=["GET"]),
            ],
            exception_handlers={
                Fault: self.faulty,
                HTTPStatus.NOT_FOUND: self.lost,
                HTTPStatus.METHOD_NOT_ALLOWED: self.wrong_method,
            },
        )

    async def enrol(self, request: Request) -> Response:
        """Enrol a count centre by its key file."""
        body = await self._body(request)
        if isinstance(body, Response):
            return body
        try:
            key_file = body.decode()
        except UnicodeDecodeError:
            return self._refuse(HTTPStatus.FORBIDDEN, Problem("not_text"))
        problem = await self._sequencer.enrol(key_file)
        if problem is not None:
            return self._refuse(HTTPStatus.FORBIDDEN, problem)
        origin = self._origin
        return _json(
            {
                "environment": origin.environment,
                "origin": origin.name,
                "key": origin.signer.key,
            }
        )

    async def take_events(self, request: Request) -> Response:
        """Take envelopes, one a line, and answer when they are durable."""
        body = await self._body(request)
        if isinstance(body, Response):
            return body
        lines = body.removesuffix(b"\n").split(b"\n") if body else []
        if len(lines) > LARGEST_BATCH:
            problem = Problem("too_many_events", self._texts.figure(LARGEST_BATCH))
            return self._refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, problem)
        found = await self._sequencer.append(lines)
        answers = [self._answer(answer) for answer in found.answers]
        return _json({"answers": answers, "log_size": found.log_size})

    async def heads(self, request: Request) -> Response:
        """Tell a device how far its events came here."""
        device = KeyId(request.query_params.get("device", ""))
        heads = await self._sequencer.heads(device)
        return _json({name: {"sequence": n, "id": id_} for name, (n, id_) in heads.items()})

    async def hints(self, request: Request) -> Response:
        """Hint at what is new for as long as somebody listens."""
        if request.method == "HEAD":
            return Response(headers=HEADERS, media_type=MEDIA_TYPE)
        return self._live.response(request.headers.get("last-event-id", ""))

    async def page_of_council(self, request: Request) -> Response:
        """Show a council's page."""
        return self._page(request, f"council/{request.path_params['name']}/index.html")

    async def page_of_contest(self, request: Request) -> Response:
        """Show a contest's page."""
        return self._page(request, f"contest/{request.path_params['name']}/index.html")

    async def file(self, request: Request) -> Response:
        """Give a published file; a folder's is its index."""
        path = request.path_params["path"]
        name = f"{path}index.html" if not path or path.endswith("/") else path
        found = self._files.get(name)
        if found is not None:
            return _published(request, name, found.content, found.digest)
        if f"{path}/index.html" in self._files:
            return RedirectResponse(f"{path.rpartition('/')[2]}/")
        return self._not_found(request)

    async def faulty(self, _request: Request, error: Exception) -> Response:
        """Say that the feed cannot keep anything now."""
        if not isinstance(error, Fault):
            raise error
        text = say_fault(self._texts, error.code, error.details)
        body = {"code": error.code, "where": "", "text": text}
        return _json(body, HTTPStatus.SERVICE_UNAVAILABLE, {"Retry-After": "2"})

    async def lost(self, request: Request, _error: Exception) -> Response:
        """Say that there is nothing here."""
        return self._not_found(request)

    async def wrong_method(self, _request: Request, error: Exception) -> Response:
        """Say that this address takes other requests."""
        refused = self._refuse(HTTPStatus.METHOD_NOT_ALLOWED, Problem("method_wrong"))
        allowed = getattr(error, "headers", None) or {}
        refused.headers.update(allowed)
        return refused

    def _page(self, request: Request, name: str) -> Response:
        """Give the page of a folder asked for without its last slash: its links go up one less."""
        found = self._files.get(name)
        if found is None:
            return self._not_found(request)
        content = found.content.replace(_FROM_FOLDER, _FROM_ITS_PARENT)
        return _published(request, name, content, f"{found.digest}-1")

    def _not_found(self, request: Request) -> Response:
        lost = self._files.get(LOST)
        if lost is not None and "text/html" in request.headers.get("accept", ""):
            headers = {"Cache-Control": "no-store", **_PAGE_HEADERS}
            status = HTTPStatus.NOT_FOUND
            return Response(lost.content, status, headers, media_type=_TYPES["html"])
        return self._refuse(HTTPStatus.NOT_FOUND, Problem("not_found", request.url.path))

    async def _body(self, request: Request) -> bytes | Response:
        """Read a body of bounded size in bounded time."""
        parts: list[bytes] = []
        size = 0
        try:
            async with asyncio.timeout(LONGEST_REQUEST):
                async for part in request.stream():
                    size += len(part)
                    if size <= LARGEST_REQUEST:
                        parts.append(part)
                    elif size > _LARGEST_READ_OUT:
                        break
        except TimeoutError:
            problem = Problem("request_unfinished", str(LONGEST_REQUEST))
            return self._hang_up(HTTPStatus.REQUEST_TIMEOUT, problem)
        except ClientDisconnect:
            return Response(status_code=HTTPStatus.BAD_REQUEST)
        if size > LARGEST_REQUEST:
            problem = Problem("request_too_large", self._texts.figure(LARGEST_REQUEST))
            return self._hang_up(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, problem)
        return b"".join(parts)

    def _answer(self, answer: Receipted | Refused) -> dict[str, Any]:
        if isinstance(answer, Refused):
            return {"id": answer.id, "refused": self._why(answer.reason)}
        return {"id": answer.id, "index": answer.index, "receipt": answer.receipt}

    def _why(self, reason: Problem | Refusal) -> dict[str, str]:
        if isinstance(reason, Refusal):
            where = " ".join(str(detail) for detail in reason.details.values())
            text = say_refusal(self._texts, reason)
            return {"code": reason.code, "where": where, "text": text}
        text = say_intake(self._texts, reason.code, reason.where)
        return {"code": reason.code, "where": reason.where, "text": text}

    def _hang_up(self, status: HTTPStatus, problem: Problem) -> Response:
        """Refuse without reading what may never end."""
        refused = self._refuse(status, problem)
        refused.headers["Connection"] = "close"
        return refused

    def _refuse(self, status: HTTPStatus, problem: Problem) -> Response:
        return _json(self._why(problem), status)


def _json(
    document: object, status: HTTPStatus = HTTPStatus.OK, headers: dict[str, str] | None = None
) -> Response:
    content = msgspec.json.encode(document)
    kept = {"Cache-Control": "no-store", **(headers or {})}
    return Response(content, status_code=status, media_type=_JSON, headers=kept)


def _published(request: Request, name: str, content: bytes, digest: str) -> Response:
    """Give a file with what a cache needs; anybody's page may read it."""
    kind = name.rpartition(".")[2]
    lifetime = "max-age=3600" if kind in _LASTING else "max-age=2, stale-if-error=60"
    tag = f'"{digest}"'
    headers = {
        "ETag": tag,
        "Cache-Control": f"public, {lifetime}",
        "Access-Control-Allow-Origin": "*",
        "X-Content-Type-Options": "nosniff",
        **(_PAGE_HEADERS if kind == "html" else {}),
    }
    known = request.headers.get("if-none-match", "")
    if known == "*" or tag in (one.strip().removeprefix("W/") for one in known.split(",")):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    media_type = _TYPES.get(kind, "application/octet-stream")
    return Response(content, media_type=media_type, headers=headers)
