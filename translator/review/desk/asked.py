"""What a browser asks of the desk: forms, addresses, and how each is answered.

A page sends forms. Where a script sends them it asks for JSON for a text that is being typed, and for
the page that follows in all other cases, as a browser without a script does.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from translator.review.desk.desk import Desk

Fields = dict[str, str]
Answer = Callable[[Request], Awaitable[Response]]
Changing = Callable[[Desk, str, str, Fields, bool], Response]
_SEE_OTHER = 303  # the status of HTTP


def change(desk: Desk, work: Changing) -> Answer:
    """Return what answers a form about a version: ``work`` gets its fields, and whether JSON is asked for."""

    async def answer(request: Request) -> Response:
        text = (await request.body()).decode("utf-8", "replace")
        fields = dict(parse_qsl(text, keep_blank_values=True))
        place = version_in(request)
        as_json = wants_json(request)
        done = await run_in_threadpool(work, desk, *place, fields, as_json)
        if as_json and done.status_code == _SEE_OTHER:
            # What follows a form is for the script to ask for.
            following = JSONResponse({"location": done.headers["location"]})
            following.raw_headers += [pair for pair in done.raw_headers if pair[0] == b"set-cookie"]
            return following
        return done

    return answer


def version_in(request: Request) -> tuple[str, str]:
    """Return language and stem of the version that an address names."""
    return str(request.path_params["lang"]), str(request.path_params["stem"])


def wants_json(request: Request) -> bool:
    """Tell whether a script asks."""
    return request.headers.get("accept", "") == "application/json"


def number_of(text: str) -> int:
    """Return the number of a block or a place; -1 for what is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1  # noqa: PLR2004 - no such place


def see(where: str) -> RedirectResponse:
    """Return the answer to a form: the page that shows what it did."""
    return RedirectResponse(where, _SEE_OTHER)
