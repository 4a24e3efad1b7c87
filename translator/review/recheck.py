"""Look at versions that are already published: check them again, learn from what people changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from translator.article import (
    Article,
    Block,
    BlockKind,
    Finding,
    Metadata,
    Origin,
    ReviewState,
    Route,
    Segment,
    Severity,
    TranslatedBlock,
    Translation,
)
from translator.check import judged
from translator.doubt import Doubt, doubts
from translator.errors import PublishError, TranslatorError
from translator.glossary.concept import Glossary
from translator.glossary.matcher import Matcher
from translator.load.stems import is_beside
from translator.publish.parts import parts_of
from translator.publish.place import names_beside
from translator.publish.read import PublishedVersion, read_version
from translator.records import Records
from translator.report import Action, ArticleReport, Report, VersionReport, count_terms
from translator.review.edits import compare
from translator.review.learn import Lesson, lesson, with_terms
from translator.review.text import as_people_left_it
from translator.seal import seal_of
from translator.settings import Settings

_OTHERS = (".html", ".json", ".txt")
_START_PAGES = ("index", "_index")  # MkDocs, Hugo
_ACCEPTED = (ReviewState.REVIEWED, ReviewState.FINAL)
_MOST_BESIDE = 9  # files beside one that are looked at


@dataclass(frozen=True, slots=True)
class Published:
    """A published version next to the record of how it was made."""

    version: PublishedVersion
    record: Translation


def recheck(
    files: Sequence[Path], settings: Settings, records: Records, glossary: Glossary
) -> Report:
    """Run the checks over published Markdown versions, as people left them.

    Without ``files``, over all of them. A file that cannot be checked is reported as failed.
    """
    return Report(
        tuple(_recheck(path, settings, records, glossary) for path in find(files, settings))
    )


def lessons(
    files: Sequence[Path], settings: Settings, records: Records, glossary: Glossary
) -> Iterator[tuple[Path, Lesson]]:
    """Yield what each version that somebody edited teaches.

    An edit is compared with the text it was made from, never with a newer one that waits beside.

    Raises:
        PublishError: a file cannot be read or has no record.
    """
    for path in find(files, settings):
        version = read_version(path)
        if version.pristine and not version.front.get("draft-digest"):
            continue
        if is_lost(version, settings, records):
            yield path, Lesson(lost=True)
            continue
        record = _with_record(version, settings, records).record
        who = str(version.front.get("reviewed-by", "")) if version.pristine else ""
        yield path, lesson(record, version.title, version.blocks, path, glossary, who)


def find(files: Sequence[Path], settings: Settings) -> list[Path]:
    """Return the given files, or every translated Markdown version below the output folder.

    Raises:
        PublishError: nothing has been published.
    """
    if files:
        return list(files)
    found = [
        path
        for path in sorted(settings.output.rglob("*.md"))
        if path.relative_to(settings.output).parts[0] != settings.source
        and not is_beside(path.stem)
        and not _is_start_page(path)
    ]
    if found:
        return found
    if any(path.is_file() and path.suffix in _OTHERS for path in settings.output.rglob("*")):
        raise PublishError(
            "no Markdown version has been published here, and this goes by them",
            path=settings.output,
            hint="translator run --format md --format html publishes both",
        )
    raise PublishError(
        "nothing has been published here", path=settings.output, hint="translator run comes first"
    )


def _is_start_page(path: Path) -> bool:
    """Tell whether a file is a page of the house for its site generator, which we never wrote."""
    return path.stem in _START_PAGES and seal_of(path.read_bytes()) is None


def _recheck(path: Path, settings: Settings, records: Records, glossary: Glossary) -> ArticleReport:
    try:
        published = _with_record(read_version(path), settings, records)
        version = published.version
        translation = as_edited(published.record, version.title, version.blocks, glossary)
        translation = judged(_by_people(translation, published.record), glossary)
        found = (*translation.findings, *_structure(published))
        claims = tuple(_claims(version, settings, records))
        findings = (*claims, *found)
    except TranslatorError as error:
        if error.path is None:
            error.path = path
        return ArticleReport(str(path), error=str(error))
    segments = translation.segments
    report = VersionReport(
        lang=translation.lang,
        action=Action.UNCHANGED if published.version.pristine else Action.EDITED,
        route=str(translation.route),
        segments=len(segments),
        findings=findings,
        terms=count_terms(use.outcome for segment in segments for use in segment.terms),
        paths=(str(path),),
        starter=translation.route.starter,
        doubts=_left(doubts(translation), version, claimed=bool(claims)),
    )
    return ArticleReport(str(path), (report,))


def _left(
    found: tuple[Doubt, ...], version: PublishedVersion, *, claimed: bool
) -> tuple[Doubt, ...]:
    """Return what is left to doubt where somebody vouches for a version: what the checks found."""
    accepted = version.pristine and version.front.get("review") in _ACCEPTED and not claimed
    return tuple(d for d in found if d.errors + d.warnings) if accepted else found


def _with_record(version: PublishedVersion, settings: Settings, records: Records) -> Published:
    """Find the record of a version; without one, pair it with the published source text.

    Raises:
        PublishError: there is neither.
    """
    if not version.lang:
        raise PublishError(
            "its front matter names no language",
            path=version.path,
            hint="is this a version that run wrote?",
        )
    lang, stem = place_of(version, settings)
    record = records.made_from(lang, stem, version.path.read_bytes())
    if record and record.translation:
        return Published(version, record.translation)
    source_lang = str(version.front.get("source-lang") or settings.source)
    source = settings.output / source_lang / f"{stem}.md"
    if not source.exists() or source_lang == version.lang:
        raise PublishError(
            "neither a record of this version nor its source text is here",
            path=version.path,
            hint="run writes both; check them together",
        )
    return Published(version, _paired(read_version(source), version, source_lang))


def place_of(version: PublishedVersion, settings: Settings) -> tuple[str, str]:
    """Return language and stem of a published file."""
    try:
        relative = version.path.resolve().relative_to(settings.output.resolve())
    except ValueError:
        relative = Path(version.path.name)
    lang, *rest = relative.parts if len(relative.parts) > 1 else (version.lang, relative.name)
    return lang, Path(*rest).with_suffix("").as_posix()


def is_lost(version: PublishedVersion, settings: Settings, records: Records) -> bool:
    """Tell whether the only record is that of a new version beside, as 0.1.0 left it."""
    data = version.path.read_bytes()
    place = place_of(version, settings)
    if records.is_kept(*place, data):
        return False
    beside = (name for name in islice(names_beside(version.path, "new"), _MOST_BESIDE))
    seals = {seal_of(name.read_bytes()) for name in beside if name.is_file()}
    return bool(seals - {None, seal_of(data)})


def _paired(source: PublishedVersion, target: PublishedVersion, source_lang: str) -> Translation:
    """Pair two published versions block by block, as far as they have the same structure."""
    article = Article(Metadata(title=source.title, lang=source_lang), source.blocks)
    pairs = zip(source.blocks, target.blocks, strict=False)
    return Translation(
        article=article,
        lang=target.lang,
        route=Route((source_lang, target.lang), (), ""),
        title=_whole(Block(BlockKind.HEADING, source.title, 1), target.title),
        blocks=tuple(_whole(before, after.text) for before, after in pairs),
    )


def _whole(block: Block, text: str) -> TranslatedBlock:
    return TranslatedBlock(block, (Segment(block.text, text, origin=Origin.HUMAN),))


def as_edited(
    record: Translation, title: str, blocks: Sequence[Block], glossary: Glossary
) -> Translation:
    """Return a translation as it stands in a file, block for block."""
    after = (Block(BlockKind.HEADING, title, level=1), *blocks)
    found = compare((record.title, *record.blocks), after, record.lang)
    revised, _ = as_people_left_it(record, found, after)
    matcher = Matcher(glossary, record.route.languages[0], record.lang)
    drafted = {block.segments for block in (record.title, *record.blocks)}
    checked = []
    for block in (revised.title, *revised.blocks):
        if not block.block.text:  # what people put in has no source to be compared with
            checked.append(replace(block, segments=()))
        elif block.segments in drafted and record.route.signature:
            checked.append(block)
        else:
            checked.append(with_terms(block, matcher, record.lang))
    alts = {block.image.alt for block in blocks if block.image}
    kept = (
        block if "".join(s.target + s.tail for s in block.alt) in alts else replace(block, alt=())
        for block in checked[1:]
    )
    return replace(record, title=checked[0], blocks=tuple(kept))


def _by_people(edited: Translation, draft: Translation) -> Translation:
    """Return a version in which what is not the draft's is a person's, and so has no confidence."""
    drafted = {(segment.source, segment.target) for segment in draft.segments}

    def told(block: TranslatedBlock) -> TranslatedBlock:
        segments = (
            s if (s.source, s.target) in drafted else replace(s, origin=Origin.HUMAN)
            for s in block.segments
        )
        return replace(block, segments=tuple(segments))

    return replace(edited, title=told(edited.title), blocks=tuple(map(told, edited.blocks)))


def _claims(version: PublishedVersion, settings: Settings, records: Records) -> Iterator[Finding]:
    """Report a version that says somebody vouches for it where nobody does for what stands there."""
    said = str(version.front.get("review", ""))
    if version.pristine or said not in _ACCEPTED:
        return
    data = version.path.read_bytes()
    record = records.made_from(*place_of(version, settings), data)
    review = record.review if record else None
    if review is None or (review.state, review.digest) != (said, parts_of(data).digest):
        yield Finding(
            "review",
            f"says it is {said}, and nobody has accepted what stands here "
            f"(translator review accept {version.path} --by NAME)",
        )


def _structure(published: Published) -> Iterator[Finding]:
    """Report text that was added to or taken out of a version."""
    expected, there = len(published.record.blocks), len(published.version.blocks)
    if expected != there:
        yield Finding(
            "structure",
            f"{there} paragraphs, headings and list items; the source has {expected}",
            Severity.NOTE,
        )
