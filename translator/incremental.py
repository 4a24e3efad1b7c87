"""What decides whether a version has to be made again.

Two questions are kept apart. Did editors change anything: the input, a setting, a term, a
correction? And is the program or a model another one? The first calls for a new version always;
the second only where nobody has edited the version that is there.

The first is answered at two depths: by a cheap digest of everything that could matter, then,
with the article cleaned, by an exact one of what does matter to it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import Enum
from itertools import islice
from pathlib import Path

from translator.article import Article, Document
from translator.desk import Desk, Target
from translator.glossary.concept import Concept
from translator.manifest import ArticleRecord, VersionRecord
from translator.memory import Memory
from translator.publish.place import FileState, names_beside, published_beside, state_of
from translator.settings import Settings
from translator.terms import concepts_digest
from translator.translate import article_sentences

# Raise it when the program makes other bytes of the same input, settings and model; never for a
# release alone. 1 was what 0.1.0 made; 2 has escapes and addresses that no site generator runs.
PROGRAM = 2
_MOST_BESIDE = 9  # files beside one that 0.1.0 could have piled up unseen


class Standing(Enum):
    """What has to be done about a version."""

    CURRENT = "it is what it would be"
    OLDER = "made by an older program or model, and edited by a person: it stays"
    STALE = "it has to be made"


@dataclass(frozen=True, slots=True)
class Basis:
    """What a version would be made from now: digests, see ``VersionRecord``.

    ``fingerprint`` is empty until the article is cleaned.
    """

    inputs: str
    program: str
    fingerprint: str = ""


def all_bases(document: Document, desk: Desk) -> dict[str, Basis]:
    """Return what every version would be made from, without cleaning: no fingerprints yet."""
    settings = desk.settings
    base = (document.digest, document.name, settings.signature())
    bases = {settings.source: Basis(_digest(*base), _digest(PROGRAM))}
    for target in desk.targets:
        if target.route:
            corrections = _corrections(target, desk.memory, None)
            bases[target.lang] = Basis(
                _digest(*base, desk.glossary_digest, *corrections),
                _digest(PROGRAM, target.route.signature),
            )
    return bases


def source_fingerprint(article: Article, document: Document) -> str:
    """Return a digest of what the published source text depends on, besides the program."""
    return _digest(repr(article), document.name)


def target_fingerprint(article: Article, document: Document, target: Target, desk: Desk) -> str:
    """Return a digest of what a version depends on, besides program and models.

    Of the glossary only concepts count that occur, of the corrections those of its sentences.
    """
    return _digest(
        repr(article),
        document.name,
        repr(desk.settings.decoding),
        concepts_digest(concepts_in(article, target)),
        *_corrections(target, desk.memory, _texts(article, target)),
    )


def standing(record: VersionRecord | None, basis: Basis, settings: Settings) -> Standing:
    """Return what has to be done about a version."""
    if settings.force or record is None or not is_published(record, settings):
        return Standing.STALE
    if not is_unchanged(record, basis):
        return Standing.STALE
    if record.program == basis.program:
        return Standing.CURRENT
    if settings.renew or not is_edited(record, settings):
        return Standing.STALE
    # A newer program cleans and matches in its own way: until that was seen once with the same
    # inputs, a later change of the glossary could not be told from its doing.
    if not basis.fingerprint and record.judged != basis.program:
        return Standing.STALE
    return Standing.OLDER


def is_unchanged(record: VersionRecord, basis: Basis) -> bool:
    """Tell whether editors have changed nothing that matters since a version was made."""
    exact = bool(basis.fingerprint) and record.fingerprint == basis.fingerprint
    return exact or record.inputs == basis.inputs


def is_published(record: VersionRecord, settings: Settings) -> bool:
    """Tell whether every requested format was published, is still there and was not emptied."""
    wanted = {f".{name}" for name in settings.formats}
    present = FileState.MISSING not in _states(record, settings)
    return present and wanted <= {Path(name).suffix for name in record.outputs}


def is_edited(record: VersionRecord, settings: Settings) -> bool:
    """Tell whether somebody has changed one of the files of a version."""
    return FileState.EDITED in _states(record, settings)


def waiting(record: VersionRecord, settings: Settings) -> tuple[str, ...]:
    """Return the new versions beside edited files that nobody has dealt with yet.

    Where the file they were put beside is ours again, only one that somebody has edited counts.
    """
    ours = {*record.outputs.values(), *record.beside.values()}
    found = []
    for name, sha in record.beside.items():
        path = settings.output / name
        states = state_of(path, {sha}), state_of(published_beside(path), ours)
        if states[0] is not FileState.MISSING and FileState.EDITED in states:
            found.append(path.as_posix())
    return tuple(found)


def _states(record: VersionRecord, settings: Settings) -> set[FileState]:
    beside = record.beside.values()
    return {
        state_of(settings.output / name, {sha, *beside}) for name, sha in record.outputs.items()
    }


def adopted(record: ArticleRecord, document: Document, desk: Desk) -> ArticleRecord:
    """Return a record of 0.1.0 as one of ours.

    Its digests mix what editors did with what the program did. Of its source version they can
    be told apart: the digest has the input, its name and the settings in it, and nothing of the
    model. Where those are what they were, nothing counts as changed: whether a term or a
    correction came in between cannot be told, and a version that somebody edited is left alone
    in doubt. All of it is older than this program, so what nobody edited is made anew.
    """
    if record.format != 1:
        return record
    settings = desk.settings
    source = record.versions.get(settings.source)
    told = _digest("0.1.0", document.digest, document.name, settings.signature())
    same = source is None or source.inputs == told
    now = all_bases(document, desk) if same else {}
    return ArticleRecord(
        {
            lang: VersionRecord(
                inputs=now[lang].inputs if lang in now else "",
                fingerprint="",
                outputs=version.outputs,
                beside=_beside(version.outputs, desk),
                segments=version.segments,
                route=version.route,
                starter=version.starter,
                terms=version.terms,
                findings=version.findings,
            )
            for lang, version in record.versions.items()
        }
    )


def _beside(outputs: Collection[str], desk: Desk) -> Mapping[str, str]:
    """Return what stands beside published files; 0.1.0 did not record it."""
    root = desk.settings.output
    names = (n for out in outputs for n in islice(names_beside(root / out, "new"), _MOST_BESIDE))
    found = (name for name in names if name.is_file() and name.as_posix() not in desk.taken)
    return {name.relative_to(root).as_posix(): "" for name in found}


def concepts_in(article: Article, target: Target) -> tuple[Concept, ...]:
    """Return the concepts that occur in an article, in the order of their appearance."""
    matcher = target.hops[0].matcher
    found = {
        match.concept.id: match.concept
        for text in _texts(article, target)
        for match in matcher.find(text)
    }
    return tuple(found.values())


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
    return hashlib.sha256("\n".join(map(str, parts)).encode("utf-8", "replace")).hexdigest()[:32]
