"""The source of an article as a text to be edited: the article, a line, and below it what was left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from translator.article import Article, Block, BlockKind, Removal
from translator.errors import UsageError
from translator.publish.as_markdown import markdown_parts
from translator.publish.escape import plain
from translator.publish.parts import parts_of
from translator.publish.read import parse_body
from translator.review.source.edits import headline, squashed

LINE = "<!-- ======== Below this line: left out. ======== -->"
_HELP = """\
<!-- Mend the article here; it is Markdown. What you do counts for all languages and for later runs.
     A text that you move from below the line to its place is called back, one that you delete
     above the line is dropped. Save and close to apply it. -->"""
_WAITING = """\
<!-- These edits have no place in the article any more. Delete the line of one to forget it. -->"""
_NUMBER = re.compile(r"^<!-- waits (\d{1,6}): ", re.MULTILINE)
_COMMENT = re.compile(r"-{2,}|[<>]")


@dataclass(frozen=True, slots=True)
class EditedText:
    """What somebody made of the text: its blocks, headline first, and which edits may go on waiting."""

    blocks: tuple[Block, ...]
    waiting: frozenset[int]


def text_to_edit(article: Article, waiting: Sequence[str] = ()) -> str:
    """Return the text that is edited; ``waiting`` are lines about edits that have no place."""
    body = parts_of(article.render("md")).body.strip()
    parts = [_HELP, body, LINE, *_left_out(article.removed)]
    if waiting:
        lines = (f"<!-- waits {n}: {_in_comment(line)} -->" for n, line in enumerate(waiting))
        parts += [_WAITING, "\n".join(lines)]
    return "\n\n".join(parts) + "\n"


def _left_out(removed: Sequence[Removal]) -> Iterator[str]:
    unique: dict[str, Removal] = {}
    for one in removed:
        unique.setdefault(squashed(plain(one.text)), one)
    for text, one in unique.items():
        if text:
            why = ": ".join(filter(None, (one.rule, one.reason)))
            said = "\n".join(markdown_parts([Block(BlockKind.PARAGRAPH, text)]))
            yield f"<!-- {_in_comment(why)} -->\n{said}"


def _in_comment(text: str) -> str:
    return squashed(_COMMENT.sub(" ", plain(text)))


def read_edited(data: bytes) -> EditedText:
    """Read what somebody made of the text.

    Raises:
        UsageError: it is not UTF-8, the line is missing, or nothing is left of the article.
    """
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise UsageError("is not UTF-8", hint="save it as UTF-8") from error
    lines = [line.strip() for line in text.split("\n")]
    if lines.count(LINE) != 1:
        raise UsageError(
            "the line between the article and what was left out is missing"
            if LINE not in lines
            else "the line between the article and what was left out is there more than once",
            hint=f"put it back where it was: {LINE}",
        )
    place = lines.index(LINE)
    above, below = "\n".join(text.split("\n")[:place]), "\n".join(lines[place + 1 :])
    _require_closed(above)
    title, blocks = parse_body(above)
    if not title:
        raise UsageError("the headline is missing", hint="begin the article with: # Headline")
    if not blocks:
        raise UsageError("nothing is left of the article", hint="leave at least one paragraph")
    waiting = frozenset(int(number) for number in _NUMBER.findall(below))
    return EditedText((headline(title), *blocks), waiting)


def _require_closed(above: str) -> None:
    """Refuse a comment that is not closed: it would take the rest of the article with it.

    Raises:
        UsageError: says in which line it begins.
    """
    start = above.rfind("<!--")
    if start >= 0 and "-->" not in above[start:]:
        line = above.count("\n", 0, start) + 1
        raise UsageError("a comment is not closed", line=line, hint="write --> at its end")
