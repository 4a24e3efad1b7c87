"""The systems that are compared: this tool, and libraries that do the same, if they are there.

A system has three steps. ``extract`` is what is timed: it takes a page and returns whatever the
library returns. ``text`` is the text in that, ``record`` everything else it says of the article.
All peers get the same decoded text, so that none loses by its guess at the encoding, and decoding
is not on their clock; this tool reads the bytes, as it does in practice.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from benchmarks.node import LIBRARIES, NodePeer, missing_packages
from benchmarks.runs import parse, runs_of
from benchmarks.sets import Page, Record, squash
from translator.article import Article
from translator.clean import clean
from translator.cli.clean import article_record
from translator.errors import TranslatorError
from translator.load import load_text

PYTHON_PEERS = "pip install -e .[bench]"
STANDARD = "trafilatura, standard"  # whose processor time is 1
_ADDRESS = "https://example.org/"  # where a library insists on one


@dataclass(frozen=True)
class Source:
    """A page of a set, and its text as it is handed to the peers."""

    page: Page
    text: str


@dataclass(frozen=True)
class System:
    """Something that finds the article in a page."""

    label: str
    extract: Callable[[Source], Any]
    text: Callable[[Any], str]
    record: Callable[[Source, Any], Record]
    clock: Callable[[], float] = time.process_time


@dataclass(frozen=True)
class Absent:
    """A peer that is not installed."""

    label: str


def decoded(page: Page) -> Source:
    """Decode a page for the peers."""
    return Source(page, load_text(page.data, name="page.html", stem="page").text.lstrip("\ufeff"))


def pasted(page: Page) -> bytes:
    """Render a page to text as a browser copies it."""
    from inscriptis import get_text
    from inscriptis.model.config import ParserConfig

    return str(get_text(decoded(page).text, ParserConfig(display_links=False))).encode()


def clean_page(data: bytes, name: str = "page.html", url: str = "") -> Article | None:
    """Clean a page or a pasted text, as ``name`` ends, with this tool; ``None``: no article."""
    try:
        return clean(load_text(data, name=name, stem="page", url=url))
    except TranslatorError:
        return None


def text_of(article: Article | None) -> str:
    """Return lead and body as they are scored."""
    return article.text if article else ""


def record_of(article: Article | None) -> Record:
    """Return the article as ``translator clean --format json`` writes it."""
    return article_record(article) if article else {}


def this_tool() -> System:
    """Return the tool itself, as installed."""
    return System(
        label=f"translator {importlib.metadata.version('article-translator')}",
        extract=lambda source: clean_page(source.page.data),
        text=text_of,
        record=lambda _, article: record_of(article),
    )


def peers(node_modules: Path) -> Iterator[System | Absent]:
    """Yield every peer in the order of the tables."""
    for label, module, package, make in _PEERS:
        if importlib.util.find_spec(module) is None:
            yield Absent(label)
            continue
        version = importlib.metadata.version(package)
        name, _, mode = label.partition(", ")
        yield make(", ".join(filter(None, [f"{name} {version}", mode])))
    for library, (label, _, _) in LIBRARIES.items():
        absent = missing_packages(library, node_modules)
        yield Absent(label) if absent else _node(library, node_modules)


def how_to_install(found: Iterable[System | Absent], node_modules: Path) -> list[str]:
    """Return a line for each way to get the peers that are absent."""
    names = [peer.label for peer in found if isinstance(peer, Absent)]
    from_node = {label: library for library, (label, _, _) in LIBRARIES.items() if label in names}
    from_python = [name for name in names if name not in from_node]
    lines = []
    if from_python:
        lines.append(f"not installed: {', '.join(from_python)}; {PYTHON_PEERS}")
    if from_node:
        packages = [missing_packages(library, node_modules) for library in from_node.values()]
        what = " ".join(dict.fromkeys(chain.from_iterable(packages)))
        how = f"npm install --prefix FOLDER {what}, then --node-modules FOLDER"
        lines.append(f"not installed: {', '.join(from_node)}; {how}")
    return lines


def _trafilatura(label: str, **options: Any) -> System:
    import trafilatura

    def record(source: Source, text: Any) -> Record:
        found: Any = trafilatura.bare_extraction(source.text, with_metadata=True, **options)
        if found is None:
            return {}
        about = found.as_dict()
        kinds = {"head": "heading", "item": "list_item", "row": "table_row", "quote": "quote"}
        blocks = [
            {
                "kind": kinds.get(element.tag, "paragraph"),
                "text": squash("".join(element.itertext())),
            }
            for element in found.body.iter("p", "head", "item", "row", "quote")
            if not any(parent.tag in kinds for parent in element.iterancestors())
        ]
        return {
            **{name: about.get(name) for name in ("title", "author", "date")},
            "text": text,
            "blocks": [block for block in blocks if block["text"]],
            "images": [{"url": about.get("image"), "caption": ""}],
        }

    return System(
        label=label,
        extract=lambda source: trafilatura.extract(source.text, **options),
        text=lambda text: text or "",
        record=record,
    )


def _readability(label: str) -> System:
    from readability import Document

    def extract(source: Source) -> tuple[str, str]:
        document = Document(source.text)
        return document.summary(), document.short_title()

    return _markup(label, extract, lambda raw: {"html": raw[0], "title": raw[1]})


def _justext(label: str) -> System:
    import justext

    words = justext.get_stoplist("German")

    def good(paragraphs: Any) -> list[Any]:
        return [paragraph for paragraph in paragraphs if not paragraph.is_boilerplate]

    def record(_: Source, paragraphs: Any) -> Record:
        kinds = {True: "heading", False: "paragraph"}
        return {"blocks": [{"kind": kinds[p.is_heading], "text": p.text} for p in good(paragraphs)]}

    return System(
        label=label,
        extract=lambda source: justext.justext(source.text, words),
        text=lambda paragraphs: "\n".join(paragraph.text for paragraph in good(paragraphs)),
        record=record,
    )


def _newspaper(label: str) -> System:
    from newspaper import Article as Newspaper

    def extract(source: Source) -> Any:
        article = Newspaper(source.page.url or _ADDRESS, language="de", fetch_images=False)
        article.download(input_html=source.text)
        article.parse()
        return article

    def record(_: Source, article: Any) -> Record:
        parts = [part for part in map(squash, str(article.text).split("\n\n")) if part]
        return {
            "blocks": [{"kind": "paragraph", "text": part} for part in parts],
            "title": article.title,
            "author": list(article.authors),
            "date": str(article.publish_date or ""),
            "images": [{"url": article.top_image, "caption": ""}],
        }

    return System(label, extract, lambda article: str(article.text), record)


def _resiliparse(label: str) -> System:
    from resiliparse.extract.html2text import extract_plain_text

    def extract(source: Source) -> str:
        return str(
            extract_plain_text(
                source.text,
                preserve_formatting="minimal_html",
                main_content=True,
                list_bullets=False,
                alt_texts=False,
                comments=False,
                post_meta=False,
            )
        )

    return _markup(label, extract, lambda raw: {"html": raw})


def _node(library: str, node_modules: Path) -> System:
    peer = NodePeer(library, node_modules)
    return _markup(
        peer.label,
        lambda source: peer.extract(source.text, source.page.url or _ADDRESS),
        lambda raw: raw,
        clock=peer.clock,
    )


def _markup(
    label: str,
    extract: Callable[[Source], Any],
    parts: Callable[[Any], Mapping[str, Any]],
    clock: Callable[[], float] = time.process_time,
) -> System:
    """Return a system that answers with HTML; ``parts`` names it ``html`` among what it knows."""

    def blocks(raw: Any) -> list[dict[str, str]]:
        tree = parse(str(parts(raw).get("html") or ""))
        found = runs_of(tree) if tree is not None else ()
        return [{"kind": run.kind, "text": run.text} for run in found]

    def record(_: Source, raw: Any) -> Record:
        known = {name: value for name, value in parts(raw).items() if name != "html"}
        found = blocks(raw)
        pictures = [known.pop("image", ""), *_pictures(str(parts(raw).get("html") or ""))]
        images = [{"url": url, "caption": ""} for url in pictures]
        captions = [block["text"] for block in found if block["kind"] == "caption"]
        body = [block for block in found if block["kind"] != "caption"]
        return {**known, "blocks": body, "captions": captions, "images": images}

    def text(raw: Any) -> str:
        return "\n".join(block["text"] for block in blocks(raw))

    return System(label, extract, text, record, clock)


def _pictures(markup: str) -> list[str]:
    tree = parse(markup)
    return [] if tree is None else [str(image.get("src") or "") for image in tree.iter("img")]


_PEERS: tuple[tuple[str, str, str, Callable[[str], System]], ...] = (
    (STANDARD, "trafilatura", "trafilatura", _trafilatura),
    (
        "trafilatura, fast",
        "trafilatura",
        "trafilatura",
        lambda label: _trafilatura(label, fast=True),
    ),
    (
        "trafilatura, precision",
        "trafilatura",
        "trafilatura",
        lambda label: _trafilatura(label, favor_precision=True),
    ),
    (
        "trafilatura, recall",
        "trafilatura",
        "trafilatura",
        lambda label: _trafilatura(label, favor_recall=True),
    ),
    ("readability-lxml", "readability", "readability-lxml", _readability),
    ("jusText", "justext", "jusText", _justext),
    ("newspaper4k", "newspaper", "newspaper4k", _newspaper),
    ("resiliparse", "resiliparse", "resiliparse", _resiliparse),
)
