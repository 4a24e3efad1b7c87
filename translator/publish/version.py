"""What is published: one language version of an article with everything it has to say of itself."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, replace

from translator import __version__
from translator.article import (
    Article,
    Block,
    BlockKind,
    Finding,
    MarkKind,
    Metadata,
    Removal,
    Review,
    ReviewState,
    Route,
    Severity,
    TranslatedBlock,
    Translation,
)
from translator.doubt import step_counts
from translator.language.credits import translated_credit
from translator.markup.marks import ordered
from translator.publish.address import harmless
from translator.publish.flavours import PLAIN, Dress
from translator.seal import BY_EDITOR

EDITOR = "editor"  # the rule under which it is recorded what people did to a source
GENERATOR = f"translator {__version__}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One language version, ready to be rendered; ``metadata.title`` is in its language.

    ``source_lang`` and ``source_title`` belong to the original. ``route`` and ``translation`` are
    ``None`` for the cleaned source text itself. Of the addresses only harmless ones are kept.
    """

    lang: str
    source_lang: str
    source_title: str
    source_file: str
    metadata: Metadata
    blocks: tuple[Block, ...]
    removed: tuple[Removal, ...] = ()
    notes: tuple[str, ...] = ()  # of the article
    cut: str = ""  # where the article breaks off; empty where it is whole
    findings: tuple[Finding, ...] = ()
    route: Route | None = None
    glossary_digest: str = ""
    state: ReviewState = ReviewState.MACHINE
    review: Review | None = None  # who vouches for it, if anybody has done anything about it
    draft: str = ""  # the seal of what was translated, where people made this version of it
    translation: Translation | None = None
    generator: str = GENERATOR
    doubt_comments: bool = False  # Markdown says in comments what is doubtful
    dress: Dress = PLAIN  # of its Markdown

    def __post_init__(self) -> None:
        url = harmless(self.metadata.url)
        object.__setattr__(self, "metadata", replace(self.metadata, url=url))
        object.__setattr__(self, "blocks", tuple(map(_with_harmless_addresses, self.blocks)))

    @property
    def title(self) -> str:
        """Return the headline."""
        return self.metadata.title

    @property
    def lead(self) -> str:
        """Return the standfirst, or an empty string."""
        return Article(self.metadata, self.blocks).lead

    @property
    def doubt_counts(self) -> dict[str, int]:
        """Return how many segments are doubtful, to be looked at, and sure; nothing where none is known.

        Where people vouch for a version, theirs is the word.
        """
        if self.translation is None or self.state.accepted:
            return {}
        counts = step_counts(self.translation)
        return counts if any(counts.values()) else {}

    @property
    def finding_counts(self) -> dict[str, int]:
        """Return how many findings there are of each severity, worst first; zeros included."""
        counts = Counter(finding.severity for finding in self.findings)
        return {severity.value: counts[severity] for severity in Severity}


def edited_source(article: Article) -> str:
    """Return a mark of what people did to a source, in the form of a seal; empty where nobody did anything.

    A published source version that carries it is nobody's but theirs when the records are lost.
    """
    removed = (f"{one.reason}: {one.text}" for one in article.removed if one.rule == EDITOR)
    done = sorted((*removed, *(note for note in article.notes if note.startswith(BY_EDITOR))))
    text = "\0".join(done).encode("utf-8", "replace")
    return f"sha256:{hashlib.sha256(text).hexdigest()}" if done else ""


def source_version(article: Article, *, lang: str, findings: tuple[Finding, ...] = ()) -> Version:
    """Return the cleaned article itself as a version."""
    return Version(
        lang=lang,
        source_lang=lang,
        source_title=article.metadata.title,
        source_file=article.source_file,
        metadata=article.metadata,
        blocks=article.blocks,
        removed=article.removed,
        notes=article.notes,
        findings=findings,
        cut=article.cut,
        state=ReviewState.SOURCE,
        draft=edited_source(article),
    )


def target_version(translation: Translation) -> Version:
    """Return a translation as a version, with the marks, captions and alt texts it has."""
    article = translation.article
    source = translation.route.languages[0]
    return Version(
        lang=translation.lang,
        source_lang=source,
        source_title=article.metadata.title,
        source_file=article.source_file,
        metadata=replace(article.metadata, title=translation.title.text),
        blocks=tuple(
            _target_block(block, source, translation.lang) for block in translation.blocks
        ),
        removed=article.removed,
        notes=article.notes,
        cut=article.cut,
        findings=translation.findings,
        route=translation.route,
        glossary_digest=translation.glossary_digest,
        translation=translation,
    )


def reviewed_version(
    translation: Translation, title: str, blocks: tuple[Block, ...], review: Review, draft: str
) -> Version:
    """Return a version as people left it; the blocks of the translation are those, one for one."""
    version = target_version(translation)
    return replace(
        version,
        metadata=replace(version.metadata, title=title),
        blocks=blocks,
        state=review.state,
        review=review,
        draft=draft,
    )


def _target_block(block: TranslatedBlock, source: str, target: str) -> Block:
    """Return a block in the target language."""
    before = block.block
    if before.kind is BlockKind.EMBED:
        return before
    marks = ordered(mark.target for mark in block.marks if mark.target)
    image = before.image and replace(
        before.image,
        alt="".join(segment.target + segment.tail for segment in block.alt) or before.image.alt,
        credit=translated_credit(before.image.credit, source, target),
    )
    return replace(before, text=block.text, marks=marks, image=image)


def _with_harmless_addresses(block: Block) -> Block:
    """Return a block whose picture and links lead nowhere but to the web or to files beside."""
    if block.image is not None:
        block = replace(block, image=replace(block.image, url=harmless(block.image.url)))
    if any(mark.kind is MarkKind.LINK for mark in block.marks):
        marks = (replace(mark, href=harmless(mark.href)) for mark in block.marks)
        kept = tuple(mark for mark in marks if mark.href or mark.kind is not MarkKind.LINK)
        block = replace(block, marks=kept)
    return block
