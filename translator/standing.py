"""What decides whether a version has to be made again.

Two questions are kept apart. Did editors change anything: the input, a setting, a term, a
correction? And is the program or a model another one? The first calls for a new version always;
the second only where nobody has edited the version that is there.

The first is answered at two depths: by a cheap digest of everything that could matter, then,
with the article cleaned, by an exact one of what does matter to it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from enum import Enum
from itertools import islice
from pathlib import Path

from translator.article import Article, Document, ReviewState
from translator.publish.parts import parts_of
from translator.publish.place import FileState, names_beside, published_beside, state_of
from translator.records import FORMAT, Basis, Record
from translator.settings import Settings
from translator.translate.memory import Memory
from translator.translate.prepare import Prepared, Terms
from translator.translate.target import Target

# Raise it when the program makes other bytes of the same input, settings and model; never for a
# release alone. 1 was what 0.1.0 made; 2 has escapes and addresses that no site generator runs;
# 3 has links and emphases on the words of translations; 4 says how sure sentences are; 5 says on top
# what made a version, has front matter as a site generator wants it, and texts as their languages set them.
PROGRAM = 5
_MOST_BESIDE = 9  # files beside one that 0.1.0 could have piled up unseen


class Standing(Enum):
    """What has to be done about a version."""

    CURRENT = "it is what it would be"
    OLDER = "made by an older program or model, and edited by a person: it stays"
    STALE = "it has to be made"


def source_basis(document: Document, settings: Settings, edits: str = "") -> Basis:
    """Return what the source version would be made from, without cleaning: no fingerprint yet.

    ``edits`` tells what editors did to the source; where they did nothing, it is empty.
    """
    return Basis(_digest(*_given(document, settings, edits)), _digest(PROGRAM))


def target_basis(
    document: Document,
    target: Target,
    settings: Settings,
    glossary_digest: str,
    memory: Memory | None,
    edits: str = "",
) -> Basis:
    """Return what a translation would be made from, without cleaning: no fingerprint yet."""
    signature = target.route.signature if target.route else ""
    corrections = _corrections(target, memory, None)
    return Basis(
        _digest(*_given(document, settings, edits), glossary_digest, *corrections),
        _digest(PROGRAM, signature),
    )


def _given(document: Document, settings: Settings, edits: str = "") -> tuple[str, ...]:
    return document.digest, document.name, settings.signature(), *filter(None, [edits])


def source_fingerprint(article: Article) -> str:
    """Return a digest of what the published source text depends on, besides the program."""
    return _digest(repr(article))


def target_fingerprint(
    prepared: Prepared, terms: Terms, target: Target, settings: Settings, memory: Memory | None
) -> str:
    """Return a digest of what a version depends on, besides program and models.

    Of the glossary only concepts count that occur, of the corrections those of its sentences.
    """
    return _digest(
        repr(prepared.article),
        settings.decoding.told,
        *(["doubt comments"] if settings.doubt_comments else []),
        *(["consistent"] if settings.consistent else []),
        *([] if settings.publish.typography else ["no typography"]),
        terms.digest,
        *_corrections(target, memory, prepared.texts),
    )


def standing(record: Record | None, basis: Basis, settings: Settings) -> Standing:
    """Return what has to be done about a version."""
    if settings.force or record is None or not is_published(record, settings):
        return Standing.STALE
    edited = is_edited(record, settings)
    if not is_unchanged(record, basis) or not (edited or is_dressed(record, settings)):
        return Standing.STALE
    if record.basis.program == basis.program:
        return Standing.CURRENT if edited or record.format == FORMAT else Standing.STALE
    if settings.renew or not edited:
        return Standing.STALE
    # A newer program cleans and matches in its own way: until that was seen once with the same
    # inputs, a later change of the glossary could not be told from its doing.
    if not basis.fingerprint and record.judged != basis.program:
        return Standing.STALE
    return Standing.OLDER


def is_unchanged(record: Record, basis: Basis) -> bool:
    """Tell whether editors have changed nothing that matters since a version was made."""
    exact = bool(basis.fingerprint) and record.basis.fingerprint == basis.fingerprint
    return exact or record.basis.inputs == basis.inputs


def is_dressed(record: Record, settings: Settings) -> bool:
    """Tell whether the files of a version have the flavour that the settings ask for."""
    return (record.dress or Settings().publish.dress) == settings.publish.dress


def is_published(record: Record, settings: Settings) -> bool:
    """Tell whether every requested format was published, is still there and was not emptied.

    Formats that were asked for once, perhaps into another folder, need not be here.
    """
    wanted = {f".{name}" for name in settings.formats}
    names = [name for name in record.outputs if Path(name).suffix in wanted]
    missing = FileState.MISSING in _states(record, settings, names)
    return not missing and wanted <= {Path(name).suffix for name in names}


def is_edited(record: Record, settings: Settings) -> bool:
    """Tell whether somebody has changed one of the files of a version."""
    return FileState.EDITED in _states(record, settings, record.outputs)


def stands_as_reviewed(record: Record, basis: Basis, settings: Settings) -> bool:
    """Tell whether what people accepted is what the version is: editors changed nothing since."""
    if record.review is None or settings.force or not is_unchanged(record, basis):
        return False
    return record.basis.program == basis.program or not settings.renew


def review_of(record: Record, settings: Settings) -> ReviewState | None:
    """Return the state of a version that people did something about, as long as its text stands."""
    if record.review is None:
        return None
    name = next((name for name in record.outputs if name.endswith(".md")), "")
    try:
        digest = parts_of((settings.output / name).read_bytes()).digest
    except OSError:
        return record.review.state  # the formats that are there say the same
    return record.review.state if digest == record.review.digest else None


def waiting(record: Record, settings: Settings) -> tuple[str, ...]:
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


def _states(record: Record, settings: Settings, names: Iterable[str]) -> set[FileState]:
    beside = record.beside.values()
    return {state_of(settings.output / name, {record.outputs[name], *beside}) for name in names}


def adopted(
    records: Mapping[str, Record],
    bases: Mapping[str, Basis],
    document: Document,
    settings: Settings,
    taken: Collection[str],
) -> dict[str, Record]:
    """Return the records of an article, those of 0.1.0 (format 1) as ones of ours.

    Its digests mix what editors did with what the program did. Of its source version they can
    be told apart: the digest has the input, its name and the settings in it, and nothing of the
    model. Where those are what they were, nothing counts as changed: whether a term or a
    correction came in between cannot be told, and a version that somebody edited is left alone
    in doubt. All of it is older than this program, so what nobody edited is made anew.
    """
    source = records.get(settings.source)
    told = _digest("0.1.0", *_given(document, settings))
    same = source is None or source.basis.inputs == told
    found = dict(records)
    for lang, record in records.items():
        review = record.review
        if record.format == 1 or (review is not None and review.earlier):
            inputs = bases[lang].inputs if same and lang in bases else ""
            beside = _beside(record.outputs, settings.output, taken)
            review = review and replace(review, earlier=False)
            found[lang] = replace(record, basis=Basis(inputs), beside=beside, review=review)
    return found


def _beside(outputs: Collection[str], root: Path, taken: Collection[str]) -> Mapping[str, str]:
    """Return what stands beside published files; 0.1.0 did not record it."""
    names = (n for out in outputs for n in islice(names_beside(root / out, "new"), _MOST_BESIDE))
    found = (name for name in names if name.is_file() and name.as_posix() not in taken)
    return {name.relative_to(root).as_posix(): "" for name in found}


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
