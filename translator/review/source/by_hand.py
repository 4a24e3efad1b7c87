"""The published source version that somebody edited in the file: what was done there is taken over."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from translator.article import Article, Block
from translator.publish.parts import parts_of
from translator.publish.place import FileState, state_of
from translator.publish.read import parse_body
from translator.publish.version import edited_source
from translator.records import Record, Records
from translator.review.source.apply import applied, joined
from translator.review.source.edits import (
    SourceEdit,
    edits_between,
    headline,
    read_back,
    text_of,
)
from translator.review.source.store import SourceEdits
from translator.seal import draft_of, is_sealed, normal, seal_of
from translator.settings import Settings

_ABOUT_THE_FILE = frozenset({"title", "lead", "generator", "content-digest", "draft-digest"})


def untaken(
    stem: str, record: Record | None, edits: SourceEdits, settings: Settings
) -> bytes | None:
    """Return the published source version if somebody has edited it and it was not taken over yet.

    Raises:
        PublishError: it cannot be read.
    """
    relative = f"{settings.source}/{stem}.md"
    path = settings.output / relative
    if settings.force:
        return None
    if record is None:
        return _with_lost_record(path, edits)
    written = {record.outputs.get(relative), *record.beside.values()}
    if relative not in record.outputs or state_of(path, written) is not FileState.EDITED:
        return None
    data = path.read_bytes()
    return None if _decoded(data) == edits.taken else data


def _with_lost_record(path: Path, edits: SourceEdits) -> bytes | None:
    """Return a published source version that says that people had a hand in it, and nobody knows how."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    return data if not edits.edits and is_sealed(data) and draft_of(data) else None


def taken_over(
    base: Article, edits: SourceEdits, stem: str, data: bytes, settings: Settings
) -> SourceEdits:
    """Return the edits of an article with those that somebody made in its published source version.

    ``base`` is the article as it was cleaned. What was taken over from the file before, or what it
    was made from, tells what was done in it.
    """
    made = _done_in_file(base, edits, stem, data, settings)
    kept = joined(base, edits, made, settings.source)
    return replace(kept, taken=_decoded(data))


def _done_in_file(
    base: Article, edits: SourceEdits, stem: str, data: bytes, settings: Settings
) -> tuple[SourceEdit, ...]:
    """Return what was done in a file since it was taken over, or else since we wrote it."""
    lang = settings.source
    taken = edits.taken.encode()
    if taken and seal_of(taken) == seal_of(data):
        return edits_between(_text_in(taken), (), _with_title(data, taken), lang)
    record = Records(settings.state).made_from(lang, stem, data)
    if record is None:
        return _recovered(base, data, lang)
    article = record.article
    written = article.render("md")
    return edits_between(
        text_of(article),
        article.removed,
        _with_title(data, written),
        lang,
        read=_text_in(written),
    )


def _recovered(base: Article, data: bytes, lang: str) -> tuple[SourceEdit, ...]:
    """Return what people did in a file whose records are lost, if it was made from this very article."""
    found = edits_between(text_of(base), base.removed, _text_in(data), lang, read=read_back(base))
    made = edited_source(applied(base, found, lang).article)
    return found if made == draft_of(data) else ()


def _with_title(data: bytes, before: bytes) -> tuple[Block, ...]:
    """Return the text in a file; its headline may have been corrected in the front matter only."""
    first, *others = _text_in(data)
    said, was = (str(parts_of(one).values.get("title", "")) for one in (data, before))
    if said and said != was and first == _text_in(before)[0]:
        first = headline(said)
    return (first, *others)


def _decoded(data: bytes) -> str:
    return normal(data).decode("utf-8", "replace")


def _text_in(data: bytes) -> tuple[Block, ...]:
    """Return the blocks of a published file, its headline first."""
    title, blocks = parse_body(parts_of(data).body)
    return (headline(title), *blocks)


def says_the_same(data: bytes, rendered: bytes) -> bool:
    """Tell whether a published file has the text that it would be written with."""
    return _text_in(data) == _text_in(rendered)


def is_all_ours(data: bytes, rendered: bytes) -> bool:
    """Tell whether nobody has put anything of their own beside that text: keys, comments, HTML."""
    theirs, mine = (
        {k: v for k, v in parts_of(one).values.items() if k not in _ABOUT_THE_FILE}
        for one in (data, rendered)
    )
    words, ours = (sorted(parts_of(one).body.split()) for one in (data, rendered))
    return (theirs, words) == (mine, ours)
