"""Marks that the inline elements of a page lay over its running text."""

from __future__ import annotations

from bs4 import Tag

from translator.article import MarkKind
from translator.clean.elements import attribute, mark_of, quotation_marks
from translator.clean.running import RunningText


class InlineMarks:
    """Begins and ends marks in a running text as its elements do; ``lang`` is the page's language.

    A ``q`` also gets the quotation marks that a browser shows around it.
    """

    def __init__(self, running: RunningText, lang: str) -> None:
        self._running = running
        self._lang = lang
        self._quotes = 0  # around the place of the walk

    def open(self, element: Tag) -> None:
        """Begin the mark of an element, if it has one."""
        kind = mark_of(element)
        if kind is None:
            return
        self._running.open(kind, attribute(element, "href"))
        if kind is MarkKind.QUOTE:
            self._running.add(quotation_marks(element, self._lang, self._quotes)[0])
            self._quotes += 1

    def close(self, element: Tag) -> None:
        """End the mark of an element, if it has one."""
        kind = mark_of(element)
        if kind is None:
            return
        if kind is MarkKind.QUOTE:
            self._quotes -= 1
            self._running.add(quotation_marks(element, self._lang, self._quotes)[1])
        if kind is MarkKind.SUP:
            self._running.close_raised()
        else:
            self._running.close()
