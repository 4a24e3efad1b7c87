"""The pages of the desk as HTML, from templates."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from translator.publish.as_html import direction
from translator.publish.notice import language_name
from translator.review.desk.listing import Listing

FILES = {"desk.css": "text/css; charset=utf-8", "desk.js": "text/javascript; charset=utf-8"}


@cache
def _templates() -> Environment:
    found = Environment(
        loader=PackageLoader("translator.review.desk"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    found.globals |= {
        "direction": direction,
        "language_name": lambda lang: language_name(lang, "en"),
    }
    return found


@cache
def file(name: str) -> bytes:
    """Return the style or the script.

    Raises:
        KeyError: there is no such file.
    """
    if name not in FILES:
        raise KeyError(name)
    return resources.files("translator.review.desk").joinpath("templates", name).read_bytes()


def render(name: str, **values: Any) -> str:
    """Return a page, or a part of one, from its template."""
    return _templates().get_template(name).render(**values)


def list_page(found: Listing, *, only_todo: bool = False) -> str:
    """Return the list of versions: all, or those that somebody has to look at."""
    entries = found.todo if only_todo else found.entries
    return render("list.html", found=found, entries=entries, only_todo=only_todo)


def message_page(title: str, text: str) -> str:
    """Return a page that says one thing."""
    return render("message.html", title=title, text=text)
