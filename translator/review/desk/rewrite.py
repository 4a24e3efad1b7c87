"""One sentence of a Markdown version replaced by another; all around it stays to the letter.

A person sees plain text and writes plain text. In the file, the words that differ are replaced where
they stand, if that reads back as meant; otherwise the paragraph, list or table around them is written
anew, with its marks where the text is what it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import pairwise

from translator.article import Block, BlockKind
from translator.errors import UsageError
from translator.publish.as_markdown import markdown_parts, markdown_title
from translator.publish.escape import escape, escape_cell, escape_run
from translator.publish.read import parse_body
from translator.review.edited_text import Spot, moved_marks, with_text
from translator.review.merged_text import Chunk, chunks_of

_TOKEN = re.compile(r"\s+|\w+|[^\w\s]")
_AROUND = (0, 1, 3, 8)  # words of the old text around a change, with which its place is looked for
_MOST_STEPS = 8  # differences that are put in one after the other
_MOST_PLACES = 4  # in a paragraph, each of which would have to be tried


def blocks_of(whole: str) -> tuple[Block, ...]:
    """Return the blocks of a Markdown text, its headline first."""
    title, blocks = parse_body(whole)
    return (Block(BlockKind.HEADING, title, level=1), *blocks)


def rewritten(body: str, spot: Spot, text: str) -> str:
    """Return a Markdown text with another text at a place; an empty one takes a sentence out.

    Raises:
        UsageError: the place cannot be written; nothing else would be left as it is.
    """
    before = blocks_of(body)
    block = before[spot.block]
    if block.kind is BlockKind.CODE:
        raise UsageError("code stays as it is", hint="edit it in the file")
    changed = with_text(block, spot, text)
    wanted = [*before]
    if changed.text or changed.image is not None:
        wanted[spot.block] = changed
    elif spot.block == 0:
        raise UsageError("a version needs a headline", hint="write one")
    else:
        del wanted[spot.block]
    for candidate in _candidates(body, before, spot, changed):
        if _same(blocks_of(candidate), wanted):
            return candidate
    for candidate in _written_anew(body, before, spot.block, changed):
        if _same(blocks_of(candidate), wanted):
            return candidate
    raise UsageError(
        "this place of the file cannot be written from here", hint="edit it in the file itself"
    )


def with_picture(body: str, number: int, alt: str, credit: str) -> str:
    """Return a Markdown text with other words for a picture: what stands for it, and whose it is.

    Raises:
        UsageError: they cannot be written there.
    """
    before = blocks_of(body)
    block = before[number]
    if block.image is None:
        raise UsageError("this is no picture")
    old = block.image
    new = replace(old, alt=" ".join(alt.split()), credit=" ".join(credit.split()))
    changed = replace(block, image=new)
    wanted = [*before[:number], changed, *before[number + 1 :]]
    place = _chunk_at(body, number)
    if place is not None:
        at, chunk = place
        text = chunk.text.replace(
            f"![{escape_cell(old.alt, '')}]", f"![{escape_cell(new.alt, '')}]", 1
        )
        if old.credit and new.credit:
            text = text.replace(f"({escape(old.credit)})", f"({escape(new.credit)})", 1)
        patched = body[:at] + text + body[at + len(chunk.text) :]
        if _same(blocks_of(patched), wanted):
            return patched
    for candidate in _written_anew(body, before, number, changed):
        if _same(blocks_of(candidate), wanted):
            return candidate
    raise UsageError(
        "the texts of this picture cannot be written from here", hint="edit them in the file itself"
    )


def _same(found: Sequence[Block], wanted: Sequence[Block]) -> bool:
    """Tell whether two texts are the same; the first rows of tables may have been counted anew."""
    return [replace(b, number=None) for b in found] == [replace(b, number=None) for b in wanted]


def _candidates(body: str, before: Sequence[Block], spot: Spot, changed: Block) -> Iterator[str]:
    """Yield ways to put in what differs, and nothing else: all in one, then one after the other."""
    old, new = before[spot.block].text, changed.text
    if not new:
        return
    yield from _patched(body, spot.block, old, new)
    steps = list(_steps(old, new))
    if 1 < len(steps) <= _MOST_STEPS:
        for was, now in pairwise([old, *steps]):
            wanted = list(blocks_of(body))
            block = wanted[spot.block]
            marks = moved_marks(was, now, block.marks)
            wanted[spot.block] = replace(block, text=now, marks=marks)
            tried = _patched(body, spot.block, was, now)
            body = next((text for text in tried if _same(blocks_of(text), wanted)), "")
            if not body:
                return
        yield body


def _steps(old: str, new: str) -> Iterator[str]:
    """Yield a text with one difference after the other taken over, from its end on."""
    ours, theirs = _TOKEN.findall(old), _TOKEN.findall(new)
    steps = SequenceMatcher(a=ours, b=theirs, autojunk=False).get_opcodes()
    done = ""
    for tag, start, _, first, last in reversed(steps):
        done = "".join(theirs[first:last]) + done
        if tag != "equal":
            yield "".join(ours[:start]) + done


def _patched(body: str, number: int, old: str, new: str) -> Iterator[str]:
    """Yield ways to put in what differs at one place of a block."""
    place = _chunk_at(body, number)
    if place is None:
        return
    at, chunk = place
    for was, now in _patches(old, new):
        for start in _places(was, chunk.text):
            yield body[: at + start] + now + body[at + start + len(was) :]


def _written_anew(body: str, before: Sequence[Block], number: int, changed: Block) -> Iterator[str]:
    """Yield a text in which the paragraph, list or table around a block is as ``run`` writes it."""
    place = _chunk_at(body, number)
    if place is None:
        return
    at, chunk = place
    end = at + len(chunk.text)
    blocks = [changed if n == number else before[n] for n in chunk.blocks]
    first = next((block for block in before[1:] if block.text), None)
    first = changed if first is before[number] else first
    text = "\n\n".join(markdown_parts(blocks, first)) if number else markdown_title(changed.text)
    behind = chunk.text[len(chunk.text.rstrip("\n")) :] if text else ""
    yield body[:at] + text + behind + body[end:]


def _places(words: str, text: str) -> list[int]:
    """Return where words stand in a text as whole ones; too many places are as good as none."""
    if not words:
        return []
    left = r"(?<!\w)" if words[0].isalnum() else ""
    right = r"(?!\w)" if words[-1].isalnum() else ""
    found = [match.start() for match in re.finditer(f"{left}{re.escape(words)}{right}", text)]
    return found if len(found) <= _MOST_PLACES else []


def _patches(old: str, new: str) -> Iterator[tuple[str, str]]:
    """Yield what differs, with more and more of the words around it, as it is written in a file."""
    ours, theirs = _TOKEN.findall(old), _TOKEN.findall(new)
    head = next(
        (n for n, (one, other) in enumerate(zip(ours, theirs, strict=False)) if one != other),
        min(len(ours), len(theirs)),
    )
    most = min(len(ours), len(theirs)) - head
    pairs = zip(reversed(ours), reversed(theirs), strict=False)
    tail = next((n for n, (one, other) in enumerate(pairs) if one != other), most)
    tail = min(tail, most)
    for around in _AROUND:
        start, after = max(0, head - around), max(0, tail - around)
        lead, trail = "".join(ours[start:head]), "".join(ours[len(ours) - tail : len(ours) - after])
        was = "".join(ours[head : len(ours) - tail])
        now = "".join(theirs[head : len(theirs) - tail])
        for left, right in ((lead, trail), (lead, ""), ("", trail)):
            yield left + was + right, left + escape_run(now) + right


def _chunk_at(body: str, number: int) -> tuple[int, Chunk] | None:
    """Return the paragraph, list or table with a block, and where it begins."""
    at = 0
    for chunk in chunks_of(body):
        at = body.index(chunk.text, at)
        if number in chunk.blocks:
            return at, chunk
        at += len(chunk.text) + len(chunk.behind)
    return None
