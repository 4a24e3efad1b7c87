"""Read a published Markdown version back, edited by hand or not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from translator.article import Block, BlockKind, Image
from translator.errors import PublishError
from translator.front_matter import FrontMatterError, find, parse
from translator.publish.escape import release
from translator.publish.seal import is_sealed

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode


@dataclass(frozen=True, slots=True)
class PublishedVersion:
    """A published file: its front matter as it stands, title, blocks and images.

    ``pristine`` says that nobody has changed the file since it was written.
    """

    path: Path
    front: Mapping[str, Any]
    title: str
    blocks: tuple[Block, ...]
    images: tuple[Image, ...] = ()
    pristine: bool = False
    finding_counts: Mapping[str, int] = field(default_factory=dict)

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
    front, body = _split(text, path)
    title, blocks, images = parse_body(body)
    counts = front.get("findings")
    return PublishedVersion(
        path=path,
        front=front,
        title=title,
        blocks=blocks,
        images=images,
        pristine=is_sealed(data),
        finding_counts=counts if isinstance(counts, dict) else {},
    )


def _split(text: str, path: Path) -> tuple[dict[str, Any], str]:
    """Separate and read the front matter."""
    found = find(text) if text.startswith("---\n") else None
    if found is None:
        raise PublishError(
            "no front matter", path=path, line=1, hint="is this a version that run wrote?"
        )
    try:
        front = parse(found)
    except FrontMatterError as error:
        raise PublishError(
            f"broken front matter: {error.reason}",
            path=path,
            line=error.line,
            hint="put the value into double quotes",
        ) from error
    if not isinstance(front, dict):
        raise PublishError("broken front matter: no keys", path=path, line=2)
    return front, text[found.end :]


def parse_body(text: str) -> tuple[str, tuple[Block, ...], tuple[Image, ...]]:
    """Parse the Markdown of a version into title, blocks and images; the notice is left out."""
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

    root = SyntaxTreeNode(MarkdownIt("commonmark").enable("table").parse(text))
    nodes = root.children
    rules = [i for i, node in enumerate(nodes) if node.type == "hr"]
    title = ""
    blocks: list[Block] = []
    images: list[Image] = []
    for item in _blocks(nodes[: rules[-1]] if rules else nodes):
        if isinstance(item, Image):
            images.append(item)
        elif item.kind is BlockKind.HEADING and item.level == 1 and not title:
            title = item.text
        else:
            blocks.append(item)
    return title, tuple(blocks), tuple(images)


def _blocks(
    nodes: Sequence[SyntaxTreeNode], lists: tuple[bool, ...] = (), *, quoted: bool = False
) -> Iterator[Block | Image]:
    """Walk the tree; ``lists`` tells of each list around whether it is numbered."""
    for node in nodes:
        match node.type:
            case "bullet_list" | "ordered_list" | "list_item" | "blockquote":
                inner = (*lists, node.type == "ordered_list") if "_list" in node.type else lists
                quote = quoted or node.type == "blockquote"
                yield from _blocks(node.children, inner, quoted=quote)
            case "heading":
                yield Block(BlockKind.HEADING, _inline_text(node), int(node.tag[1]))
            case "table":
                yield from _rows(node)
            case "fence" | "code_block":
                yield Block(BlockKind.CODE, release(node.content.removesuffix("\n")))
            case "paragraph" if lists:
                yield Block(BlockKind.LIST_ITEM, _inline_text(node), len(lists) - 1, lists[-1])
            case "paragraph" if quoted:
                yield Block(BlockKind.QUOTE, _inline_text(node))
            case "paragraph":
                yield _paragraph(node.children[0].children)


def _rows(table: SyntaxTreeNode) -> Iterator[Block]:
    """Join the cells of each row with tabs."""
    for row in (row for part in table.children for row in part.children):
        yield Block(BlockKind.TABLE_ROW, "\t".join(_inline_text(cell) for cell in row.children))


def _paragraph(nodes: Sequence[SyntaxTreeNode]) -> Block | Image:
    """Tell a lead (all bold) and a picture (an image, or a caption in italics) from plain text."""
    visible = [node for node in nodes if node.type != "text" or node.content]
    kinds = [node.type for node in visible]
    if kinds == ["strong"]:
        return Block(BlockKind.LEAD, _text(nodes))
    if kinds[:1] == ["image"] or kinds[:1] == ["em"]:
        url = str(visible[0].attrs["src"]) if kinds[0] == "image" else ""
        caption = next((node for node in visible if node.type == "em"), None)
        rest = _text([node for node in visible if node.type not in {"em", "image"}]).strip()
        if not rest or (rest[0] == "(" and rest[-1] == ")"):
            return Image(url, _text(caption.children) if caption else "", rest[1:-1])
    return Block(BlockKind.PARAGRAPH, _text(nodes))


def _inline_text(node: SyntaxTreeNode) -> str:
    """Return the text of a node whose only child holds inline content."""
    return "".join(_text(child.children) for child in node.children)


def _text(nodes: Sequence[SyntaxTreeNode]) -> str:
    """Return the text of inline nodes without their markup."""
    pieces = []
    for node in nodes:
        if node.type in {"softbreak", "hardbreak"}:
            pieces.append(" ")
        elif node.children:
            pieces.append(_text(node.children))
        elif node.type in {"text", "code_inline", "text_special"}:
            pieces.append(node.content)
    return "".join(pieces)
