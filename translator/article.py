"""What flows through the stages: immutable values, no behaviour beyond what they can derive.

::

    Document ──clean──▶ Article ──segment──▶ Sentence… ──translate──▶ Translation ──check──▶ Finding…
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum


class DocumentFormat(StrEnum):
    """How the text of a document is to be read."""

    HTML = "html"
    TEXT = "text"
    MARKDOWN = "markdown"


@dataclass(frozen=True, slots=True)
class Document:
    """One input as it was found: decoded, otherwise untouched.

    ``name`` is what people see in reports (the path as given, or ``<stdin>``); ``stem`` is the
    path of the published version below ``output/LANG/``, without a suffix, with forward slashes.
    ``digest`` is the SHA-256 of the bytes on disk, in hexadecimal. ``title`` and ``date`` are what
    a mail or web archive says around the page; they count where the page itself says nothing.
    ``notes`` say what was wrong with the input and what was made of it, each in a short sentence.
    """

    name: str
    stem: str
    format: DocumentFormat
    text: str
    digest: str
    encoding: str = "utf-8"
    url: str = ""
    title: str = ""
    date: str = ""
    notes: tuple[str, ...] = ()


class BlockKind(StrEnum):
    """What a block is to a reader."""

    LEAD = "lead"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    QUOTE = "quote"
    TABLE_ROW = "table_row"
    CODE = "code"
    FIGURE = "figure"
    EMBED = "embed"


_SHOWN = frozenset({BlockKind.FIGURE, BlockKind.EMBED})  # what a reader looks at


class MarkKind(StrEnum):
    """What a mark says of the text below it."""

    LINK = "link"
    STRONG = "strong"
    EMPHASIS = "emphasis"
    CODE = "code"
    SUB = "sub"
    SUP = "sup"
    DELETED = "deleted"
    QUOTE = "quote"  # its text carries the quotation marks
    BREAK = "break"  # over the space where a line ends
    DOUBT = "doubt"  # a page shows it; ``href`` is the reason


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark over the text of a block: half-open character offsets, the address of a link."""

    kind: MarkKind
    start: int
    end: int
    href: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """How a cell of a table row stands in its table.

    ``columns`` and ``rows`` are how many it covers; ``align`` is ``left``, ``right``, ``center`` or
    empty; ``header`` says that it names its column or row.
    """

    columns: int = 1
    rows: int = 1
    align: str = ""
    header: bool = False


@dataclass(frozen=True, slots=True)
class Image:
    """A picture of the article: where it is, what it shows, whose it is, what stands for it."""

    url: str = ""
    caption: str = ""
    credit: str = ""
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A unit of body text that is never split across lines by the source's layout.

    ``text`` is plain: it holds no line breaks, except in ``CODE``; the cells of a ``TABLE_ROW`` are
    separated by tabs, one for every column. ``marks`` lie over it, in reading order, the outer
    before the inner ones. ``level`` is 1-6 for a heading and the depth from 0 for a list item;
    ``ordered`` marks an item of a numbered list. ``number`` is that of such an item, or that of a
    row in its table, from 1; the first row is the table's header. ``cells`` say what is special
    about the cells of a row: none, or one for each text. The text of a ``FIGURE`` is its caption,
    ``image`` the rest of it; that of an ``EMBED`` names what the page showed there, with a link.
    """

    kind: BlockKind
    text: str
    level: int = 0
    ordered: bool = False
    number: int | None = None
    marks: tuple[Mark, ...] = ()
    cells: tuple[Cell, ...] = ()
    image: Image | None = None

    @property
    def href(self) -> str:
        """Return the address of the first link, which is that of an ``EMBED``, or ``""``."""
        return next((mark.href for mark in self.marks if mark.kind is MarkKind.LINK), "")


def figure(image: Image, marks: tuple[Mark, ...] = ()) -> Block:
    """Return a picture as a block; its caption is the block's text."""
    return Block(BlockKind.FIGURE, image.caption, marks=marks, image=replace(image, caption=""))


def images_in(blocks: Iterable[Block]) -> tuple[Image, ...]:
    """Return the pictures among blocks, with their captions."""
    return tuple(replace(b.image, caption=b.text) for b in blocks if b.image is not None)


