"""Take concepts of another file into the glossary: known ones are updated, new ones added."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from translator.errors import GlossaryError
from translator.glossary.concept import Concept
from translator.glossary.edit import Change, changed, imported, same_file, updated
from translator.glossary.merge import differences, merged, with_pairs, without_regions
from translator.glossary.store import load_glossary, slug, unique


@dataclass(frozen=True, slots=True)
class Takeover:
    """What an import would write, one change a file, and the concepts that cannot be taken."""

    changes: tuple[Change, ...] = ()
    problems: tuple[GlossaryError, ...] = ()


def take_over(
    paths: Sequence[Path], concepts: Sequence[Concept], file: Path, *, pairs: bool
) -> Takeover:
    """Prepare one change per glossary file; nothing is written.

    ``file`` is where new concepts go. ``pairs`` says that the other file holds pairs of terms
    only: then forms are added and nothing is replaced.

    Raises:
        GlossaryError: ``file`` is there and cannot be used.
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
    fresh, problems = _without_duplicates(mine, updates, fresh)
    changes = [updated(path, some) for path, some in sorted(updates.items()) if some]
    if fresh:
        changes.append(_with_new(file, fresh, changes))
    return Takeover(tuple(changes), problems)


def add_unknown(paths: Sequence[Path], concepts: Sequence[Concept], file: Path) -> Takeover:
    """Prepare the concepts of which no source form is in the glossary; the others are left out.

    Raises:
        GlossaryError: ``file`` is there and cannot be used.
    """
    mine = load_glossary(paths).concepts
    known = {
        (lang, term.text.casefold())
        for concept in mine
        for lang, terms in concept.terms.items()
        for term in terms
    }
    fresh = []
    for concept in concepts:
        lang, terms = next(iter(concept.terms.items()))
        if not any((lang, term.text.casefold()) in known for term in terms):
            fresh.append(concept)
    fresh, problems = _without_duplicates(mine, {}, fresh)
    return Takeover((imported(file, fresh),) if fresh else (), problems)


def _without_duplicates(
    mine: Sequence[Concept],
    updates: dict[Path, list[tuple[Concept, Concept]]],
    fresh: Sequence[Concept],
) -> tuple[list[Concept], tuple[GlossaryError, ...]]:
    """Take back updates, and leave out new concepts, that loading would leave out behind another."""
    seen: dict[tuple[str, ...], Concept] = {}
    problems: list[GlossaryError] = []
    changing = {old.id for some in updates.values() for old, _ in some}
    for concept in mine:
        if concept.id not in changing:
            unique(concept, seen)
    for path, some in updates.items():
        accepted = []
        for old, new in some:
            try:
                unique(_as_written(old, new), seen)
                accepted.append((old, new))
            except GlossaryError as error:
                problems.append(error)
                with suppress(GlossaryError):  # its row stays; an update may have its term now
                    unique(old, seen)
        updates[path] = accepted
    kept = []
    for concept in fresh:
        try:
            kept.append(unique(concept, seen))
        except GlossaryError as error:
            problems.append(error)
    return kept, tuple(problems)


def _as_written(old: Concept, new: Concept) -> Concept:
    """Return an updated concept as its row will be read: an id may follow from the first term."""
    first, now = (next(iter(concept.terms.values()))[0].text for concept in (old, new))
    identifier = slug(now) if old.id == slug(first) else old.id
    return replace(new, id=identifier, path=old.path, line=old.line)


def _with_new(file: Path, fresh: Sequence[Concept], changes: list[Change]) -> Change:
    """Add new concepts, on top of an update of the same file if there is one."""
    for number, change in enumerate(changes):
        if same_file(change.path, file):
            del changes[number]
            return imported(file, fresh, base=change)
    return imported(file, fresh)
