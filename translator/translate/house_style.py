"""The last step of a translation: its facts in the one style of its language.

It comes behind memory and models: what they know stays as a model wrote it, a pivot is read as models
read best, and what people wrote is theirs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from translator.article import TermUse
from translator.language.said import Span
from translator.language.style import styled
from translator.markup.verbatim import VERBATIM

# Titles and the like; what is longer is what somebody said, and translated like the rest.
_QUOTATION = re.compile('["“„”«»]([^"“„”«»]{1,60})["”“«»]')


def in_style(
    source: str, target: str, pair: tuple[str, str], terms: Sequence[TermUse] = ()
) -> tuple[str, tuple[TermUse, ...]]:
    """Return a target in style, and where its terms stand in it.

    Terms, short quotations, addresses, placeholders and code stay as they are.
    """
    if not any(map(str.isdigit, target)):
        return target, tuple(terms)
    lang, into = (code.partition("-")[0] for code in pair)
    places = [use.target_span for use in terms if use.target_span]
    done = styled(source, target, lang, into, (*places, *_closed(target)))
    if done.text == target:
        return target, tuple(terms)
    spans = iter(done.spans)
    moved = (replace(use, target_span=next(spans)) if use.target_span else use for use in terms)
    return done.text, tuple(moved)


def _closed(target: str) -> Iterator[Span]:
    for pattern in (VERBATIM, _QUOTATION):
        yield from (match.span() for match in pattern.finditer(target))
