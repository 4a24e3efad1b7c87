"""Measure cleaning beside the libraries that do it, too: ``python -m benchmarks.cleaning``.

Prints, for this tool and for each peer that is installed, over annotated German pages:

- DE F1, NEWS F1: strings that must be in the cleaned text found, strings that must not be in it
  absent; summed over all pages, or over those of news hosts (``F1 = 2PR / (P + R)``).
- perfect: the share of news pages with nothing lost and nothing leaked.
- pasted: NEWS F1 when all that is given is the page as a browser copies it, rendered with
  inscriptis; no peer reads that.
- seconds: processor time for all pages in one process, and that over trafilatura's standard mode.

The pages belong to their publishers and are not part of the project; ``--pages`` names the archive
or a folder with its content. Without it the script says so and ends well.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.metadata
import importlib.util
import json
import re
import sys
import tarfile
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from translator.clean import clean
from translator.errors import TranslatorError
from translator.load import load_text

DEFAULT_PAGES = Path(__file__).parents[2] / "shared" / "eval" / "clean" / "pages.tar.xz"
_WARM_UP = 3  # pages read before the clock starts, so that imports and data files do not count
_SPACE = re.compile(r"\s+")
_HEAD = (
    f"{'':26}{'DE F1':>8}{'NEWS F1':>9}{'perfect':>9}{'pasted':>8}{'seconds':>9}{'relative':>10}"
)

Cleaner = Callable[[bytes], str]


@dataclass(frozen=True)
class Page:
    """A page as fetched, and the strings that its cleaned text must and must not hold."""

    data: bytes
    wanted: tuple[str, ...]
    unwanted: tuple[str, ...]


@dataclass(frozen=True)
class Corpus:
    """The annotated pages by id, the ids of those from news hosts, and a digest of it all."""

    pages: Mapping[str, Page]
    news: tuple[str, ...]
    digest: str


@dataclass(frozen=True)
class Score:
    """Precision, recall and F1 over annotated strings; the share of pages without a fault."""

    precision: float
    recall: float
    f1: float
    perfect: float


def read_corpus(path: Path) -> Corpus:
    """Read the archive ``pages.tar.xz``, or a folder it was unpacked to."""
    files = dict(read_files(path))
    truth = json.loads(files["truth.json"])
    pages = {
        name: Page(
            data=files[f"html/{entry['file']}"],
            wanted=tuple(map(squash, entry["with"] or ())),
            unwanted=tuple(map(squash, entry["without"] or ())),
        )
        for name, entry in truth.items()
    }
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(name.encode() + b"\0" + files[name])
    news = tuple(json.loads(files["subsets.json"])["de-news"])
    return Corpus(pages, news, digest.hexdigest()[:16])


def read_files(path: Path) -> Iterable[tuple[str, bytes]]:
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


def score(corpus: Corpus, texts: Mapping[str, str], ids: Iterable[str]) -> Score:
    """Compare cleaned texts with the annotations of the pages ``ids``; a missing text is empty."""
    found = lost = leaked = perfect = count = 0
    for name in ids:
        page, text = corpus.pages[name], squash(texts.get(name, ""))
        missing = sum(string not in text for string in page.wanted)
        extra = sum(string in text for string in page.unwanted)
        found += len(page.wanted) - missing
        lost, leaked = lost + missing, leaked + extra
        perfect += not missing and not extra
        count += 1
    precision = found / (found + leaked) if found + leaked else 0.0
    recall = found / (found + lost) if found + lost else 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return Score(precision, recall, f1, perfect / max(1, count))


def clean_page(data: bytes) -> str:
    """Clean a saved page with this tool."""
    return _clean(data, "page.html")


def clean_pasted(data: bytes) -> str:
    """Render a page to text as a browser copies it, and clean that text alone with this tool."""
    from inscriptis import get_text
    from inscriptis.model.config import ParserConfig

    page = load_text(data, name="page.html", stem="page").text
    return _clean(get_text(page, ParserConfig(display_links=False)).encode(), "page.txt")


def _clean(data: bytes, name: str) -> str:
    try:
        return clean(load_text(data, name=name, stem="page")).text
    except TranslatorError:
        return ""


def _trafilatura(**options: Any) -> Cleaner:
    import trafilatura

    return lambda data: trafilatura.extract(data, **options) or ""


def _magic_html() -> Cleaner:
    from magic_html import GeneralExtractor

    extractor = GeneralExtractor()
    return lambda data: _text(
        str(extractor.extract(_decode(data), base_url="https://example.org/").get("html", ""))
    )


def _readability() -> Cleaner:
    from readability import Document

    return lambda data: _text(Document(_decode(data)).summary())


def _justext() -> Cleaner:
    import justext

    words = justext.get_stoplist("German")
    return lambda data: "\n".join(
        paragraph.text for paragraph in justext.justext(data, words) if not paragraph.is_boilerplate
    )


def _newspaper() -> Cleaner:
    from newspaper import Article

    def run(data: bytes) -> str:
        article = Article("https://example.org/", language="de", fetch_images=False)
        article.download(input_html=_decode(data))
        article.parse()
        return str(article.text)

    return run


def _decode(data: bytes) -> str:
    """Decode for peers that take text, so that none loses by its guess at the encoding."""
    return load_text(data, name="page.html", stem="page").text


def _text(markup: str) -> str:
    from lxml import html

    return " ".join(html.fromstring(markup).itertext()) if markup.strip() else ""


PEERS: tuple[tuple[str, str, str, Callable[[], Cleaner]], ...] = (
    ("trafilatura", "trafilatura", "trafilatura", _trafilatura),
    (
        "trafilatura, precision",
        "trafilatura",
        "trafilatura",
        lambda: _trafilatura(favor_precision=True),
    ),
    ("magic-html", "magic_html", "magic-html", _magic_html),
    ("readability-lxml", "readability", "readability-lxml", _readability),
    ("justext", "justext", "jusText", _justext),
    ("newspaper4k", "newspaper", "newspaper4k", _newspaper),
)


def run_all(
    corpus: Corpus, cleaner: Cleaner, ids: Iterable[str], beside: Cleaner | None = None
) -> tuple[dict[str, str], float, float]:
    """Return the cleaned texts, the processor seconds they took, and those of ``beside``.

    ``beside`` reads each page right before, so that both run under the same load.
    """
    for page in list(corpus.pages.values())[:_WARM_UP]:
        _safely(cleaner, page.data)
    texts: dict[str, str] = {}
    seconds = reference = 0.0
    for name in ids:
        data = corpus.pages[name].data
        started = time.process_time()
        if beside:
            _safely(beside, data)
        between = time.process_time()
        texts[name] = _safely(cleaner, data)
        reference += between - started
        seconds += time.process_time() - between
    return texts, seconds, reference


def _safely(cleaner: Cleaner, data: bytes) -> str:
    """Return the cleaned text; a page that a library fails on counts as empty."""
    try:
        return cleaner(data)
    except Exception:  # noqa: BLE001 - a peer's crash is its result
        return ""


def _report(corpus: Corpus, *, peers: bool) -> None:
    """Print the table."""
    news = corpus.news
    print(f"{len(corpus.pages)} pages, {len(news)} from news hosts, corpus {corpus.digest}")
    print(_HEAD)
    pasted = "-"
    if importlib.util.find_spec("inscriptis"):
        texts, _, _ = run_all(corpus, clean_pasted, news)
        pasted = f"{score(corpus, texts, news).f1:.3f}"
    own = importlib.metadata.version("article-translator")
    _row(corpus, f"translator {own}", clean_page, pasted)
    for label, module, package, make in PEERS if peers else ():
        if importlib.util.find_spec(module) is None:
            print(f"{label:26}not installed")
            continue
        name = label.replace(package.lower(), f"{package} {importlib.metadata.version(package)}", 1)
        _row(corpus, name, make(), "-")


def _row(corpus: Corpus, label: str, cleaner: Cleaner, pasted: str) -> None:
    """Measure one system and print its line."""
    texts, seconds, standard = run_all(corpus, cleaner, corpus.pages, _trafilatura())
    whole, news = score(corpus, texts, corpus.pages), score(corpus, texts, corpus.news)
    print(
        f"{label[:25]:26}{whole.f1:8.3f}{news.f1:9.3f}{news.perfect:9.3f}{pasted:>8}"
        f"{seconds:9.1f}{seconds / standard:10.2f}",
        flush=True,
    )


def main(arguments: list[str] | None = None) -> int:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--pages", type=Path, default=DEFAULT_PAGES)
    parser.add_argument("--no-peers", action="store_true", help="this tool only")
    given = parser.parse_args(arguments)
    if not given.pages.exists():
        print(f"no annotated pages at {given.pages}; name them with --pages", file=sys.stderr)
        return 0
    _report(read_corpus(given.pages), peers=not given.no_peers)
    return 0


if __name__ == "__main__":
    sys.exit(main())
