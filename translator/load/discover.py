"""Which files are articles, and what their published versions are called.

Everything in an input folder is accounted for: articles are taken; documents in formats that are
not read (PDF, Word …) are taken too, so that ``load`` says of each what to do; the folder a browser
saves beside a page belongs to that page; and the rest is ``overlooked``, to be named once.
"""

from __future__ import annotations

import os
import re
import unicodedata
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from translator.errors import LoadError, UsageError
from translator.load.sniff import ARTICLE_SUFFIXES, DOCUMENT_SUFFIXES
from translator.load.stems import assign, suffix_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

_PAGES = {".html", ".htm", ".xhtml"}
# What browsers and Windows append to the name of a saved page for the folder with its pictures and
# scripts, by the language they are in: Windows keeps such a folder and its page together by this
# list ("connected files", https://learn.microsoft.com/windows/win32/shell/manage).
COMPANION = re.compile(
    r"(?P<page>.+)(?:[_.]files?|[-_ ]dateien|_fichiers|_bestanden|_archivos|[-_]filer|_tiedostot"
    r"|_pliki|_soubory|_elemei|_ficheiros|_arquivos|_dosyalar|_datoteke|_fitxers|_failid|_fails"
    r"|_bylos|_fajlovi|_fitxategiak|_fi[sș]iere|_f[aá]jlok)",
    re.IGNORECASE,
)
_TAKEN = {*ARTICLE_SUFFIXES, *DOCUMENT_SUFFIXES}
_ADDRESS = re.compile(r"(https?:|ftp:|file:)//?", re.IGNORECASE)
_LITTER = {"thumbs.db", "desktop.ini"}  # what systems leave in folders; hidden files count as well


def discover(
    paths: Sequence[Path],
    root: Path | None = None,
    known: Mapping[Path, str] | None = None,
    taken: Iterable[str] = (),
) -> list[tuple[Path, str]]:
    """Return the articles below ``paths`` with the stem of their published version.

    A file that is named alone and lies below ``root`` has the stem that it would have if ``root``
    were searched, so that it is published to the same place either way.

    A directory is searched for files with the suffixes of articles and their .gz, and for documents
    that ``load`` will refuse with advice; hidden files and the folders that browsers save beside
    pages are left out. A file is taken as it is. Stems are unique; ``known`` and ``taken`` say
    which are in use already (see ``stems.assign``).
    The order is that of ``paths``, and by name within a directory.

    Raises:
        UsageError: a path does not exist.
        LoadError: a directory holds no article.
    """
    found: dict[Path, PurePosixPath] = {}
    seen: set[Path] = set()
    if root and any(_is_below(path, root) for path in paths):
        published = {_real(file): stem for file, stem in discover([root], known=known, taken=taken)}
        named = discover(paths, known=known, taken=taken)
        return [(file, published.get(_real(file), stem)) for file, stem in named]
    for path in paths:
        for file, relative in _articles(path):
            if _real(file) not in seen:
                seen.add(_real(file))
                found[file] = relative
    return assign(list(found.items()), known or {}, taken)


def _is_below(path: Path, root: Path) -> bool:
    return _real(path) != _real(root) and _real(path).is_relative_to(_real(root))


def _real(path: Path) -> Path:
    """Return where a path leads; unlike ``resolve``, this stops at links that go in circles."""
    return Path(os.path.realpath(path))


def overlooked(paths: Sequence[Path]) -> tuple[Path, ...]:
    """Return the files below the directories in ``paths`` that are nothing an article could be in."""
    return tuple(
        file
        for path in paths
        if path.is_dir()
        for file in _files(path)
        if suffix_of(PurePosixPath(file.name)) not in _TAKEN and file.name.lower() not in _LITTER
    )


def _articles(path: Path) -> Iterator[tuple[Path, PurePosixPath]]:
    """Yield the articles of one argument with their path below it."""
    if path.is_dir():
        there = _files(path)
        files = [file for file in there if suffix_of(PurePosixPath(file.name)) in _TAKEN]
        if not files:
            raise LoadError(
                "holds no articles" if there else "holds no articles: the folder is empty",
                path=path,
                hint="put .html, .txt or .md files there, or name another directory",
            )
        for file in files:
            yield file, PurePosixPath(file.relative_to(path).as_posix())
    elif path.exists():
        yield path, PurePosixPath(path.name)
    elif _ADDRESS.match(path.as_posix()):
        raise UsageError(
            "is an address, and nothing is fetched from the network",
            path=_ADDRESS.sub(r"\1//", path.as_posix()),  # a path has lost one of its slashes
            hint="save the page in your browser and give the file",
        )
    else:
        raise UsageError("no such file or directory", path=path, hint="check the path")


def _files(folder: Path) -> list[Path]:
    """Return the files below a folder by name, without hidden ones and pages' companions."""
    found: list[Path] = []
    for parent, folders, names in os.walk(folder):
        pages = {
            _plain(PurePosixPath(name).stem)
            for name in names
            if PurePosixPath(name).suffix.lower() in _PAGES
        }
        folders[:] = [name for name in folders if not _is_left_out(name, pages)]
        found += [Path(parent, name) for name in names if not name.startswith(".")]
    files = (file for file in found if file.is_file())
    return sorted(files, key=lambda file: file.relative_to(folder).as_posix())


def _is_left_out(folder: str, pages: Collection[str]) -> bool:
    """Say whether a folder is hidden, or holds what belongs to one of the pages beside it."""
    companion = COMPANION.fullmatch(folder)
    return folder.startswith(".") or (companion is not None and _plain(companion["page"]) in pages)


def _plain(name: str) -> str:
    """Return a name as file systems that ignore case and spelling of umlauts compare it."""
    return unicodedata.normalize("NFC", name).casefold()
