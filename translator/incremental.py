"""What decides whether a version has to be made again: two digests, one cheap, one exact."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from pathlib import Path

from translator import __version__
from translator.article import Article, Document
from translator.desk import Desk, Target
from translator.glossary.concept import Concept
from translator.manifest import VersionRecord
from translator.memory import Memory
from translator.settings import Settings
from translator.terms import concepts_digest
from translator.translate import article_sentences


def all_inputs(document: Document, desk: Desk) -> dict[str, str]:
    """Return, per language version, a digest of everything that could matter to it.

    It costs no cleaning: equal digests mean that the version is what it would be.
    """
    settings = desk.settings
    base = (__version__, document.digest, document.name, settings.signature())
    digests = {settings.source: _digest(*base)}
    for target in desk.targets:
        if target.route:
            digests[target.lang] = _digest(
                *base,
                target.route.signature,
                desk.glossary_digest,
                *_corrections(target, desk.memory, None),
            )
    return digests


def source_fingerprint(article: Article, document: Document) -> str:
    """Return a digest of what the published source text depends on."""
    return _digest(__version__, repr(article), document.name)


def target_fingerprint(article: Article, document: Document, target: Target, desk: Desk) -> str:
    """Return a digest of what a version depends on: of the glossary only concepts that occur."""
    sentences = _texts(article, target)
    return _digest(
        __version__,
        repr(article),
        document.name,
        target.route and target.route.signature,
        concepts_digest(concepts_in(article, target)),
        *_corrections(target, desk.memory, sentences),
    )


def concepts_in(article: Article, target: Target) -> tuple[Concept, ...]:
    """Return the concepts that occur in an article, in the order of their appearance."""
    matcher = target.hops[0].matcher
    found = {
        match.concept.id: match.concept
        for text in _texts(article, target)
        for match in matcher.find(text)
    }
    return tuple(found.values())


def is_published(record: VersionRecord, settings: Settings) -> bool:
    """Tell whether every requested format was published and is still there."""
    wanted = {f".{name}" for name in settings.formats}
    present = all((settings.output / name).exists() for name in record.outputs)
    return present and wanted <= {Path(name).suffix for name in record.outputs}


def _texts(article: Article, target: Target) -> tuple[str, ...]:
    """Return the sentences of an article; they are in the language the route starts from."""
    blocks = article_sentences(article, target.hops[0].pair[0])
    return tuple(sentence.text for block in blocks for sentence in block)


def _corrections(
    target: Target, memory: Memory | None, sentences: Collection[str] | None
) -> tuple[str, ...]:
    """Return digests of the corrections for the whole way and, below it, for each hop."""
    if memory is None:
        return ()
    hops = [hop.pair for hop in target.hops]
    pairs = dict.fromkeys([(hops[0][0], hops[-1][1]), *hops])
    # The sentences of a later hop are not known before it is translated: take all there.
    return tuple(
        memory.corrections_digest(pair, tuple(sentences))
        if sentences is not None and pair[0] == hops[0][0]
        else memory.corrections_digest(pair)
        for pair in pairs
    )


def _digest(*parts: object) -> str:
    return hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()[:32]
