"""Which files are articles, and what their published versions are called."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from translator.errors import LoadError, UsageError
from translator.load.sniff import ARTICLE_SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_FAMILY = {".htm": "html", ".xhtml": "html", ".markdown": "md"}


def discover(paths: Sequence[Path], root: Path | None = None) -> list[tuple[Path, str]]:
    """Return the articles below ``paths`` with the stem of their published version.

    A file that is named alone and lies below ``root`` has the stem that it would have if ``root``
    were searched, so that it is published to the same place either way.

    A directory is searched for .html, .htm, .xhtml, .txt, .md and .markdown files and their .gz,
    hidden files left out; a file is taken as it is. Stems are unique: where two files would have
    the same one, each gets its kind appended (``-html``, ``-txt``, ``-md``), then a number.
    The order is that of ``paths``, and by name within a directory.

    Raises:
        UsageError: a path does not exist.
        LoadError: a directory holds no article.
    """
    found: dict[Path, PurePosixPath] = {}
    seen: set[Path] = set()
    if root and any(_is_below(path, root) for path in paths):
        published = {file.resolve(): stem for file, stem in discover([root])}
        named = discover(paths)
        return [(file, published.get(file.resolve(), stem)) for file, stem in named]
    for path in paths:
        for file, relative in _articles(path):
            if file.resolve() not in seen:
                seen.add(file.resolve())
                found[file] = relative
    return _with_unique_stems(list(found.items()))


def _is_below(path: Path, root: Path) -> bool:
    return path.resolve() != root.resolve() and path.resolve().is_relative_to(root.resolve())


def _articles(path: Path) -> Iterator[tuple[Path, PurePosixPath]]:
    """Yield the articles of one argument with their path below it."""
    if path.is_dir():
        files = sorted(
            (file for file in path.rglob("*") if _is_article(file.relative_to(path), file)),
            key=lambda file: file.relative_to(path).as_posix(),
        )
        if not files:
            raise LoadError(
                "holds no articles",
                path=path,
                hint="put .html, .txt or .md files there, or name another directory",
            )
        for file in files:
            yield file, PurePosixPath(file.relative_to(path).as_posix())
    elif path.exists():
        yield path, PurePosixPath(path.name)
    else:
        raise UsageError("no such file or directory", path=path, hint="check the path")


def _is_article(relative: Path, file: Path) -> bool:
    if any(part.startswith(".") for part in relative.parts):
        return False
    return _suffix(PurePosixPath(relative.name)) in ARTICLE_SUFFIXES and file.is_file()


def _suffix(name: PurePosixPath) -> str:
    """Return the suffix that says what the file holds, below a ``.gz``."""
    inner = name.with_suffix("") if name.suffix.lower() == ".gz" else name
    return inner.suffix.lower()


def _stem(relative: PurePosixPath) -> str:
    inner = relative.with_suffix("") if relative.suffix.lower() == ".gz" else relative
    if inner.suffix.lower() in ARTICLE_SUFFIXES:
        inner = inner.with_suffix("")
    return inner.as_posix()


def _with_unique_stems(files: list[tuple[Path, PurePosixPath]]) -> list[tuple[Path, str]]:
    """Give every file a stem that no other has, also where the file system ignores case."""
    sharing: dict[str, int] = defaultdict(int)
    for _, relative in files:
        sharing[_stem(relative).casefold()] += 1
    taken: set[str] = set()
    result = []
    for file, relative in files:
        stem = _stem(relative)
        if sharing[stem.casefold()] > 1:
            suffix = _suffix(PurePosixPath(relative.name))
            stem = f"{stem}-{_FAMILY.get(suffix, suffix.removeprefix('.') or 'txt')}"
        number, unique = 2, stem
        while unique.casefold() in taken:
            unique = f"{stem}-{number}"
            number += 1
        taken.add(unique.casefold())
        result.append((file, unique))
    return result