@dataclass(frozen=True, slots=True)
class Removal:
    """A piece of the page that is not part of the article, and the rule that says so.

    ``reason`` is one short sentence for an editor; ``line`` is the 1-based line of the source, or
    0 where the source has no lines worth counting (HTML).
    """

    text: str
    rule: str
    reason: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known about an article; an empty string means unknown.

    ``date`` is ISO 8601 (``2024-11-12`` or with time and offset), ``lang`` BCP 47, ``source`` the
    name of the publication, ``section`` the department it appeared in, ``tags`` its keywords.
    ``author`` holds several names as they are published: joined by commas.
    """

    title: str = ""
    author: str = ""
    date: str = ""
    section: str = ""
    source: str = ""
    url: str = ""
    lang: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """A cleaned article in its source language; ``notes`` are those of the document.

    ``cut`` says in a sentence for an editor where the text breaks off (a paywall, a first page of
    several); empty means that it is whole, as far as can be told. ``source_file`` is the name of
    the document.
    """

    metadata: Metadata
    blocks: tuple[Block, ...]
    removed: tuple[Removal, ...] = ()
    cut: str = ""
    notes: tuple[str, ...] = ()
    source_file: str = ""

    @property
    def images(self) -> tuple[Image, ...]:
        """Return the pictures, with their captions, in reading order."""
        return images_in(self.blocks)

    @property
    def lead(self) -> str:
        """Return the standfirst, or an empty string."""
        return next((b.text for b in self.blocks if b.kind is BlockKind.LEAD), "")

    @property
    def text(self) -> str:
        """Return lead and body as plain text, blocks joined by blank lines; no title, no captions."""
        return "\n\n".join(block.text for block in self.blocks if block.kind not in _SHOWN)

    def render(self, name: str = "md") -> bytes:
        """Return the article as ``run`` publishes it: ``md``, ``html``, ``json`` or ``txt``."""
        from translator.publish import render
        from translator.publish.version import source_version

        return render(source_version(self, lang=self.metadata.lang or "und"), name)

    def markdown(self) -> str:
        """Return the article as Markdown with front matter."""
        return self.render("md").decode()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A translation unit. ``text + tail``, concatenated over a block, gives the block's text."""

    text: str
    tail: str = ""


class TermOutcome(StrEnum):
    """How an occurrence of a glossary term ended in the target (see ``terms``)."""

    OK = "ok"
    NBEST = "nbest"
    REDECODED = "redecoded"
    SUBSTITUTED = "substituted"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class TermUse:
    """One occurrence of a concept in a sentence and what became of it.

    Spans are half-open character offsets into the segment's source and target text; the target
    span is ``None`` for a missed term.
    """

    concept: str
    source: str
    target: str
    outcome: TermOutcome
    source_span: tuple[int, int]
    target_span: tuple[int, int] | None = None


class Origin(StrEnum):
    """Where the target text of a segment comes from."""

    MACHINE = "machine"
    MEMORY = "memory"
    HUMAN = "human"
    COPY = "copy"  # nothing to translate: no letters, or code


class Step(StrEnum):
    """How sure a translation is, in three steps."""

    SURE = "sure"
    LOOK = "look"
    DOUBTFUL = "doubtful"


DOUBTFUL_BELOW, LOOK_BELOW = 0.15, 0.4
"""The confidence from which a segment is to be looked at, and from which it is sure."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence with its translation; ``tail`` separates it from the next one.

    ``confidence`` is from 0 to 1; ``None`` for what people or earlier programs wrote, and copies. ``via`` is the sentence in the languages between, where no model leads straight to the target;
    ``score`` the mean log-probability per piece of the first model's draft, where it tells.
    """

    source: str
    target: str
    tail: str = ""
    origin: Origin = Origin.MACHINE
    terms: tuple[TermUse, ...] = ()
    confidence: float | None = None
    via: tuple[str, ...] = ()
    score: float | None = None

    @property
    def step(self) -> Step:
        """Return the step of the confidence; what has none is sure."""
        if self.confidence is None or self.confidence >= LOOK_BELOW:
            return Step.SURE
        return Step.LOOK if self.confidence >= DOUBTFUL_BELOW else Step.DOUBTFUL


