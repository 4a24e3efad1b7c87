"""What the desk answers about the source of an article: its page, and what is done on it."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from urllib.parse import quote, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from translator.article import BlockKind
from translator.review.desk import pages
from translator.review.desk.article import base
from translator.review.desk.asked import Answer, Fields, change, number_of, see, version_in
from translator.review.desk.desk import Desk, NotThereError
from translator.review.desk.marked import local_picture, marked
from translator.review.desk.source import Correction, SourceRow, block_digest, found_at
from translator.review.desk.view import digest

Reading = Callable[[Desk, str, Request], Response]
Doing = Callable[[Desk, str, Fields], int]


def source_routes(desk: Desk) -> list[Route]:
    """Return the addresses of the pages of sources."""
    reading = {"source": _page, "source-state": _state}
    doing = {
        "source-drop": _drop,
        "source-call-back": _call_back,
        "source-as-it-was": _as_it_was,
        "source-forget": _forget,
        "source-undo": _undo,
        "source-make": _make,
    }
    where = "{lang}/{stem:path}"
    return [
        *(
            Route(f"/{name}/{where}", _do(desk, work), methods=["POST"])
            for name, work in doing.items()
        ),
        Route(f"/source-correct/{where}", change(desk, _correct), methods=["POST"]),
        *(Route(f"/{name}/{where}", _read(desk, work)) for name, work in reading.items()),
    ]


def _read(desk: Desk, work: Reading) -> Answer:
    async def answer(request: Request) -> Response:
        lang, stem = version_in(request)
        _require_source(desk, lang, stem)
        return await run_in_threadpool(work, desk, stem, request)

    return answer


def _do(desk: Desk, work: Doing) -> Answer:
    """Answer a form with the page that shows what it did, where it did that."""

    def done(desk: Desk, lang: str, stem: str, fields: Fields, _: bool) -> Response:  # noqa: FBT001
        _require_source(desk, lang, stem)
        number = work(desk, stem, fields)
        return see(
            _address(lang, stem, anchor="sign" if number is _AT_THE_END else f"b{number + 1}")
        )

    return change(desk, done)


_AT_THE_END = -2  # no number of a block


def _require_source(desk: Desk, lang: str, stem: str) -> None:
    """Refuse an address that no article is published under.

    Raises:
        NotThereError: nothing is.
    """
    if lang != desk.reviews.settings.source or stem not in desk.reviews.records.stems():
        raise NotThereError


def _page(desk: Desk, stem: str, request: Request) -> Response:
    page = desk.source.page(stem)
    lang = desk.reviews.settings.source
    return HTMLResponse(
        pages.render(
            "source.html",
            page=page,
            panel=_panel(page.rows, request),
            session=secrets.token_urlsafe(9),
            lang=lang,
            base=base(lang, stem),
            marked=marked,
            local_picture=local_picture,
            text_digest=digest,
        )
    )


def _panel(rows: tuple[SourceRow, ...], request: Request) -> SourceRow | None:
    """Return the row in which a text is corrected: by its name, or by the digest of its text."""
    asked = request.query_params
    name, known = asked.get("at", ""), asked.get("of", "")
    row = next((row for row in rows if row.name == name), None) or found_at(rows, known)
    return None if row is None or row.block.kind is BlockKind.CODE else row


def _state(desk: Desk, stem: str, _: Request) -> Response:
    return JSONResponse({"digest": desk.source.page(stem).digest})


def _drop(desk: Desk, stem: str, fields: Fields) -> int:
    number = number_of(fields.get("number", ""))
    desk.source.drop(stem, number, fields.get("digest", ""))
    return max(-1, number - 1)


def _call_back(desk: Desk, stem: str, fields: Fields) -> int:
    behind = number_of(fields.get("behind", ""))
    desk.source.call_back(stem, fields.get("digest", ""), behind)
    return behind + 1


def _as_it_was(desk: Desk, stem: str, fields: Fields) -> int:
    number = number_of(fields.get("number", ""))
    desk.source.as_it_was(stem, number, fields.get("digest", ""))
    return number


def _forget(desk: Desk, stem: str, fields: Fields) -> int:
    desk.source.forget(stem, number_of(fields.get("number", "")), fields.get("digest", ""))
    return -1


def _undo(desk: Desk, stem: str, _: Fields) -> int:
    return desk.source.undo(stem)


def _make(desk: Desk, stem: str, _: Fields) -> int:
    desk.source.make(stem)
    return _AT_THE_END


def _correct(desk: Desk, lang: str, stem: str, fields: Fields, as_json: bool) -> Response:  # noqa: FBT001
    _require_source(desk, lang, stem)
    made = Correction(
        number=number_of(fields.get("block", "")),
        digest=fields.get("digest", ""),
        text=fields.get("text", ""),
        alt=fields.get("alt"),
        credit=fields.get("credit"),
        session=fields.get("session", ""),
    )
    number, block = desk.source.correct(stem, made)
    if as_json and not fields.get("then"):
        said = {
            "block": number,
            "start": 0,
            "text": block.text,
            "block_digest": block_digest(block),
        }
        return JSONResponse(said)
    return see(_address(lang, stem, anchor=f"s{number + 1}-0"))


def _address(lang: str, stem: str, *, at: str = "", anchor: str = "") -> str:
    query = f"?{urlencode({'at': at})}" if at else ""
    return f"/source/{quote(lang)}/{quote(stem)}{query}{f'#{anchor}' if anchor else ''}"
