"""Headless Chromium, where it and Playwright are installed."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-sync",
    "--no-first-run",
]


def chromium() -> str:
    """The path of a Chromium, or the test is skipped and says why."""
    pytest.importorskip("starlette", reason="the desk needs the extra 'review'")
    pytest.importorskip("playwright.sync_api", reason="needs a browser: pip install playwright")
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        pytest.skip("needs a browser: Chromium is not installed")
    return found


@contextmanager
def page(**options: Any) -> Iterator[Any]:
    """A page of a fresh browser; what it complains of fails the test, and so does a request elsewhere."""
    path = chromium()
    from playwright.sync_api import sync_playwright

    complaints: list[str] = []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=_QUIET)
        context = browser.new_context(**options)
        found = context.new_page()
        found.on("pageerror", lambda error: complaints.append(str(error)))
        found.on(
            "request",
            lambda asked: complaints.append(asked.url) if "//127.0.0.1:" not in asked.url else None,
        )
        yield found
        browser.close()
    assert not complaints
