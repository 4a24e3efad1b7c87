"""The annotated pages that stand beside the repository, and how what was made of them is scored.

Below the folder of sets each set is a folder with ``pages.tar.xz``, or with what was in it
(``truth.json`` and ``html/``). They belong to their publishers and are no part of the project:

- a set of *strings* (``clean``, ``clean2``): strings that must and must not be in the cleaned text,
  about three of each a page; ``subsets.json`` names the pages of news hosts. DE F1 and NEWS F1 are
  summed over all pages or those of news (``F1 = 2PR / (P + R)``); *perfect* is the share of pages
  with nothing lost and nothing leaked.
- the *frozen* set: pages and pasted texts of our own invention in ``tests/clean/frozen``, in every
  clone; a set of strings that also says title, author, date and lead.
- a set of *articles* (``news``): the whole truth of prose, lead, people, date and pictures. Its own
  ``score.py`` beside the pages is loaded; the definitions are in its docstring.

Halves are told by the SHA-256 of a page's id, as the sets' own scorers tell them.
"""

from __future__ import annotations

import functools
import hashlib
import importlib.util
import json
import re
import tarfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

DEFAULT_SETS = Path(__file__).parents[2] / "shared" / "eval"
STRING_SETS = ("clean", "clean2")
ARTICLE_SET = "news"
FROZEN = Path(__file__).parents[1] / "tests" / "clean" / "frozen"
HALVES = {"ab": "whole set", "a": "half a", "b": "half b"}

Record = Mapping[str, Any]  # what a system says of a page: text, blocks, title, author, date, …

_SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class Page:
    """A page as fetched, its address, and the strings its text must and must not hold.

    The suffix of ``file`` says what it is: a page, or a pasted text.
    """

    data: bytes
    wanted: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()
    url: str = ""
    file: str = "page.html"


@dataclass(frozen=True)
class Corpus:
    """The annotated pages by id, the ids of those from news hosts, and a digest of it all.

    ``truth`` is what the set says of each page; ``articles`` tells a set of articles from one of
    strings.
    """

    pages: Mapping[str, Page]
    news: tuple[str, ...]
    digest: str
    truth: Mapping[str, Any] = field(default_factory=dict)
    articles: bool = False
    path: Path = DEFAULT_SETS

    def ids(self, half: str = "ab") -> list[str]:
        """Return the ids of the whole set or of one half."""
        return [name for name in self.pages if half_of(name) in half]


@dataclass(frozen=True)
class Score:
    """Precision, recall and F1 over annotated strings; the share of pages without a fault."""

    precision: float
    recall: float
    f1: float
    perfect: float


def half_of(name: str) -> str:
    """Return the half, ``a`` or ``b``, that the page with this id belongs to."""
    return "ab"[int(hashlib.sha256(name.encode()).hexdigest(), 16) % 2]


def find_set(folder: Path, name: str) -> Path | None:
    """Return the archive or the unpacked folder of a set, or ``None``."""
    archive = folder / name / "pages.tar.xz"
    if archive.is_file():
        return archive
    return folder / name if (folder / name / "truth.json").is_file() else None


def read_corpus(path: Path) -> Corpus:
    """Read the archive ``pages.tar.xz``, or a folder it was unpacked to."""
    files = dict(read_files(path))
    truth: dict[str, Any] = json.loads(files["truth.json"])
    pages = {
        name: Page(
            data=files[f"html/{entry['file']}"],
            wanted=tuple(map(squash, entry.get("with") or ())),
            unwanted=tuple(map(squash, entry.get("without") or ())),
            url=entry.get("url") or "",
            file=entry["file"],
        )
        for name, entry in truth.items()
    }
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(name.encode() + b"\0" + files[name])
    strings = "subsets.json" in files
    news = json.loads(files["subsets.json"])["de-news"] if strings else pages
    return Corpus(pages, tuple(news), digest.hexdigest()[:16], truth, not strings, path)


def read_files(path: Path) -> Iterator[tuple[str, bytes]]:
    """Yield names and bytes of the files of an archive of pages, or of a folder it was unpacked to."""
    if path.is_dir():
        for file in sorted(path.glob("*.json")) + sorted(path.glob("html/*")):
            yield file.relative_to(path).as_posix(), file.read_bytes()
        return
    with tarfile.open(path) as archive:
        for member in archive:
            content = archive.extractfile(member) if member.isfile() else None
            name = member.name.removeprefix("./")
            if content is not None and (name.endswith(".json") or name.startswith("html/")):
                yield name, content.read()


def squash(text: str) -> str:
    """Return ``text`` with single spaces, trimmed, as strings are compared."""
    return _SPACE.sub(" ", text).strip()


def faults(page: Page, text: str) -> tuple[list[str], list[str]]:
    """Return the strings that are lost from a cleaned text, and those that leaked into it."""
    said = squash(text)
    lost = [string for string in page.wanted if string not in said]
    return lost, [string for string in page.unwanted if string in said]


def score(corpus: Corpus, texts: Mapping[str, str], ids: Iterable[str]) -> Score:
    """Compare cleaned texts with the annotations of the pages ``ids``; a missing text is empty."""
    found = missing = extra = perfect = count = 0
    for name in ids:
        page = corpus.pages[name]
        lost, leaked = faults(page, texts.get(name, ""))
        found += len(page.wanted) - len(lost)
        missing, extra = missing + len(lost), extra + len(leaked)
        perfect += not lost and not leaked
        count += 1
    precision = found / (found + extra) if found + extra else 0.0
    recall = found / (found + missing) if found + missing else 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return Score(precision, recall, f1, perfect / max(1, count))


def score_articles(
    corpus: Corpus, records: Mapping[str, Record], ids: Iterable[str]
) -> dict[str, float]:
    """Return the figures of the scorer that stands beside a set of articles.

    Raises:
        FileNotFoundError: there is no ``score.py`` beside the pages.
    """
    place = corpus.path if corpus.path.is_dir() else corpus.path.parent
    truth = {name: corpus.truth[name] for name in ids}
    with TemporaryDirectory() as scratch:
        folder = corpus.path
        if not folder.is_dir():  # the scorer reads the pages again, from files
            folder = Path(scratch)
            (folder / "html").mkdir()
            for name, entry in truth.items():
                (folder / "html" / entry["file"]).write_bytes(corpus.pages[name].data)
        figures, _ = _scorer(place / "score.py").score(dict(records), truth, folder)
    return {name: float(value) for name, value in figures.items() if name != "pages"}


@functools.cache
def _scorer(file: Path) -> Any:
    """Load a set's own scorer from beside its pages."""
    if not file.is_file():
        raise FileNotFoundError(f"no scorer beside the pages: {file}")
    spec = importlib.util.spec_from_file_location(f"scorer_of_{file.parent.name}", file)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(f"not a Python file: {file}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