@dataclass(frozen=True, slots=True)
class CarriedMark:
    """A mark of the source and where it is in the target; ``None`` where it has no place.

    ``guessed`` says that no word of the target was found for it: it has the likeliest place.
    """

    source: Mark
    target: Mark | None
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class TranslatedBlock:
    """A block of the article, segment by segment.

    ``marks`` are those of the block, in their order; ``alt`` is the text of its picture for those
    who do not see it.
    """

    block: Block
    segments: tuple[Segment, ...]
    marks: tuple[CarriedMark, ...] = ()
    alt: tuple[Segment, ...] = ()

    @property
    def text(self) -> str:
        """Return the target text of the block."""
        return "".join(segment.target + segment.tail for segment in self.segments)


@dataclass(frozen=True, slots=True)
class Route:
    """The models a translation went through, in order: one for a direct pair, two for a pivot.

    ``languages`` has one more entry than ``engines``; ``engines`` are names for people, and
    ``signature`` changes whenever a model or a setting that matters to its output does.
    ``starter`` says that the embedded starter model took part: the result gives the gist only.
    """

    languages: tuple[str, ...]
    engines: tuple[str, ...]
    signature: str
    starter: bool = False

    def __str__(self) -> str:
        return " → ".join(self.languages)


class Severity(StrEnum):
    """How much a finding matters to an editor."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something an editor should look at; ``block`` counts from 0, -1 is the title."""

    check: str
    message: str
    severity: Severity = Severity.WARNING
    block: int = -1
    source: str = ""
    target: str = ""

    @property
    def counts(self) -> bool:
        """Tell whether it counts under ``--strict``: an error or a warning."""
        return self.severity is not Severity.NOTE


class ReviewState(StrEnum):
    """How far people vouch for a version."""

    SOURCE = "source"  # the cleaned original
    MACHINE = "machine"  # translated, seen by nobody
    EDITED = "edited"  # somebody changed it, nobody vouches for it
    REVIEWED = "reviewed"  # somebody has read it all and accepted it
    FINAL = "final"  # signed off after that

    @property
    def accepted(self) -> bool:
        """Tell whether somebody vouches for a version in this state."""
        return self in (ReviewState.REVIEWED, ReviewState.FINAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What people did about a version: the text that stands, who vouches for it, since when.

    Times are ISO 8601 in UTC. ``segments`` is how many were looked at, ``changed`` how many of them
    a person changed. ``digest`` is that of the text (``publish.read.text_digest``), ``markdown`` the
    published file as it was accepted. ``drafts`` maps the names of formats to the seals of what was
    there before, ``files`` published paths to the SHA-256 of what was written there with the review.
    """

    state: ReviewState
    by: str = ""
    at: str = ""
    final_by: str = ""
    final_at: str = ""
    segments: int = 0
    changed: int = 0
    digest: str = ""
    markdown: str = ""
    drafts: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    earlier: bool = False


@dataclass(frozen=True, slots=True)
class Translation:
    """One language version of an article; ``glossary_digest`` tells the entries it was made with."""

    article: Article
    lang: str
    route: Route
    title: TranslatedBlock
    blocks: tuple[TranslatedBlock, ...]
    findings: tuple[Finding, ...] = ()
    glossary_digest: str = ""

    @property
    def segments(self) -> tuple[Segment, ...]:
        """Return all segments in reading order: title and body, captions where they stand."""
        return tuple(segment for block in (self.title, *self.blocks) for segment in block.segments)

    @property
    def terms(self) -> tuple[TermUse, ...]:
        """Return every occurrence of a glossary term and what became of it, in reading order."""
        return tuple(use for segment in self.segments for use in segment.terms)

    def render(self, name: str = "md") -> bytes:
        """Return the translation as ``run`` publishes it: ``md``, ``html``, ``json`` or ``txt``."""
        from translator.publish import render
        from translator.publish.version import target_version

        return render(target_version(self), name)

    def markdown(self) -> str:
        """Return the translation as Markdown with front matter and notice."""
        return self.render("md").decode()
