"""Footnotes in Markdown: marks are taken out of the text, the notes stand at its end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_DEFINITION = re.compile(r" {0,3}\[\^(?P<label>[^\]\s]{1,60})\]:[ \t]*(?P<text>.*)$")
_MARK = re.compile(r"\[\^(?P<label>[^\[\]\s]{1,60})\](?!:)|\^\[(?P<note>[^\[\]\n]{1,2000})\]")
_NUMBER = re.compile(r"\d{1,3}|[*†‡§]{1,3}")
_INDENTED = re.compile(r"(?: {2,4}|\t)")
_FENCE = re.compile(r" {0,3}(?:```|~~~)")


@dataclass(frozen=True, slots=True)
class Notes:
    """A text without its footnotes; its lines are as many as before.

    ``items`` are the lines of a numbered list of the notes, in the order in which the text points
    to them; those that it does not point to come last. ``marks`` are what stood in the text, each
    with the index of its line.
    """

    lines: list[str]
    items: list[str]
    marks: list[tuple[int, str]]


def gather_notes(
    lines: Sequence[str], in_code: Sequence[bool], code_span: re.Pattern[str]
) -> Notes:
    """Take the footnotes out of a text.

    ``in_code`` says of each line whether it is code; ``code_span`` finds code within a line. A mark
    without a note is one only if it is a number or a sign: ``[^a-z]`` is not.
    """
    body, texts = _definitions(lines, in_code)
    order: dict[str, None] = {}
    marks: list[tuple[int, str]] = []
    for index, line in enumerate(body):
        if in_code[index] or "^" not in line:
            continue

        def take(mark: re.Match[str], index: int = index) -> str:
            label = mark["label"]
            if label is None:
                label = f"^{len(texts)}"
                texts[label] = [mark["note"]]
            elif label not in texts and not _NUMBER.fullmatch(label):
                return mark[0]
            order[label] = None
            marks.append((index, "^" if mark["label"] is None else mark[0]))
            return ""

        parts = code_span.split(line)
        parts[::2] = [_MARK.sub(take, part) for part in parts[::2]]
        body[index] = "".join(parts)
    labels = [label for label in dict.fromkeys([*order, *texts]) if label in texts]
    items = [
        f"{number}. {' '.join(filter(None, texts[label]))}"
        for number, label in enumerate(labels, start=1)
    ]
    return Notes(body, items, marks)


def _definitions(
    lines: Sequence[str], in_code: Sequence[bool]
) -> tuple[list[str], dict[str, list[str]]]:
    """Return the lines with those of notes emptied, and the lines of every note by its label.

    A note goes on to the next blank line, and below it as long as lines are indented. It becomes
    one item: another paragraph would end the list.
    """
    body = list(lines)
    texts: dict[str, list[str]] = {}
    note: list[str] | None = None
    blank = False
    for index, line in enumerate(lines):
        start = None if in_code[index] else _DEFINITION.match(line)
        if start:
            note = texts.setdefault(start["label"], [])
            note.append(start["text"])
        elif note is not None and line.strip() and _goes_on(line, blank, in_code[index]):
            note.append(line.strip())
        elif line.strip():
            note = None
        blank = not line.strip()
        if note is not None:
            body[index] = ""
    return body, texts


def _goes_on(line: str, blank: bool, code: bool) -> bool:  # noqa: FBT001 - what stands around a line
    """Say whether a note goes on with a line: not with code at the margin, even right below it."""
    if _INDENTED.match(line):
        return True
    return not (blank or code or _FENCE.match(line))
