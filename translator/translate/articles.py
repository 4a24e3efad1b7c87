"""Translate an article sentence by sentence over the hops of a route."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

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
from translator.translate.memory import Memory
from translator.translate.prepare import Prepared, Terms, find_terms, needs_translation


def translate_article(
    prepared: Prepared,
    route: Route,
    hops: Sequence[Hop],
    memory: Memory | None = None,
    progress: Progress | None = None,
    terms: Terms | None = None,
) -> Translation:
    """Translate title and body of an article, captions and alt texts among it, over the hops of a route.

    ``terms`` are those of the first hop, looked for here where they are not given. ``progress`` is
    called with the sentences done and the sentences to do.

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
    renderings = translate_sentences(texts, hops, memory, progress, terms.matches)
    pair = route.languages[0], route.languages[-1]
    title, *blocks = (
        with_marks(
            TranslatedBlock(
                block,
                _segments(block, sentences, renderings),
                alt=_segments(block, alt, renderings),
            ),
            pair,
        )
        for block, sentences, alt in every
    )
    return Translation(
        article=prepared.article,
        lang=route.languages[-1],
        route=route,
        title=title,
        blocks=tuple(blocks),
        glossary_digest=terms.digest,
    )


def _segments(
    block: Block, sentences: Sequence[Sentence], renderings: Mapping[str, Rendering]
) -> tuple[Segment, ...]:
    """Put the renderings of sentences in their places."""
    segments = []
    for sentence in sentences:
        done = renderings.get(sentence.text)
        if done is None or not needs_translation(block, sentence.text):
            done = Rendering(sentence.text, origin=Origin.COPY)
        segments.append(Segment(sentence.text, done.text, sentence.tail, done.origin, done.terms))
    return tuple(segments)
