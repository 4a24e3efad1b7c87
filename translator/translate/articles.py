"""Translate an article sentence by sentence over the hops of a route."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from translator.article import (
    Block,
    Origin,
    Route,
    Segment,
    Sentence,
    TranslatedBlock,
    Translation,
)
from translator.translate.hops import Hop, Progress, Rendering, translate_sentences
from translator.translate.marks import with_marks
from translator.translate.memory import Memory, places
from translator.translate.prepare import Prepared, Terms, find_terms, needs_translation


def translate_article(
    prepared: Prepared,
    route: Route,
    hops: Sequence[Hop],
    memory: Memory | None = None,
    progress: Progress | None = None,
    terms: Terms | None = None,
    *,
    consistent: bool = False,
) -> Translation:
    """Translate title and body of an article, captions and alt texts among it, over the hops of a route.

    ``terms`` are those of the first hop, looked for here where they are not given. ``progress`` is
    called with the sentences done and the sentences to do. ``consistent``: what a thing is called
    first is wanted in the rest (``consistent.py``).

    Raises:
        EngineError: a backend failed; what was finished before is in the memory.
    """
    terms = terms or find_terms(prepared, hops[0].matcher)
    every = list(zip(prepared.blocks, prepared.sentences, prepared.alts, strict=True))
    texts = [
        sentence.text
        for block, sentences, alt in every
        for sentence in (*sentences, *alt)
        if needs_translation(block, sentence.text)
    ]
    source_file = prepared.article.source_file
    renderings = translate_sentences(
        texts, hops, memory, progress, terms.matches, source_file, consistent=consistent
    )
    corrected = _in_context(prepared, (hops[0].pair[0], hops[-1].pair[1]), memory)
    pair = route.languages[0], route.languages[-1]
    title, *blocks = (
        with_marks(
            TranslatedBlock(
                block,
                _segments(block, sentences, renderings, corrected.get(number, {})),
                alt=_segments(block, alt, renderings),
            ),
            pair,
        )
        for number, (block, sentences, alt) in enumerate(every)
    )
    return Translation(
        article=prepared.article,
        lang=route.languages[-1],
        route=route,
        title=title,
        blocks=tuple(blocks),
        glossary_digest=terms.digest,
    )


def _in_context(
    prepared: Prepared, pair: tuple[str, str], memory: Memory | None
) -> dict[int, dict[int, str]]:
    """Return corrections made between the same neighbours, by number of block and of sentence."""
    if memory is None:
        return {}
    spots = [
        (number, at, sentence.text)
        for number, sentences in enumerate(prepared.sentences)
        for at, sentence in enumerate(sentences)
        if sentence.text.strip()
    ]
    around = places([text for *_, text in spots])
    known = memory.in_context(pair, around)
    found: dict[int, dict[int, str]] = {}
    for (number, at, _), place in zip(spots, around, strict=True):
        if place in known:
            found.setdefault(number, {})[at] = known[place]
    return found


def _segments(
    block: Block,
    sentences: Sequence[Sentence],
    renderings: Mapping[str, Rendering],
    corrected: Mapping[int, str] = MappingProxyType({}),
) -> tuple[Segment, ...]:
    """Put the renderings of sentences in their places, corrections of just these before others."""
    segments = []
    for number, sentence in enumerate(sentences):
        done = renderings.get(sentence.text)
        if number in corrected:
            done = Rendering(corrected[number], origin=Origin.HUMAN)
        if done is None or not needs_translation(block, sentence.text):
            done = Rendering(sentence.text, origin=Origin.COPY)
        segments.append(
            Segment(
                *(sentence.text, done.text, sentence.tail, done.origin, done.terms),
                via=done.via,
                score=done.score,
            )
        )
    return tuple(segments)
