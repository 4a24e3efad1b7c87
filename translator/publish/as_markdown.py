"""Render a version as Markdown: YAML front matter, CommonMark with GFM tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from translator.article import Block, BlockKind, Image, Mark, MarkKind
from translator.markup.commonmark import EMBED_SIGN, LEAD_MARKUP
from translator.markup.marks import within as marks_within
from translator.publish.address import destination
from translator.publish.disclosure import disclosed, review_values
from translator.publish.doubts import comments
from translator.publish.escape import (
    code_fence,
    escape,
    escape_cell,
    escape_heading,
    hold,
    plain,
    plain_lines,
)
from translator.publish.flavours import FLAVOURS, Value
from translator.publish.inline import COMMONMARK, PYTHON_MARKDOWN, Dialect, alternative, markdown
from translator.publish.notice import Notice, notice
from translator.publish.version import Version
from translator.seal import BLANK, seal

_PYTHON = frozenset({"mkdocs", "pelican"})  # which read it with Python-Markdown
_ALIGNMENTS = {"": "---", "left": ":---", "right": "---:", "center": ":---:"}
_NESTED = 4  # spaces below the item above; Python-Markdown asks for them, the others take them
_JOINED = frozenset({BlockKind.LIST_ITEM, BlockKind.TABLE_ROW})  # stand together
GIST = "gist only: translated with the embedded starter model"


def render_markdown(version: Version) -> bytes:
    """Return the version as a UTF-8 Markdown file, sealed with its own digest."""
    flavour = FLAVOURS[version.dress.flavour]
    body = "\n\n".join(_parts(version, headline=flavour.headline))
    return seal(flavour.file(flavour.front(front_matter(version)), f"\n{body}\n"))


def front_matter(version: Version) -> dict[str, Value]:
    """Return what the front matter says, in its order; unknown values are left out."""
    meta = version.metadata
    route = version.route
    values: dict[str, Value] = {
        "title": plain(version.title),
        "lead": plain(version.lead),
        "lang": version.lang,
        "source-lang": version.source_lang,
        "source-title": plain(version.source_title) if route else "",
        "source-file": plain(version.source_file),
        "source-url": plain(meta.url),
        "source": plain(meta.source),
        "author": plain(meta.author),
        "date": plain(meta.date),
        "section": plain(meta.section),
        "tags": [tag for tag in map(plain, meta.tags) if tag],
        "cut": plain(version.cut),
        "machine-translated": route is not None,
    }
    if route:
        values |= {
            "route": str(route),
            "engines": [plain(engine) for engine in route.engines],
            "model-signature": route.signature,
            "quality": GIST if route.starter else "",
            "glossary-digest": version.glossary_digest,
            "findings": version.finding_counts,
            **({"sentences": version.doubt_counts} if version.doubt_counts else {}),
        }
    values |= {
        "review": version.state.value,
        **review_values(version),
        "ai-disclosure": disclosed(version).get("ai-disclosure", ""),
        "generator": version.generator,
        "content-digest": BLANK,
        "draft-digest": version.draft,  # behind the seal, which is the first digest of a file
    }
    unreviewed = route is not None and not version.state.accepted
    values |= version.dress.values(escape(version.lead), unreviewed=unreviewed)
    return {key: value for key, value in values.items() if value not in ("", [])}


def _parts(version: Version, *, headline: bool) -> Iterator[str]:
    """Yield what blank lines separate: what a translation says of itself, title, lead and body."""
    said = notice(version)
    if said:
        yield notice_line(said)
        yield "---"
    if headline and plain(version.title):
        yield markdown_title(version.title)
    first = next(
        (b for b in version.blocks if is_shown(b) and b.kind is not BlockKind.FIGURE), None
    )
    notes = comments(version)
    dialect = dialect_of(version.dress.flavour)
    if notes:
        yield from _with_comments(version.blocks, first, notes, dialect)
    else:
        yield from markdown_parts(version.blocks, first, dialect)


def _with_comments(
    blocks: Sequence[Block],
    first: Block | None,
    notes: Mapping[int, list[str]],
    dialect: Dialect,
) -> Iterator[str]:
    """Yield the parts of blocks, and behind a paragraph, a list or a table what is doubtful in it."""
    yield from notes.get(-1, ())
    shown = [(number, block) for number, block in enumerate(blocks) if is_shown(block)]
    for _, run in groupby(shown, lambda item: item[1].kind if item[1].kind in _JOINED else item):
        some = list(run)
        yield from markdown_parts([block for _, block in some], first, dialect)
        for number, _ in some:
            yield from notes.get(number, ())


def dialect_of(flavour: str) -> Dialect:
    """Return the Markdown that the generator of a flavour reads."""
    return PYTHON_MARKDOWN if flavour in _PYTHON else COMMONMARK


def markdown_title(title: str) -> str:
    """Return the headline as it stands above the text."""
    return f"# {escape_heading(title)}"


def markdown_parts(
    blocks: Sequence[Block], first: Block | None = None, dialect: Dialect = COMMONMARK
) -> Iterator[str]:
    """Yield what blank lines separate in blocks; ``first`` is the first one below the headline."""
    shown = (block for block in blocks if is_shown(block))
    for kind, run in groupby(shown, key=lambda block: block.kind):
        yield from _run(kind, list(run), first, dialect)


def is_shown(block: Block) -> bool:
    """Say whether there is anything of a block to show."""
    return bool(plain(block.text) or (block.image is not None and plain(block.image.url)))


def _run(
    kind: BlockKind, blocks: Sequence[Block], first: Block | None, dialect: Dialect
) -> Iterator[str]:
    """Render consecutive blocks of one kind.

    Signs around all of the ``first`` paragraph would make it the lead: tags do not.
    """
    match kind:
        case BlockKind.LIST_ITEM:
            yield "\n".join(_list(blocks, dialect))
        case BlockKind.TABLE_ROW:
            yield from ("\n".join(_table(rows, dialect)) for rows in tables(blocks))
        case BlockKind.HEADING:
            yield from (_heading(block, dialect) for block in blocks)
        case BlockKind.LEAD:
            yield from (_lead(block, dialect) for block in blocks)
        case BlockKind.QUOTE:
            yield from (_quote(block, dialect) for block in blocks)
        case BlockKind.CODE:
            yield from (_code(block.text) for block in blocks)
        case BlockKind.FIGURE:
            yield from (_figure(block, dialect) for block in blocks)
        case BlockKind.EMBED:
            yield from (_embed(block) for block in blocks)
        case _:
            yield from (_paragraph(block, first, dialect) for block in blocks)


def _paragraph(block: Block, first: Block | None, dialect: Dialect) -> str:
    """Render a paragraph so that it is not read as a lead or as the caption of a picture.

    All in bold below the title is a lead; emphasis with nothing behind it, or with what stands in
    brackets, is a caption: asterisks are for captions, underscores for such a paragraph.
    """
    whole = Mark(MarkKind.STRONG, 0, len(block.text))
    ends = [m.end for m in block.marks if m.kind is MarkKind.EMPHASIS and not m.start]
    rests = [block.text[end:].strip() for end in ends]
    caption = any(not rest or (rest[0] == "(" and rest[-1] == ")") for rest in rests)
    bold = block is first and whole in block.marks
    return markdown(block.text, block.marks, tags=bold, under=caption, dialect=dialect)


def _quote(block: Block, dialect: Dialect) -> str:
    return "\n".join(
        f"> {line}" for line in markdown(block.text, block.marks, dialect=dialect).split("\n")
    )


def _heading(block: Block, dialect: Dialect) -> str:
    level = min(max(block.level, 2), 6)
    text = markdown(block.text, block.marks, lines=False, dialect=dialect)
    if text.endswith("#") and not text.endswith("\\#"):  # which a heading would lose
        text = f"{text[:-1]}\\#"
    return f"{'#' * level} {text}"


def _lead(block: Block, dialect: Dialect) -> str:
    """Render a lead, which is bold for being one; ``__`` says that the page has it bold, too."""
    whole = Mark(MarkKind.STRONG, 0, len(block.text))
    marks = tuple(mark for mark in block.marks if mark != whole)
    sign = LEAD_MARKUP if len(marks) < len(block.marks) else "**"
    text = markdown(block.text, marks, within=MarkKind.STRONG, dialect=dialect)
    return f"{sign}{text}{sign}"


def _list(items: Sequence[Block], dialect: Dialect) -> Iterator[str]:
    """Indent each item to the text of the one it belongs to.

    Where the numbers do not count on, another sign behind them begins a list anew (CommonMark).
    """
    indents = [0]  # by depth; one more than there are open lists
    lists: list[tuple[bool, int, str]] = []  # numbered or not, last number, sign behind it
    for item in items:
        depth = min(max(item.level, 0), len(lists))
        open_list = lists[depth] if depth < len(lists) else None
        del indents[depth + 1 :], lists[depth + 1 :]
        before, last, sign = open_list or (item.ordered, 0, ".")
        number = item.number if item.number is not None else (last if before else 0) + 1
        if open_list and item.ordered and before and number != last + 1:
            sign = ")" if sign == "." else "."
        lists[depth:] = [(item.ordered, number, sign)]
        marker = f"{number}{sign} " if item.ordered else "- "
        if depth and not open_list and item.ordered and number != 1:
            yield ""  # only a list that starts with 1 may begin right below a text
        indent = " " * (indents[depth] + len(marker))
        lines = markdown(item.text, item.marks, dialect=dialect).split("\n")
        yield " " * indents[depth] + marker + f"\n{indent}".join(lines)
        indents.append(indents[depth] + max(len(marker), _NESTED))


def tables(rows: Sequence[Block]) -> Iterator[list[Block]]:
    """Yield the tables that rows in a row are: each begins with a row of number 1."""
    table: list[Block] = []
    for row in rows:
        if table and row.number == 1:
            yield table
            table = []
        table.append(row)
    yield table


def _table(rows: Sequence[Block], dialect: Dialect) -> Iterator[str]:
    """Make every row as wide as the widest: GFM drops cells beyond the header's."""
    width = max(row.text.count("\t") + 1 for row in rows)
    for number, row in enumerate(rows):
        cells = [
            markdown(text, marks, bar="|", lines=False, dialect=dialect)
            for text, marks in cells_of(row)
        ]
        yield f"| {' | '.join(cells + [''] * (width - len(cells)))} |"
        if number == 0:
            alignments = [_ALIGNMENTS[cell.align] for cell in row.cells]
            alignments += ["---"] * (width - len(alignments))
            yield f"| {' | '.join(alignments)} |"


