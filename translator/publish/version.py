"""What is published: one language version of an article with everything it has to say of itself."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from enum import StrEnum

from translator import __version__
from translator.article import (
    Article,
    Block,
    Finding,
    Image,
    Metadata,
    Removal,
    Route,
    Severity,
    Translation,
)
from translator.publish.address import harmless

GENERATOR = f"translator {__version__}"


class ReviewState(StrEnum):
    """How far people vouch for a version."""

    SOURCE = "source"  # the cleaned original
    MACHINE = "machine"  # translated, seen by nobody
    REVIEWED = "reviewed"


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
    images: tuple[Image, ...] = ()
    removed: tuple[Removal, ...] = ()
    cut: str = ""  # where the article breaks off; empty where it is whole
    findings: tuple[Finding, ...] = ()
    route: Route | None = None
    glossary_digest: str = ""
    state: ReviewState = ReviewState.MACHINE
    translation: Translation | None = None
    generator: str = GENERATOR

    def __post_init__(self) -> None:
        url = harmless(self.metadata.url)
        images = tuple(replace(image, url=harmless(image.url)) for image in self.images)
        object.__setattr__(self, "metadata", replace(self.metadata, url=url))
        object.__setattr__(self, "images", images)

    @property
    def title(self) -> str:
        """Return the headline."""
        return self.metadata.title

    @property
    def lead(self) -> str:
        """Return the standfirst, or an empty string."""
        return Article(self.metadata, self.blocks).lead

    @property
    def finding_counts(self) -> dict[str, int]:
        """Return how many findings there are of each severity, worst first; zeros included."""
        counts = Counter(finding.severity for finding in self.findings)
        return {severity.value: counts[severity] for severity in Severity}


def source_version(article: Article, *, lang: str, source_file: str) -> Version:
    """Return the cleaned article itself as a version."""
    return Version(
        lang=lang,
        source_lang=lang,
        source_title=article.metadata.title,
        source_file=source_file,
        metadata=article.metadata,
        blocks=article.blocks,
        images=article.images,
        removed=article.removed,
        cut=article.cut,
        state=ReviewState.SOURCE,
    )


def target_version(
    translation: Translation,
    *,
    source_file: str,
    glossary_digest: str = "",
    state: ReviewState = ReviewState.MACHINE,
) -> Version:
    """Return a translation as a version; images keep their credit and get the new captions."""
    article = translation.article
    captions = [block.text for block in translation.captions]
    captions += [""] * (len(article.images) - len(captions))
    return Version(
        lang=translation.lang,
        source_lang=translation.route.languages[0],
        source_title=article.metadata.title,
        source_file=source_file,
        metadata=replace(article.metadata, title=translation.title.text),
        blocks=tuple(replace(block.block, text=block.text) for block in translation.blocks),
        images=tuple(
            replace(image, caption=caption)
            for image, caption in zip(article.images, captions, strict=False)
        ),
        removed=article.removed,
        cut=article.cut,
        findings=translation.findings,
        route=translation.route,
        glossary_digest=glossary_digest,
        state=state,
        translation=translation,
    )
