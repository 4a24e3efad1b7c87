"""A small article and its translation, with one of everything, and strategies for more."""

from __future__ import annotations

from hypothesis import strategies as st

from translator.article import (
    Article,
    Block,
    BlockKind,
    Finding,
    Image,
    Metadata,
    Origin,
    Removal,
    Route,
    Segment,
    Severity,
    TermOutcome,
    TermUse,
    TranslatedBlock,
    Translation,
)
from translator.publish.escape import plain
from translator.publish.version import Version, target_version

METADATA = Metadata(
    title="Brücke wieder offen",
    author="Ada Beispiel",
    date="2024-11-12T09:30:00+01:00",
    section="Politik",
    source="Beispielblatt",
    url="https://www.example.org/bruecke?a=1&b=2",
    lang="de",
    tags=("Brücken", "Verkehr"),
)
PAIRS = (
    (Block(BlockKind.LEAD, "Nach zwei Jahren."), "After two years."),
    (Block(BlockKind.HEADING, "Die Kosten", level=2), "The costs"),
    (Block(BlockKind.PARAGRAPH, "Es waren 3,5 Mio. Euro."), "It was 3.5 million euros."),
    (Block(BlockKind.LIST_ITEM, "Stahl", level=0), "Steel"),
    (Block(BlockKind.LIST_ITEM, "verzinkt", level=1, ordered=True), "galvanised"),
    (Block(BlockKind.LIST_ITEM, "lackiert", level=1, ordered=True), "painted"),
    (Block(BlockKind.LIST_ITEM, "Beton", level=0), "Concrete"),
    (Block(BlockKind.QUOTE, "Das hält."), "This holds."),
    (Block(BlockKind.TABLE_ROW, "Jahr\tKosten"), "Year\tCosts"),
    (Block(BlockKind.TABLE_ROW, "2024\t3,5"), "2024\t3.5"),
    (Block(BlockKind.CODE, "x = 1\n\ny = 2"), "x = 1\n\ny = 2"),
)
IMAGES = (
    Image("https://www.example.org/bild.jpg", "Die Brücke am Abend", "Foto: Ada Beispiel"),
    Image("", "Der Bürgermeister", ""),
)
ROUTE = Route(("de", "en"), ("Argos de-en 1.0",), "abc123", starter=True)


def translated(block: Block, target: str) -> TranslatedBlock:
    if block.kind is BlockKind.TABLE_ROW:
        cells = zip(block.text.split("\t"), target.split("\t"), strict=True)
        parts = [Segment(a, b, "\t") for a, b in cells]
        return TranslatedBlock(block, (*parts[:-1], Segment(parts[-1].source, parts[-1].target)))
    return TranslatedBlock(block, (Segment(block.text, target),))


def sample_translation() -> Translation:
    article = Article(
        METADATA,
        tuple(block for block, _ in PAIRS),
        IMAGES,
        (Removal("Teilen", "share bar", "A share bar."),),
        cut="it is page 1 of 3 only",
    )
    term = TermUse("bridge", "Brücke", "Bridge", TermOutcome.OK, (0, 6), (0, 6))
    title = Segment("Brücke wieder offen", "Bridge open again", origin=Origin.HUMAN, terms=(term,))
    return Translation(
        article=article,
        lang="en",
        route=ROUTE,
        title=TranslatedBlock(Block(BlockKind.HEADING, METADATA.title, level=1), (title,)),
        blocks=tuple(translated(block, target) for block, target in PAIRS),
        captions=(
            translated(Block(BlockKind.PARAGRAPH, IMAGES[0].caption), "The bridge at night"),
            translated(Block(BlockKind.PARAGRAPH, IMAGES[1].caption), "The mayor"),
        ),
        findings=(Finding("numbers", "3,5 is missing", Severity.ERROR, 2, "Es waren", "It was"),),
    )


def sample_version() -> Version:
    return target_version(
        sample_translation(), source_file="input/bridge.txt", glossary_digest="0a1b"
    )


_MARKS = ["#", "##", "*", "**", "_", "__", "`", "```", "[", "]", "(", ")", "<", ">", "|", "\\", "&"]
_MARKS += [
    "&amp;",
    "1.",
    "1)",
    "-",
    "+",
    "---",
    "===",
    "~~",
    "!",
    "![",
    "[a]: b",
    "<b>",
    "{{",
    "%}",
    "{%",
    "{#",
    "{name}",
    "{",
    "}",
    "$",
    "<%",
    ":",
    "&lt;",
    "&#123;",
    "~",
]
_MARKS += [
    "http://a.de/_x_*",
    "snake_case",
    "www.example.org",
    "a",
    "Ü",
    "日本",
    "😀",
    " ",
    "  ",
    "’",
]
_WORDS = st.lists(st.sampled_from(_MARKS), min_size=1, max_size=8).map(" ".join)
_GLUED = st.lists(st.sampled_from(_MARKS), min_size=1, max_size=8).map("".join)
_ANY = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)
texts = st.one_of(_WORDS, _GLUED, _ANY).map(plain).filter(bool)


@st.composite
def lists(draw: st.DrawFn) -> list[Block]:
    """Draw items none of which is deeper than one below the item before it."""
    items: list[Block] = []
    for _ in range(draw(st.integers(1, 6))):
        depth = draw(st.integers(0, items[-1].level + 1 if items else 0))
        items.append(Block(BlockKind.LIST_ITEM, draw(texts), depth, draw(st.booleans())))
    return items


@st.composite
def tables(draw: st.DrawFn) -> list[Block]:
    width = draw(st.integers(1, 4))
    cells = st.lists(st.one_of(texts, st.just("")), min_size=width, max_size=width)
    rows = draw(st.lists(cells.filter(any), min_size=1, max_size=4))
    return [Block(BlockKind.TABLE_ROW, "\t".join(row)) for row in rows]


def one(kind: BlockKind) -> st.SearchStrategy[list[Block]]:
    return texts.map(lambda text: [Block(kind, text)])


headings = st.builds(lambda t, n: [Block(BlockKind.HEADING, t, n)], texts, st.integers(2, 6))
code = st.text(st.sampled_from("`~#* \nab"), min_size=1).filter(str.strip)
codes = code.map(lambda text: [Block(BlockKind.CODE, text)])
others = st.one_of(one(BlockKind.PARAGRAPH), one(BlockKind.QUOTE), headings, codes)


@st.composite
def bodies(draw: st.DrawFn) -> tuple[Block, ...]:
    """Draw blocks as cleaning makes them; two lists or tables never touch each other."""
    parts = [draw(st.one_of(lists(), tables(), others))]
    for _ in range(draw(st.integers(0, 4))):
        last = parts[-1][-1].kind
        runs = {BlockKind.LIST_ITEM, BlockKind.TABLE_ROW}
        parts.append(draw(others if last in runs else st.one_of(lists(), tables(), others)))
    lead = draw(st.one_of(st.just([]), one(BlockKind.LEAD)))
    return tuple(block for part in [lead, *parts] for block in part)
