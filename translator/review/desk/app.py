"""The addresses of the desk, and the server behind them."""

from __future__ import annotations

import mimetypes
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from translator.errors import TranslatorError, UsageError
from translator.review.desk import pages
from translator.review.desk.answers import failed, version_routes
from translator.review.desk.desk import Desk, NotThereError
from translator.review.desk.guard import ENTRANCE, LOOPBACK, Guard, Pass
from translator.review.desk.source_answers import source_routes

_SEE_OTHER = 303  # the status of HTTP
_SANDBOX = "default-src 'none'; style-src 'unsafe-inline'; sandbox"  # for an SVG looked at alone


def application(desk: Desk, allowed: Pass) -> Guard:
    """Return the desk as a web application behind its guard."""

    def enter(_: Request) -> Response:
        answer = RedirectResponse("/", _SEE_OTHER)
        answer.headers["Set-Cookie"] = allowed.set_cookie
        return answer

    routes = [
        Route(f"{ENTRANCE}{{token}}", enter),
        Route("/", _listing(desk)),
        *version_routes(desk),
        *source_routes(desk),
        Route("/picture/{name:path}", _picture(desk)),
        Route("/static/{name}", _static),
        Route("/favicon.ico", lambda _: Response(status_code=204)),
    ]
    handlers = {NotThereError: _not_there, 404: _not_there, TranslatorError: failed}
    return Guard(Starlette(routes=routes, exception_handlers=handlers), allowed)


def _listing(desk: Desk) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        only_todo = request.query_params.get("show") == "todo"
        return HTMLResponse(pages.list_page(desk.listing(), only_todo=only_todo))

    return answer


def _picture(desk: Desk) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        path = desk.picture(request.path_params["name"])
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        headers = {"Content-Security-Policy": _SANDBOX}
        return Response(path.read_bytes(), media_type=kind, headers=headers)

    return answer


def _static(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in pages.FILES:
        raise NotThereError
    return Response(pages.file(name), media_type=pages.FILES[name])


async def _not_there(_: Request, __: Exception) -> Response:
    text = "Nothing is published under this address."
    return HTMLResponse(pages.message_page("Not there", text), 404)


@contextmanager
def opened(desk: Desk, port: int = 0) -> Iterator[tuple[str, uvicorn.Server, Any]]:
    """Open a desk for this computer; yields its address, the server, and what that listens on.

    ``port`` 0 is any that is free. ``server.run(sockets=[listening])`` serves until it is told to stop.

    Raises:
        UsageError: the port is taken.
    """
    import socket

    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((LOOPBACK, port))
        listening.listen()
    except OSError as error:
        listening.close()
        raise UsageError(
            f"port {port} cannot be used: {error.strerror or error}", hint="choose another --port"
        ) from error
    with listening:
        allowed = Pass(listening.getsockname()[1])
        settings = uvicorn.Config(
            application(desk, allowed),
            log_config=None,
            access_log=False,
            ws="none",
            lifespan="off",
            server_header=False,
            timeout_graceful_shutdown=2,
        )
        yield allowed.address, uvicorn.Server(settings), listening
