"""All versions that are published, with the text that people left in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from translator.article import Review, ReviewState
from translator.errors import TranslatorError
from translator.publish.read import read_version
from translator.publish.version import Version, source_version, target_version
from translator.records import Record, Records
from translator.review.states import status
from translator.review.text import version_of
from translator.settings import Settings


def published(
    settings: Settings, records: Records
) -> Iterator[tuple[str, Version | TranslatorError]]:
    """Yield (stem, version) of all that is published, as it stands in the Markdown files.

    Without a Markdown file a version is what its record says, if one of its files is there. Of one
    that cannot be read, the error comes in its place.
    """
    for stem in records.stems():
        for record in records.versions(stem).values():
            if not any((settings.output / path).is_file() for path in record.outputs):
                continue  # a person has taken it away
            try:
                yield stem, _version(stem, record, settings, records)
            except TranslatorError as error:
                yield stem, error


def _version(stem: str, record: Record, settings: Settings, records: Records) -> Version:
    path = settings.output / record.lang / f"{stem}.md"
    draft = record.translation
    if draft is None:
        return _source(record, path)
    if not path.is_file():
        if record.review is not None:
            return version_of(record, record.review)
        return replace(target_version(draft), findings=record.findings)
    found = status(path, settings, records)
    base = found.record or record
    if found.state is ReviewState.MACHINE and found.draft is not None:
        return replace(target_version(found.draft), findings=base.findings)
    review = found.review or Review(state=ReviewState.EDITED, changed=found.changed)
    drafts = {"md": "", **review.drafts}
    review = replace(review, markdown=found.data.decode("utf-8", "replace"), drafts=drafts)
    return version_of(base, review)


def _source(record: Record, path: Path) -> Version:
    version = source_version(record.article, lang=record.lang, findings=record.findings)
    if not path.is_file():
        return version
    edited = read_version(path)
    if edited.pristine:
        return version
    metadata = replace(version.metadata, title=edited.title)
    return replace(version, metadata=metadata, blocks=edited.blocks)
