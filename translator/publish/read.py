"""Read a published Markdown version back, edited by hand or not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from translator.article import Block, BlockKind, Image, images_in
from translator.errors import PublishError
from translator.markup.commonmark import read_blocks
from translator.markup.front_matter import FrontMatterError
from translator.publish.escape import release, release_markup
from translator.publish.flavours import front_of, values_of
from translator.publish.parts import parts_of
from translator.seal import is_sealed


@dataclass(frozen=True, slots=True)
class PublishedVersion:
    """A published file: its front matter as it stands, title and blocks.

    ``pristine`` says that nobody has changed the file since it was written.
    """

    path: Path
    front: Mapping[str, Any]
    title: str
    blocks: tuple[Block, ...]
    pristine: bool = False
    finding_counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def images(self) -> tuple[Image, ...]:
        """Return the pictures, with their captions, in reading order."""
        return images_in(self.blocks)

    @property
    def lang(self) -> str:
        """Return the language of the version, or an empty string."""
        return str(self.front.get("lang", ""))


def read_version(path: Path) -> PublishedVersion:
    """Read a Markdown file that ``render`` wrote.

    Raises:
        PublishError: the file cannot be read, is not UTF-8 or has no front matter.
    """
    try:
        data = path.read_bytes()
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except OSError as error:
        raise PublishError("cannot read the file", path=path, hint=str(error.strerror)) from error
    except UnicodeDecodeError as error:
        raise PublishError("not UTF-8", path=path, hint="save it as UTF-8") from error
    front = _front(text, path)
    title, blocks = parse_body(parts_of(data).body)
    counts = front.get("findings")
    return PublishedVersion(
        path=path,
        front=front,
        title=title,
        blocks=blocks,
        pristine=is_sealed(data),
        finding_counts=counts if isinstance(counts, dict) else {},
    )


def _front(text: str, path: Path) -> dict[str, Any]:
    """Read the front matter, whose errors nobody shall miss."""
    found = front_of(text)
    if found is None:
        raise PublishError(
            "no front matter", path=path, line=1, hint="is this a version that run wrote?"
        )
    try:
        front = values_of(found)
    except FrontMatterError as error:
        raise PublishError(
            f"broken front matter: {error.reason}",
            path=path,
            line=error.line,
            hint="put the value into double quotes",
        ) from error
    if front is None:
        raise PublishError("broken front matter: no keys", path=path, line=2)
    return front


def parse_body(text: str) -> tuple[str, tuple[Block, ...]]:
    """Parse the Markdown of a version, its notice taken out, into title and blocks."""
    found = read_blocks(text, published=True)
    blocks = found.blocks
    title = found.title
    if not title:
        title = next((b.text for b in blocks if b.kind is BlockKind.HEADING and b.level == 1), "")
    headline = Block(BlockKind.HEADING, title, level=1)
    index = next((i for i, block in enumerate(blocks) if _is(block, headline)), None)
    if index is not None:
        blocks = [*blocks[:index], *blocks[index + 1 :]]
    return title, tuple(map(_released, blocks))


def _released(block: Block) -> Block:
    """Return a block without what keeps signs apart where nothing could be escaped."""
    if block.kind is BlockKind.CODE:
        return replace(block, text=release(block.text))
    if block.image is not None:
        return replace(block, image=replace(block.image, alt=release_markup(block.image.alt)))
    return block


def _is(block: Block, headline: Block) -> bool:
    return (block.kind, block.level, block.text) == (headline.kind, 1, headline.text)
