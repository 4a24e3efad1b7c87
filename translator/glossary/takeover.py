"""Take concepts of another file into the glossary: known ones are updated, new ones added."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from translator.glossary.concept import Concept
from translator.glossary.edit import Change, changed, imported
from translator.glossary.merge import differences, merged, with_pairs, without_regions
from translator.glossary.store import load_glossary
from translator.glossary.table import change_row, read_table, render_table


def take_over(
    paths: Sequence[Path], concepts: Sequence[Concept], file: Path, *, pairs: bool
) -> tuple[Change, ...]:
    """Prepare one change per glossary file; nothing is written.

    ``file`` is where new concepts go. ``pairs`` says that the other file holds pairs of terms
    only: then forms are added and nothing is replaced.

    Raises:
        GlossaryError: the glossary is broken, or a concept that comes is.
    """
    mine = load_glossary(paths).concepts
    known = {lang for concept in mine for lang in concept.terms}
    theirs = without_regions(concepts, known)
    languages = {lang for concept in theirs for lang in concept.terms}
    fresh: list[Concept] = []
    updates: dict[Path, list[tuple[Concept, Concept]]] = {}
    for difference in differences(mine, theirs):
        old, new = difference.mine, difference.theirs
        if new is None:
            continue
        if old is None:
            fresh.append(new)
            continue
        result = with_pairs(old, new) if pairs else merged(old, new, languages)
        if changed(old, result):
            updates.setdefault(Path(old.path), []).append((old, result))
    changes = [_updated(path, some) for path, some in sorted(updates.items())]
    if fresh:
        changes.append(_with_new(paths, file, fresh, changes))
    return tuple(changes)


def add_unknown(
    paths: Sequence[Path], concepts: Sequence[Concept], file: Path
) -> tuple[Change, ...]:
    """Prepare the concepts of which no source form is in the glossary; the others are left out.

    Raises:
        GlossaryError: the glossary is broken.
    """
    known = {
        (lang, term.text.casefold())
        for concept in load_glossary(paths).concepts
        for lang, terms in concept.terms.items()
        for term in terms
    }
    fresh = []
    for concept in concepts:
        lang, terms = next(iter(concept.terms.items()))
        if not any((lang, term.text.casefold()) in known for term in terms):
            fresh.append(concept)
    return (imported(paths, file, fresh),) if fresh else ()


def _updated(path: Path, updates: Sequence[tuple[Concept, Concept]]) -> Change:
    """Change the rows of one file; rows keep their lines while cells change."""
    before = path.read_bytes()
    table = read_table(path)
    # From the end: a note of several lines must not move the rows still to be changed.
    for old, new in sorted(updates, key=lambda pair: -pair[0].line):
        cells = {column: value for column, (_, value) in changed(old, new).items()}
        table = change_row(table, old.line, cells)
    return Change(path, before, render_table(table), f"update {len(updates)} concepts")


def _with_new(
    paths: Sequence[Path], file: Path, fresh: Sequence[Concept], changes: list[Change]
) -> Change:
    """Add new concepts, on top of an update of the same file if there is one."""
    for number, change in enumerate(changes):
        if change.path == file:
            del changes[number]
            return imported(paths, file, fresh, base=change)
    return imported(paths, file, fresh)
