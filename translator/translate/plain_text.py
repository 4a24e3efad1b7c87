"""Plain text in, plain text out: the same sentences and hops as articles, without the pages."""

from __future__ import annotations

import re
from collections.abc import Sequence

from translator.article import Block, BlockKind
from translator.language.sentences import segment
from translator.translate.hops import Hop, Progress, translate_sentences
from translator.translate.memory import Memory
from translator.translate.prepare import needs_translation

_PARAGRAPHS = re.compile(r"(\n[^\S\n]*(?:\n[^\S\n]*)+|\A\s*\n|(?<!\s)\s+\Z)")


def translate_text(
    text: str,
    hops: Sequence[Hop],
    *,
    lines: bool = False,
    memory: Memory | None = None,
    progress: Progress | None = None,
) -> str:
    """Translate plain text and keep its layout.

    Without ``lines``, a paragraph ends at a blank line and its inner line breaks are those of the
    page it came from: they are read as spaces. With ``lines``, every line is on its own, and there
    are as many lines in the result as in ``text``.

    Raises:
        EngineError: a backend failed.
    """
    parts = text.split("\n") if lines else _PARAGRAPHS.split(text)
    source = hops[0].pair[0]
    blocks = [Block(BlockKind.PARAGRAPH, " ".join(part.split())) for part in parts]
    sentences = [segment(block, source) if block.text else () for block in blocks]
    wanted = [
        sentence.text
        for block, found in zip(blocks, sentences, strict=True)
        for sentence in found
        if needs_translation(block, sentence.text)
    ]
    done = translate_sentences(wanted, hops, memory, progress) if wanted else {}
    results = []
    for part, found in zip(parts, sentences, strict=True):
        targets = [(done[s.text].text if s.text in done else s.text) + s.tail for s in found]
        results.append("".join(targets) if found else part)
    return ("\n" if lines else "").join(results)
