"""Measure how CPU time grows with the size of hostile text: ``python -m benchmarks.linear``.

Every stage gets every kind of text at 10,000 and at 100,000 characters, each in a process of its
own with warm dictionaries, so a stage that hangs costs its limit and not the benchmark. Linear
work takes ten times as long; a cell that grows more than ``ALLOWED``-fold, runs into a limit or
raises what is not one of our errors is printed with a mark, and the exit code is 1. ``--stage``
and ``--kind`` choose; ``--all`` prints every cell, not only the slowest of each stage.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import pickle
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from translator.article import (
    Article,
    Block,
    BlockKind,
    Metadata,
    Origin,
    Route,
    Segment,
    TranslatedBlock,
    Translation,
)
from translator.check import run_checks
from translator.clean import clean
from translator.engines.fake import FakeEngine
from translator.errors import TranslatorError
from translator.glossary import load_glossary
from translator.glossary.concept import Glossary
from translator.glossary.matcher import Matcher
from translator.language.sentences import segment
from translator.load import load_text
from translator.markup.notices import without_notice
from translator.publish import render
from translator.publish.read import parse_body
from translator.publish.typeset import typeset
from translator.publish.version import target_version
from translator.review.learn import lesson
from translator.translate.align import align
from translator.translate.hops import build_hops, translate_sentences
from translator.translate.ladder import keep

SMALL, LARGE = 10_000, 100_000  # characters
ALLOWED = 14.0  # times the CPU seconds for ten times the text
_NOISE = 0.02  # CPU seconds; below it a ratio says nothing
_SECONDS, _BYTES = 20, 6 << 30  # a cell that needs more is stopped
_AGAIN = 3  # measurements of a row that seems to grow too fast
_SHOWN = 3  # slowest kinds of a stage that are printed without --all

Stage = Callable[[str], object]


def _repeat(unit: str) -> Callable[[int], str]:
    """Return whole units: a cut one could change what kind of text it is."""
    return lambda size: unit * (size // len(unit))


def _nested(start: str, end: str) -> Callable[[int], str]:
    """Return elements inside each other, as many as fit."""
    return lambda size: start * (depth := size // len(start + end)) + "Text" + end * depth


def _inside(start: str, unit: str, end: str) -> Callable[[int], str]:
    """Return a page fragment that repeats ``unit`` between a start and an end."""
    return lambda size: start + _repeat(unit)(size) + end


def _numbered(start: str, unit: str, end: str) -> Callable[[int], str]:
    """Return a page fragment that repeats ``unit`` with a number in it, so that no two are the same."""
    return lambda size: (
        start + "".join(unit.replace("{}", str(n)) for n in range(size // len(unit))) + end
    )


TEXTS: Mapping[str, Callable[[int], str]] = {
    "one letter": _repeat("a"),
    "one umlaut": _repeat("ä"),
    "one capital": _repeat("A"),
    "one digit": _repeat("7"),
    "one long compound": _repeat("bundesverkehrs"),
    "hyphens": _repeat("a-"),
    "compound with hyphens": _repeat("Daten-Profil-"),
    "spaces": lambda size: "Ein Satz" + " " * size + "endet.",
    "no-break spaces": lambda size: "Ein Satz" + "\u00a0" * size + "endet.",
    "tabs": _repeat("a\t"),
    "empty lines": lambda size: "Ein Satz." + "\n" * size + "Noch einer.",
    "lines of one word": _repeat("Wort\n"),
    "short lines": _repeat("Ein Satz steht hier.\n"),
    "paragraphs": _repeat("Die Regierung hat am Dienstag ein Gesetz beschlossen.\n\n"),
    "one long line": _repeat("und die Regierung hat das Gesetz beschlossen "),
    "full stops": _repeat("."),
    "spaced full stops": _repeat(". "),
    "brackets": _repeat("("),
    "square brackets": _repeat("["),
    "links half written": _repeat("[a]("),
    "braces": _repeat("{{"),
    "quotation marks": _repeat('"'),
    "low quotation marks": _repeat("„"),
    "dashes": _repeat("– "),
    "asterisks": _repeat("*"),
    "asterisks and letters": _repeat("*a "),
    "underscores": _repeat("_a_"),
    "backticks": _repeat("` "),
    "backslashes": _repeat("\\"),
    "ampersands": _repeat("&amp"),
    "less than": _repeat("<"),
    "open tags": _repeat("<b>"),
    "comments": _repeat("<!--"),
    "pipes": _repeat("|"),
    "table": _repeat("| a | b |\n"),
    "quotes": lambda size: ">" * size + " Text",
    "list": _repeat("- a\n"),
    "nested list": lambda size: "".join(f"{'  ' * i}- a\n" for i in range(int(size**0.5))),
    "numbered list": _repeat("1. Punkt\n"),
    "ordinals": _repeat("3. Oktober "),
    "headings": _repeat("# a\n"),
    "setext headings": _repeat("a\n=\n"),
    "front matter without end": lambda size: "---\n" + _repeat("a: b\n")(size),
    "front matter, nested": lambda size: f"---\na: {'[' * size}\n---\n\nText\n",
    "front matter, list": lambda size: "---\n" + _repeat("- a\n")(size) + "---\nText\n",
    "front matter, indented": lambda size: "---\na:\n" + _repeat("   b\n")(size),
    "times": _repeat("12 Uhr "),
    "clock times": _repeat("12.30 Uhr bis "),
    "dates": _repeat("5. April 2024, "),
    "numeric dates": _repeat("1.2.2024 "),
    "grouped digits": _repeat("1.000."),
    "decimals": _repeat("1,5 "),
    "minus signs": _repeat("-1 "),
    "number words": _repeat("zweiundvierzig "),
    "one number word": _repeat("hundert"),
    "per cent": _repeat("5 % "),
    "amounts": _repeat("3,5 Milliarden Euro "),
    "capitalised words": _repeat("Anna Beispiel "),
    "names among English": _repeat("Anna after the Sun "),
    "cities": _repeat("Berlin/Hamburg/"),
    "cities with commas": _repeat("Berlin, Hamburg, "),
    "byline": lambda size: "Von " + _repeat("Anna Beispiel und ")(size),
    "byline in capitals": lambda size: "VON " + _repeat("ANNA BEISPIEL, ")(size),
    "initials": _repeat("A. B. "),
    "acronyms": _repeat("EU USA NATO "),
    "abbreviations": _repeat("d. h. z. B. "),
    "a term": _repeat("Bundeskanzler "),
    "a term of several words": _repeat("Vereinte Nationen "),
    "a term in capitals": _repeat("BUNDESKANZLER "),
    "parts of a term": _repeat("Vereinte "),
    "shared compounds": _repeat("Ein- und "),
    "addresses": _repeat("www.beispiel.de/a "),
    "half an address": _repeat("http://a."),
    "one long address": lambda size: "https://beispiel.de/" + "a/" * (size // 2),
    "mail addresses": _repeat("a.b@c."),
    "at signs": _repeat("@"),
    "placeholders": _repeat("{name} %1$s "),
    "hash tags": _repeat("#wort "),
    "emoji": _repeat("\U0001f600"),
    "joined emoji": _repeat("\U0001f469\u200d"),
    "combining marks": lambda size: "a" + "\u0301" * size,
    "zero width": _repeat("\u200b"),
    "private use": _repeat("\ue000"),
    "soft hyphens": _repeat("a\u00ad"),
    "captions": _repeat("Foto: dpa "),
    "credits": _repeat("(Foto: "),
    "sources": _repeat("Quelle link\n"),
    "counters": _repeat("17\n"),
    "read more": _repeat("Lesen Sie auch: Ein Titel\n"),
    "Japanese": _repeat("日本語"),
    "Arabic": _repeat("العربية "),
    "control characters": _repeat("\x1b[31m"),
}
_SAID = "Nummer {} sagte, dass der Rat heute nicht mehr zu den anderen {} gehören will."
_PAGE = "<html><body><article><h1>Ein Titel</h1><p>"
PAGES: Mapping[str, Callable[[int], str]] = {
    "inline elements": _inside(_PAGE, "<b>x</b> ", "</p></article>"),
    "links": _inside(_PAGE, '<a href="/a">Wort</a> ', "</p></article>"),
    "spans with classes": _inside(_PAGE, '<span class="teaser">ja</span> ', "</p></article>"),
    "line breaks": _inside(_PAGE, "ja<br>", "</p></article>"),
    "paragraphs": _inside(_PAGE, "<p>Ein Satz steht hier.</p>", "</article>"),
    "list items": _inside(_PAGE + "</p><ul>", "<li>Ein Punkt</li>", "</ul></article>"),
    "table rows": _inside(_PAGE + "</p><table>", "<tr><td>a<td>b</tr>", "</table></article>"),
    "cells over many rows": _inside(
        _PAGE + "</p><table>", "<tr><td rowspan=65534 colspan=999>a<td>b</tr>", "</table></article>"
    ),
    "table cells": _inside(_PAGE + "</p><table><tr>", "<td>a</td>", "</tr></table></article>"),
    "pictures": _inside(_PAGE, '<img src="a.jpg" alt="ja">', "</p></article>"),
    "figures": _inside(
        _PAGE, "<figure><img src=a.jpg><figcaption>Bild</figcaption></figure>", "</article>"
    ),
    "pictures of one figure": _inside(
        _PAGE + "Ein Satz steht hier, und er ist lang genug für einen Absatz.</p><figure>",
        "<div><img src=a.jpg><p class=caption>Bild im Hafen</p></div>",
        "</figure><p>Noch ein Satz steht hier, und auch er ist lang genug.</article>",
    ),
    "a caption of many parts": _inside(
        _PAGE + "Ein Satz steht hier, und er ist lang genug für einen Absatz.</p><figure>"
        "<img src=a.jpg><figcaption>",
        "<i class=credit>a</i>",
        "</figcaption></figure><p>Noch ein Satz steht hier, und auch er ist lang genug.</article>",
    ),
    "headings": _inside(_PAGE, "<h2>Titel</h2>", "</article>"),
    "time elements": _inside(_PAGE, "<time>5. April</time> ", "</p></article>"),
    "nested boxes": _nested("<div>", "</div>"),
    "nested inline": _nested("<b>", "</b>"),
    "nested quotes": _nested("<blockquote>", "</blockquote>"),
    "nested lists": _nested("<ul><li>", "</li></ul>"),
    "nested tables": _nested("<table><tr><td>", "</td></tr></table>"),
    "boxes": _inside("<body>", "<div><div>a</div></div>", ""),
    "unclosed boxes": _inside("<body>", "<div>a ", ""),
    "attributes": _inside("<body><p ", 'a="b" ', ">Text</p>"),
    "one long class": _inside('<body><p class="', "teaser ", '">Text</p>'),
    "structured data": _inside(
        '<script type="application/ld+json">[', '{"@type":"Article"},', "{}]</script><p>Text"
    ),
    "structured data, nested": _nested('<script type="application/ld+json">[', "]"),
    "microdata": _inside("<body>", "<div itemscope itemtype='a/Article'><b itemprop='b'>c", ""),
    "meta tags": _inside("<head>", '<meta name="author" content="Anna">', "<p>Text"),
    "scripts": _inside("<body>", "<script>a</script>", "<p>Text"),
    "entities": _inside("<body><p>", "&quot;&#160;", "</p>"),
    "comments": _inside("<body><p>Text", "<!-- a -->", "</p>"),
    "pictures in boxes": _numbered(
        f"{_PAGE}{_SAID * 9}</p><div>",
        "<div><img src=/{}.jpg></div>",
        f"</div><p>{_SAID * 9}</article>",
    ),
    "pictures with a gap": _numbered(
        _PAGE, "<img src=/{}/a.jpg data-src=/x{}x_${size}.jpg>", "</p></article>"
    ),
    "quotations": _numbered(_PAGE, f"<blockquote>{_SAID}</blockquote><p>{_SAID} {_SAID}</p>", ""),
    "bold first lines": _numbered(_PAGE, "<p><b>Der Titel {}</b><br>" + _SAID + "</p>", ""),
    "prices": _numbered(_PAGE + f"{_SAID}</p>", "<b class=price>{},99 €</b><br><br>", _SAID),
    "titles within titles": lambda size: (
        "<title>Ein langer Titel</title><h1>Ein langer Titel</h1><script type=application/json>"
        + '{"title":"Ein langer Titel","a":' * (depth := min(300, size // 400))
        + '["'
        + '","'.join(_SAID.replace("{}", str(n)) for n in range(size // 120))
        + '"]'
        + "}" * depth
        + "</script>"
    ),
    "forms": _inside("<body>", "<form><input><button>Senden</button></form>", ""),
}
ROWS: Mapping[str, Callable[[int], str]] = {
    "rows": lambda size: "".join(f"Wort{n};word{n}\n" for n in range(size // 16)),
    "the same row": _repeat("Wort;word\n"),
    "unclosed quotes": _repeat('Wort;"word\n'),
    "empty quotes behind an open one": lambda size: 'W;"w\n' + _repeat('W;w;""\n')(size),
    "alternatives": lambda size: "Wort;" + "|".join(f"w{n}" for n in range(size // 6)),
    "one long cell": lambda size: "W" * size + ";word",
    "columns": _repeat(";"),
    "empty rows": _repeat("\n"),
}


def _cleaned(text: str, name: str) -> Article:
    return clean(load_text(text, name=name, stem="a"))


def _translation(text: str) -> Translation:
    """Return an article of one paragraph whose every sentence was left as it is."""
    block = Block(BlockKind.PARAGRAPH, text)
    parts = segment(block, "de")
    done = TranslatedBlock(
        block, tuple(Segment(s.text, s.text, s.tail, Origin.MACHINE) for s in parts)
    )
    title = Block(BlockKind.HEADING, "Ein Titel", level=1)
    article = Article(Metadata(title="Ein Titel"), (block,))
    route = Route(("de", "en"), ("fake",), "fake")
    segments = (Segment("Ein Titel", "A title", "", Origin.MACHINE),)
    return Translation(article, "en", route, TranslatedBlock(title, segments), (done,))


def _unlike(text: str) -> Translation:
    """Return a translation in which no segment is its source: some checks leave those out."""
    made = _translation(text)
    blocks = tuple(
        replace(b, segments=tuple(replace(s, target=f"It is {s.target}") for s in b.segments))
        for b in made.blocks
    )
    return replace(made, blocks=blocks)


def _published(translation: Translation, name: str) -> bytes:
    version = target_version(translation)
    return render(version, name)


def _glossary(text: str) -> Glossary:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "house.csv"
        file.write_text(f"de;en\n{text}\n", encoding="utf-8")
        return load_glossary((file,))


def stages(glossary: Glossary) -> dict[str, tuple[Stage, Mapping[str, Callable[[int], str]]]]:
    """Return the stages by name: what is measured, and the kinds of text it is measured on.

    What a stage needs from the one before is made inside it: the sum of two linear stages is
    linear, and a slow one shows in its own row first.
    """
    engine = FakeEngine("de", "en")
    hops = build_hops([engine], glossary)
    matcher = Matcher(glossary, "de", "en")

    def enforced(text: str) -> object:
        return keep(engine, [text], [text], [matcher.find(text)])

    def learned(text: str) -> object:
        return lesson(
            _translation(text), "A title", (Block(BlockKind.PARAGRAPH, text + "."),), Path("a")
        )

    return {
        "load": (partial(load_text, name="a", stem="a"), TEXTS),
        "clean text": (partial(_cleaned, name="a.txt"), TEXTS),
        "clean Markdown": (partial(_cleaned, name="a.md"), TEXTS),
        "clean HTML": (partial(_cleaned, name="a.html"), PAGES),
        "segment": (lambda text: segment(Block(BlockKind.PARAGRAPH, text), "de"), TEXTS),
        "match terms": (matcher.find, TEXTS),
        "enforce terms": (enforced, TEXTS),
        "repair": (lambda text: keep(engine, [text], [text]), TEXTS),
        "repair, unlike": (lambda text: keep(engine, [text], ["It is 5 past 3."]), TEXTS),
        "translate": (lambda text: translate_sentences([text], hops), TEXTS),
        "align": (lambda text: align(text, text[::-1], ("de", "en")), TEXTS),
        "align, unlike": (lambda text: align(text, "It is 5 past 3.", ("de", "en")), TEXTS),
        "check": (lambda text: run_checks(_translation(text), glossary), TEXTS),
        "check, unlike": (lambda text: run_checks(_unlike(text), glossary), TEXTS),
        "set in type": (lambda text: typeset(_translation(text)), TEXTS),
        "publish Markdown": (lambda text: _published(_translation(text), "md"), TEXTS),
        "publish HTML": (lambda text: _published(_translation(text), "html"), TEXTS),
        "publish JSON": (lambda text: _published(_translation(text), "json"), TEXTS),
        "publish text": (lambda text: _published(_translation(text), "txt"), TEXTS),
        "read back": (lambda text: parse_body(without_notice(text).text), TEXTS),
        "learn": (learned, TEXTS),
        "read glossary": (_glossary, ROWS),
    }


@dataclass(frozen=True)
class Cell:
    """CPU seconds of one stage on one kind of text at one size, or what stopped it."""

    seconds: float
    fault: str = ""


def _limited(stage: Stage, text: str) -> Cell:
    """Run a stage and say how long it took; our own errors are an answer like any other."""
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS + 5))
    resource.setrlimit(resource.RLIMIT_AS, (_BYTES, _BYTES))
    started = time.process_time()
    fault = ""
    try:
        with contextlib.suppress(TranslatorError):
            stage(text)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is the result
        fault = type(error).__name__
    return Cell(time.process_time() - started, fault)


def measure(stage: Stage, text: str) -> Cell:
    """Measure in a fork, which shares the warm dictionaries and can be stopped by its limits."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        with os.fdopen(writing, "wb") as pipe:
            pickle.dump(_limited(stage, text), pipe)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        told = pipe.read()
    os.waitpid(child, 0)
    if not told:
        return Cell(float(_SECONDS), "stopped")
    cell: Cell = pickle.loads(told)  # noqa: S301 - our own fork wrote it
    return cell


