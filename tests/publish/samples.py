"""A small article and its translation, with one of everything, and strategies for more."""

from __future__ import annotations

from hypothesis import strategies as st

from translator.article import (
    Article,
    Block,
    BlockKind,
    Finding,
    Image,
    Mark,
    MarkKind,
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
    figure,
    images_in,
)
from translator.clean.normalise import normalise
from translator.markup.marks import ordered
from translator.publish.escape import plain
from translator.publish.version import Version, target_version
from translator.translate.marks import with_marks

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
    (
        figure(
            Image(
                "https://www.example.org/bild.jpg",
                "Die Brücke am Abend",
                "Foto: Ada Beispiel",
                "Brücke",
            )
        ),
        "The bridge at night",
    ),
    (Block(BlockKind.HEADING, "Die Kosten", level=2), "The costs"),
    (Block(BlockKind.PARAGRAPH, "Es waren 3,5 Mio. Euro."), "It was 3.5 million euros."),
    (Block(BlockKind.LIST_ITEM, "Stahl", level=0), "Steel"),
    (Block(BlockKind.LIST_ITEM, "verzinkt", level=1, ordered=True, number=1), "galvanised"),
    (Block(BlockKind.LIST_ITEM, "lackiert", level=1, ordered=True, number=2), "painted"),
    (Block(BlockKind.LIST_ITEM, "Beton", level=0), "Concrete"),
    (Block(BlockKind.QUOTE, "Das hält."), "This holds."),
    (Block(BlockKind.TABLE_ROW, "Jahr\tKosten", number=1), "Year\tCosts"),
    (Block(BlockKind.TABLE_ROW, "2024\t3,5", number=2), "2024\t3.5"),
    (Block(BlockKind.CODE, "x = 1\n\ny = 2"), "x = 1\n\ny = 2"),
    (
        Block(
            BlockKind.PARAGRAPH,
            "Mehr sagt der Rat. Alles andere nicht.",
            marks=(
                Mark(MarkKind.LINK, 14, 17, "https://rat.example/bruecke"),
                Mark(MarkKind.STRONG, 19, 38),
            ),
        ),
        "The council says more. Nothing else does.",
    ),
    (
        Block(
            BlockKind.EMBED,
            "Film vom Bau (filme.example)",
            marks=(Mark(MarkKind.LINK, 0, 28, "https://filme.example/7"),),
        ),
        "Film vom Bau (filme.example)",
    ),
    (figure(Image("", "Der Bürgermeister", "")), "The mayor"),
)
IMAGES = images_in(block for block, _ in PAIRS)
ROUTE = Route(("de", "en"), ("Argos de-en 1.0",), "abc123", starter=True)


def translated(block: Block, target: str) -> TranslatedBlock:
    if block.kind is BlockKind.TABLE_ROW:
        cells = zip(block.text.split("\t"), target.split("\t"), strict=True)
        parts = [Segment(a, b, "\t") for a, b in cells]
        return TranslatedBlock(block, (*parts[:-1], Segment(parts[-1].source, parts[-1].target)))
    if ". " in target:
        pairs = zip(block.text.split(". "), target.split(". "), strict=True)
        (first, one), (last, two) = pairs
        return TranslatedBlock(block, (Segment(f"{first}.", f"{one}.", " "), Segment(last, two)))
    return TranslatedBlock(block, (Segment(block.text, target),))


def sample_translation() -> Translation:
    article = Article(
        METADATA,
        tuple(block for block, _ in PAIRS),
        (Removal("Teilen", "share bar", "A share bar."),),
        cut="it is page 1 of 3 only",
        source_file="input/bridge.txt",
    )
    term = TermUse("bridge", "Brücke", "Bridge", TermOutcome.OK, (0, 6), (0, 6))
    title = Segment("Brücke wieder offen", "Bridge open again", origin=Origin.HUMAN, terms=(term,))
    return Translation(
        article=article,
        lang="en",
        route=ROUTE,
        title=TranslatedBlock(Block(BlockKind.HEADING, METADATA.title, level=1), (title,)),
        blocks=tuple(
            with_marks(translated(block, target), ("de", "en")) for block, target in PAIRS
        ),
        findings=(Finding("numbers", "3,5 is missing", Severity.ERROR, 2, "Es waren", "It was"),),
        glossary_digest="0a1b",
    )


