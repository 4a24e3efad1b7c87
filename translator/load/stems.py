"""What the published versions of an input are called, without one ever taking another's place.

A stem is the path of an input without its suffixes. Two things can stand in the way: another
input with the same stem, and the names that ``publish.place`` gives to files beside an edited one
(``STEM.new.md``, ``STEM.bak.md``). An input that was published keeps its stem for good, whatever
comes or goes beside it.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath

from translator.load.sniff import ARTICLE_SUFFIXES

_FAMILY = {".htm": "html", ".xhtml": "html", ".mht": "mhtml", ".markdown": "md"}
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]+")
_BESIDE = re.compile(r"\.(?=(?:new|bak)(?:-\d+)?$)", re.IGNORECASE)


def suffix_of(name: PurePosixPath) -> str:
    """Return the suffix that says what a file holds, below a ``.gz``."""
    inner = name.with_suffix("") if name.suffix.lower() == ".gz" else name
    return inner.suffix.lower()


def stem_of(relative: PurePosixPath) -> str:
    """Return the stem that an input would have if it were alone, without control characters."""
    inner = relative.with_suffix("") if relative.suffix.lower() == ".gz" else relative
    if inner.suffix.lower() in ARTICLE_SUFFIXES:
        inner = inner.with_suffix("")
    return _BESIDE.sub("-", _UNSEEN.sub("-", inner.as_posix()))


def is_beside(stem: str) -> bool:
    """Tell whether a published file stands beside an edited one: ``kim.new``, ``kim.bak-2``."""
    return _BESIDE.search(stem) is not None


def same_place(stem: str) -> str:
    """Return a key that is equal for stems which some file system takes for the same name.

    That is: names which differ in case only, or in how letters with accents are composed.
    """
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", stem).casefold())


def assign(
    files: Sequence[tuple[Path, PurePosixPath]],
    known: Mapping[Path, str],
    taken: Iterable[str] = (),
) -> list[tuple[Path, str]]:
    """Give every file, with its path below what was searched, a stem that no other has.

    ``known`` are the stems of inputs (as absolute paths) that were published before; they stay.
    ``taken`` are further stems of published articles. Where new files would have the same stem,
    or one that is taken, each gets its kind appended (``-html``, ``-txt``, ``-md``), then a number.
    """
    # Unlike resolve(), this stops at links that go in circles.
    kept = {f: known[at] for f, _ in files if (at := Path(os.path.realpath(f))) in known}
    used = {same_place(stem) for stem in (*kept.values(), *known.values(), *taken)}
    new = [relative for file, relative in files if file not in kept]
    sharing = Counter(same_place(stem_of(relative)) for relative in new)
    result = []
    for file, relative in files:
        unique = kept.get(file)
        if unique is None:
            stem = unique = stem_of(relative)
            if sharing[same_place(stem)] > 1 or same_place(stem) in used:
                suffix = suffix_of(PurePosixPath(relative.name))
                kind = _FAMILY.get(suffix, suffix.removeprefix(".") or "txt")
                stem = unique = f"{stem}-{kind}"
            number = 2
            while same_place(unique) in used:
                unique = f"{stem}-{number}"
                number += 1
            used.add(same_place(unique))
        result.append((file, unique))
    return result
