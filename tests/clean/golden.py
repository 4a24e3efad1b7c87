"""Golden cases: an input, a line ``=== output ===``, and the article it must become."""

from __future__ import annotations

from pathlib import Path

from translator.article import Article

MARK = "\n=== output ===\n"


def split(file: Path) -> tuple[str, str]:
    """Return input and expected output of a case file."""
    given, expected = file.read_text(encoding="utf-8").split(MARK)
    return given + "\n", expected.strip("\n")


def show(article: Article) -> str:
    """Return an article as the case files write it."""
    meta = article.metadata
    lines = [
        f"{name}: {value}"
        for name in ("title", "author", "date", "section", "source", "url", "lang")
        if (value := getattr(meta, name))
    ]
    lines.append("")
    for block in article.blocks:
        if block.image is not None:
            image = block.image
            lines.append(f"[figure] {image.url} | {block.text} | {image.credit}")
            continue
        mark = f"{block.kind} {block.level}" if block.level else str(block.kind)
        lines.append(f"[{mark}{' ordered' if block.ordered else ''}] {block.text}")
    lines.append("")
    lines += [f"- {r.rule}: {r.text.replace(chr(10), ' / ')}" for r in article.removed]
    return "\n".join(lines).strip()