def sample_version() -> Version:
    return target_version(sample_translation())


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
# Texts as cleaning makes them, so in NFC.
texts = st.one_of(_WORDS, _GLUED, _ANY).map(normalise).map(plain).filter(bool)


_KINDS = st.sampled_from(
    [kind for kind in MarkKind if kind not in {MarkKind.QUOTE, MarkKind.BREAK, MarkKind.DOUBT}]
)
_ADDRESSES = st.sampled_from(
    ["https://a.example/b_c?d=1&e=2", "seite.html", "https://ü.example/(x)"]
)


@st.composite
def marked(
    draw: st.DrawFn, kinds: st.SearchStrategy[MarkKind] = _KINDS
) -> tuple[str, tuple[Mark, ...]]:
    """Draw a text with marks over some of its words, as pages have them."""
    text = draw(texts)
    found: list[Mark] = []
    for _ in range(draw(st.integers(0, 3))):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        kind = draw(kinds)
        if kind is MarkKind.LINK and any(mark.kind is kind for mark in found):
            continue  # no link lies in another
        href = draw(_ADDRESSES) if kind is MarkKind.LINK else ""
        found.append(Mark(kind, start, end, href))
    return text, ordered(found)


@st.composite
def lists(draw: st.DrawFn) -> list[Block]:
    """Draw items none of which is deeper than one below the item before it."""
    items: list[Block] = []
    for _ in range(draw(st.integers(1, 6))):
        depth = draw(st.integers(0, items[-1].level + 1 if items else 0))
        is_ordered = draw(st.booleans())
        number = draw(st.integers(0, 999)) if is_ordered else None
        items.append(Block(BlockKind.LIST_ITEM, draw(texts), depth, is_ordered, number))
    return items


@st.composite
def tables(draw: st.DrawFn) -> list[Block]:
    width = draw(st.integers(1, 4))
    cells = st.lists(st.one_of(texts, st.just("")), min_size=width, max_size=width)
    rows = draw(st.lists(cells.filter(any), min_size=1, max_size=4))
    return [
        Block(BlockKind.TABLE_ROW, "\t".join(row), number=number)
        for number, row in enumerate(rows, start=1)
    ]


def one(kind: BlockKind) -> st.SearchStrategy[list[Block]]:
    return texts.map(lambda text: [Block(kind, text)])


headings = st.builds(lambda t, n: [Block(BlockKind.HEADING, t, n)], texts, st.integers(2, 6))
code = st.text(st.sampled_from("`~#* \nab"), min_size=1).filter(str.strip)
codes = code.map(lambda text: [Block(BlockKind.CODE, text)])
images = st.builds(
    Image, st.sampled_from(["b.jpg", "https://a.example/b(1)_2.jpg"]), texts, texts, texts
)
figures = images.map(lambda image: [figure(image)])
others = st.one_of(one(BlockKind.PARAGRAPH), one(BlockKind.QUOTE), headings, codes, figures)


@st.composite
def bodies(draw: st.DrawFn) -> tuple[Block, ...]:
    """Draw blocks as cleaning makes them; two lists never touch each other."""
    parts = [draw(st.one_of(lists(), tables(), others))]
    for _ in range(draw(st.integers(0, 4))):
        touching = parts[-1][-1].kind is BlockKind.LIST_ITEM
        parts.append(draw(others if touching else st.one_of(lists(), tables(), others)))
    lead = draw(st.one_of(st.just([]), one(BlockKind.LEAD)))
    return tuple(block for part in [lead, *parts] for block in part)