def row(stage: Stage, make: Callable[[int], str]) -> tuple[Cell, Cell, float, bool]:
    """Return the two cells, the growth, and whether both are as they should be.

    What seems to grow too fast is measured again and the least of each size counts: other work
    on the machine only ever adds.
    """
    small, large = measure(stage, make(SMALL)), measure(stage, make(LARGE))
    for _ in range(_AGAIN):
        if small.fault or large.fault or _growth(small, large) <= ALLOWED:
            break
        small = min(small, measure(stage, make(SMALL)), key=lambda cell: cell.seconds)
        large = min(large, measure(stage, make(LARGE)), key=lambda cell: cell.seconds)
    growth = _growth(small, large)
    return small, large, growth, not (small.fault or large.fault) and growth <= ALLOWED


def _growth(small: Cell, large: Cell) -> float:
    return large.seconds / max(small.seconds, _NOISE)


def main() -> int:
    """Print a row per stage and kind; 1 if one grows too fast."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--stage", action="append", help="only this stage; may be repeated")
    parser.add_argument("--kind", action="append", help="only this kind of text")
    parser.add_argument("--all", action="store_true", help="print every row")
    chosen = parser.parse_args()
    glossary = load_glossary((Path("glossary"),))
    bad = 0
    print(f"{'stage':18}{'kind of text':28}{'10,000':>9}{'100,000':>9}{'growth':>8}  CPU seconds")
    for name, (stage, kinds) in stages(glossary).items():
        if chosen.stage and name not in chosen.stage:
            continue
        for warm in ("Der Bundeskanzler war am 5. April um 12 Uhr in Kiel.", "x" * 50):
            _warm_up(stage, warm)
        rows = {
            kind: row(stage, make)
            for kind, make in kinds.items()
            if not chosen.kind or kind in chosen.kind
        }
        slowest = sorted(rows, key=lambda kind: -rows[kind][1].seconds)[:_SHOWN]
        for kind, (small, large, growth, good) in rows.items():
            bad += not good
            if good and not chosen.all and kind not in slowest:
                continue
            mark = "" if good else f"  <- {small.fault or large.fault or 'grows too fast'}"
            print(f"{name:18}{kind:28}{small.seconds:9.3f}{large.seconds:9.3f}{growth:8.1f}{mark}")
    print(f"{bad} rows grow more than {ALLOWED:.0f}-fold, stop at a limit or fail")
    return 1 if bad else 0


def _warm_up(stage: Stage, text: str) -> None:
    """Load dictionaries before the forks, so that no cell pays for them."""
    with contextlib.suppress(TranslatorError):
        stage(text)


if __name__ == "__main__":
    sys.exit(main())
