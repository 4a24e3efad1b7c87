"""A selection becomes a term of the glossary: first what it would change is shown, then it is added."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from translator.article import TermOutcome
from translator.errors import UsageError
from translator.glossary import edit, load_glossary
from translator.glossary.concept import Concept, Glossary
from translator.glossary.lint import refuse_known_word
from translator.glossary.matcher import Matcher
from translator.glossary.store import parse_terms
from translator.review.desk.view import Piece
from translator.settings import Settings
from translator.translate.constraints import term_uses

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Effect:
    """A published sentence that has the term in its source and not in its translation."""

    stem: str
    piece: Piece


def effects(
    pieces: Iterable[tuple[str, Piece]], pair: Pair, term: str, rendering: str
) -> Iterator[Effect]:
    """Yield what a new term would change among published sentences: (stem, sentence).

    Raises:
        GlossaryError: a form cannot be one.
    """
    terms = {pair[0]: parse_terms(term), pair[1]: parse_terms(rendering)}
    matcher = Matcher(Glossary((Concept("new", terms),)), *pair)
    for stem, piece in pieces:
        found = matcher.find(piece.source_text)
        uses = term_uses(piece.source_text, piece.text, pair, found)
        if piece.text and any(use.outcome is TermOutcome.MISSED for use in uses):
            yield Effect(stem, piece)


def add(settings: Settings, pair: Pair, term: str, rendering: str) -> Glossary:
    """Add a term to the glossary, as ``translator glossary add`` does; return the glossary it is in.

    Raises:
        UsageError: one of the two is missing.
        GlossaryError: the glossary has it, or the file was changed just now.
        PublishError: the file cannot be written.
    """
    if not term.strip() or not rendering.strip():
        raise UsageError("a term needs both languages", hint="fill in both fields")
    cells = {pair[0]: ("=", term.strip()), pair[1]: ("=", rendering.strip())}
    refuse_known_word(cells, settings.source, load_glossary(settings.glossary))
    place = edit.default_file(settings.glossary, "")
    edit.commit(edit.added(settings.glossary, place, cells, settings.source), settings.state)
    return load_glossary(settings.glossary)