def cells_of(row: Block) -> Iterator[tuple[str, tuple[Mark, ...]]]:
    """Yield text and marks of the cells of a row."""
    start = 0
    for text in row.text.split("\t"):
        yield text, marks_within(row.marks, start, start + len(text))
        start += len(text) + 1


def _code(text: str) -> str:
    fence = code_fence(text)
    return f"{fence}\n{hold(plain_lines(text))}\n{fence}"


def _figure(block: Block, dialect: Dialect) -> str:
    """Render a picture with caption and credit; a credit of nothing is left out."""
    image = block.image or Image()
    caption = markdown(
        block.text, block.marks, lines=False, within=MarkKind.EMPHASIS, dialect=dialect
    )
    credit = escape(image.credit)
    says = " ".join(filter(None, [caption and f"*{caption}*", credit and f"({credit})"]))
    picture = image.url and f"![{alternative(image.alt)}]({destination(image.url)})"
    return "\n".join(filter(None, [picture, says]))


def _embed(block: Block) -> str:
    """Render a film or another page within the page as a link to it."""
    text = EMBED_SIGN + escape_cell(block.text, "")
    return f"[{text}]({destination(block.href)})" if block.href else text


def notice_line(said: Notice) -> str:
    """Return the paragraph above the text in which a version says what it is."""
    original = escape(said.original)
    if said.url:
        original = f"[{original}]({destination(said.url)})"
    return " ".join(filter(None, [f"*{escape(said.statement)}*", escape(said.label), original]))
