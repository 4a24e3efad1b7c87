"""What the desk answers about one version: its page, and what is done on it.

A page sends forms. Where a script sends them it asks for JSON for a text that is being typed, and for
the page that follows in all other cases, as a browser without a script does.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import asdict, replace
from typing import Any
from urllib.parse import quote, unquote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from translator.review.desk import pages
from translator.review.desk.article import ORDERS, address, article_page, base, panel_for
from translator.review.desk.asked import (
    Answer,
    Fields,
    change,
    number_of,
    see,
    version_in,
    wants_json,
)
from translator.review.desk.changes import Change, PictureChange, Saved
from translator.review.desk.desk import Desk, NotThereError
from translator.review.desk.help import words
from translator.review.desk.view import view

_CONFLICT = 409  # the status of HTTP
_NAME = re.compile(r"\d{1,6}-(?:\d{1,6}|all|pic)")
_WHO = "desk-name"  # the cookie that remembers who signs here
_YEAR = 365 * 24 * 3600
_LONGEST_NAME = 200  # characters of who signs off


def version_routes(desk: Desk) -> list[Route]:
    """Return the addresses of the pages of versions."""
    reading = {"article": _article, "state": _state, "words": _words, "term": _term}
    changing = {"save": _save, "look": _look, "undo": _undo, "accept": _accept, "term": _add_term}
    where = "{lang}/{stem:path}"
    return [
        *(
            Route(f"/{name}/{where}", change(desk, work), methods=["POST"])
            for name, work in changing.items()
        ),
        *(Route(f"/{name}/{where}", _read(desk, work)) for name, work in reading.items()),
    ]


async def failed(request: Request, error: Exception) -> Response:
    """Answer that something could not be done, and why."""
    if wants_json(request):
        return JSONResponse({"error": str(error)}, _CONFLICT)
    return HTMLResponse(pages.message_page("That did not work", str(error)), _CONFLICT)


def _read(desk: Desk, work: Callable[[Desk, str, str, Request], Response]) -> Answer:
    async def answer(request: Request) -> Response:
        return await run_in_threadpool(work, desk, *version_in(request), request)

    return answer


def _article(desk: Desk, lang: str, stem: str, request: Request) -> Response:
    asked = request.query_params
    work = desk.work(lang, stem)
    panel = panel_for(work.view, asked.get("at", ""))
    if panel is not None and not panel.whole and not panel.picture:
        panel = replace(panel, matches=desk.matches(work, panel.piece))
        if asked.get("others"):
            piece = panel.piece
            panel = replace(panel, others=desk.renderings.of(piece.source_text, lang, piece.text))
    page = article_page(
        work,
        order=_order(asked),
        panel=panel,
        by=unquote(request.cookies.get(_WHO, "")),
        can_ask=desk.renderings.engines is not None,
    )
    return HTMLResponse(page)


def _words(desk: Desk, lang: str, stem: str, request: Request) -> Response:
    found = view(desk.status(lang, stem))
    piece = found.piece(request.query_params.get("at", ""))
    if piece is None:
        raise NotThereError
    return JSONResponse(words(piece.source_text, piece.text, found.pair))


def _state(desk: Desk, lang: str, stem: str, _: Request) -> Response:
    return JSONResponse({"digest": desk.state(lang, stem)})


def _term(desk: Desk, lang: str, stem: str, request: Request) -> Response:
    asked = request.query_params
    source, target = (" ".join(asked.get(name, "").split()) for name in ("source", "target"))
    pair = view(desk.status(lang, stem)).pair
    found = desk.effects(lang, pair, source, target) if source and target else []
    page = pages.render(
        "term.html", base=base(lang, stem), pair=pair, source=source, target=target, found=found
    )
    return HTMLResponse(page)


def _add_term(desk: Desk, lang: str, stem: str, fields: Fields, _: bool) -> Response:  # noqa: FBT001
    pair = view(desk.status(lang, stem)).pair
    desk.add_term(pair, fields.get("source", ""), fields.get("target", ""))
    return see(address(lang, stem))


def _order(fields: Any) -> str:
    order = fields.get("order", "")
    return order if order in ORDERS else ""


def _save(desk: Desk, lang: str, stem: str, fields: Fields, as_json: bool) -> Response:  # noqa: FBT001
    saved = _saved(desk, lang, stem, fields)
    if as_json and not fields.get("then"):
        return JSONResponse(asdict(saved))
    if fields.get("then") == "next":
        names = desk.names_at(lang, stem, saved)
        desk.look_at(lang, stem, names)
        return _next(desk, lang, stem, names[-1] if names else fields.get("name", ""), fields)
    anchor = _anchor(desk, lang, stem, saved)
    return see(address(lang, stem, order=_order(fields), anchor=anchor))


def _saved(desk: Desk, lang: str, stem: str, fields: Fields) -> Saved:
    """Make the change of a form: in a sentence, or in the texts of a picture."""
    if "alt" not in fields:
        return desk.save(lang, stem, _change_of(fields))
    change = PictureChange(
        block=number_of(fields.get("block", "")),
        digest=fields.get("digest", ""),
        alt=fields["alt"],
        credit=fields.get("credit", ""),
        session=fields.get("session", ""),
    )
    return desk.save_picture(lang, stem, change)


def _change_of(fields: Fields) -> Change:
    return Change(
        block=number_of(fields.get("block", "")),
        start=number_of(fields.get("start", "")),
        was=fields.get("was", ""),
        text=fields.get("use", fields.get("text", "")),
        block_digest=fields.get("digest", ""),
        session=fields.get("session", ""),
    )


def _look(desk: Desk, lang: str, stem: str, fields: Fields, _: bool) -> Response:  # noqa: FBT001
    name = fields.get("name", "")
    desk.look_at(lang, stem, [name], is_seen=fields.get("seen", "1") == "1")
    return see(address(lang, stem, order=_order(fields), anchor=_safe(name)))


def _next(desk: Desk, lang: str, stem: str, name: str, fields: Fields) -> Response:
    order = _order(fields)
    following = desk.following(lang, stem, name, order)
    if following is None:
        return see(address(lang, stem, order=order, anchor="sign"))
    return see(address(lang, stem, order=order, at=following, anchor="panel"))


def _undo(desk: Desk, lang: str, stem: str, fields: Fields, _: bool) -> Response:  # noqa: FBT001
    block = desk.changes.undo(desk.path(lang, stem))
    return see(address(lang, stem, order=_order(fields), anchor=f"b{block}"))


def _accept(desk: Desk, lang: str, stem: str, fields: Fields, _: bool) -> Response:  # noqa: FBT001
    by = " ".join(fields.get("by", "").split())[:_LONGEST_NAME]
    final = fields.get("final", "") == "1"
    desk.accept(lang, stem, by, fields.get("digest", ""), final=final)
    answer = see(address(lang, stem, order=_order(fields), anchor="sign"))
    answer.set_cookie(_WHO, quote(by), max_age=_YEAR, httponly=True, samesite="strict")
    return answer


def _anchor(desk: Desk, lang: str, stem: str, saved: Saved) -> str:
    names = desk.names_at(lang, stem, saved)
    return f"s{names[0]}" if names else f"b{saved.block}"


def _safe(name: str) -> str:
    return f"s{name}" if _NAME.fullmatch(name) else ""
