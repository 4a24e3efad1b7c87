"""The one place that knows the order of the stages.

load → clean → segment → translate (terms enforced inside) → check → publish

An error stops the article it happens in, never the batch. Work that was done before is
recognised at two depths: by everything that could matter (nothing is even cleaned), then by what
does matter to the article (cleaned, but neither translated nor written again).
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, replace
from pathlib import Path

from translator.article import Article, Document, Finding, Origin, Severity, Translation
from translator.check import run_checks
from translator.clean import clean
from translator.clean.language import detect
from translator.desk import Desk, Observer, Target, open_desk
from translator.errors import LanguageError, LoadError, TranslatorError, unexpected
from translator.incremental import (
    all_inputs,
    concepts_in,
    is_published,
    source_fingerprint,
    target_fingerprint,
)
from translator.load import discover, load
from translator.manifest import VersionRecord
from translator.piped import Piped
from translator.publish import render
from translator.publish.files import remove_leftovers, write_atomic
from translator.publish.place import PlacementKind, place
from translator.publish.version import Version, source_version, target_version
from translator.report import Action, ArticleReport, Report, VersionReport, count_terms
from translator.settings import DEFAULT_INPUT, Settings
from translator.terms import concepts_digest
from translator.translate import translate_article

VERSIONS_FOLDER = "versions"
_LONGEST_NAME = 255  # bytes of a file's name on all usual systems
_LONGEST_SUFFIX = ".new.html"  # what a version may be called beside one that a person edited
_ACTIONS = {
    PlacementKind.KEPT_BESIDE: Action.KEPT_BESIDE,
    PlacementKind.CREATED: Action.CREATED,
    PlacementKind.UPDATED: Action.UPDATED,
    PlacementKind.UNCHANGED: Action.UNCHANGED,
}  # the first that happened to one of a version's files names what happened to the version


def run(
    settings: Settings,
    observer: Observer | None = None,
    only: Sequence[str] | None = None,
    piped: Piped | None = None,
) -> Report:
    """Take every input article through all stages, and the one that was ``piped`` in.

    ``only`` limits the run to articles with these stems. With ``dry_run`` nothing is written.

    Raises:
        UsageError: there is no input, or a target is the source language.
        GlossaryError: a glossary file is broken; nothing has been done then.
        RouteError: none of the targets can be reached.
        MemoryStoreError: the translation memory is damaged.
    """
    found = discover(settings.inputs, root=DEFAULT_INPUT) if settings.inputs else []
    inputs: list[tuple[Path | Piped, str]] = [
        (path, stem) for path, stem in found if only is None or stem in only
    ]
    inputs += [(piped, piped.stem)] if piped else []
    if not settings.dry_run:
        for folder in (settings.output, settings.state):
            remove_leftovers(folder)
    with open_desk(settings, observer) as desk:
        work = [(path, stem, desk, len(inputs)) for path, stem in inputs]
        if settings.jobs == 1:
            return Report(tuple(process(*item) for item in work))
        with ThreadPoolExecutor(settings.jobs) as pool:
            try:
                return Report(tuple(pool.map(lambda item: process(*item), work)))
            except BaseException:
                pool.shutdown(cancel_futures=True)
                raise


def process(source: Path | Piped, stem: str, desk: Desk, articles: int = 1) -> ArticleReport:
    """Take one article through all stages; every error ends up in its report."""
    name = str(source)
    desk.observer.started(name, articles)
    try:
        report = _process(source, stem, desk)
    except TranslatorError as error:
        if error.path is None:
            error.path = name
        report = ArticleReport(name, error=str(error))
    except Exception as error:  # noqa: BLE001 - a bug in one article must not cost the others
        report = ArticleReport(name, error=f"{name}: {unexpected(error)}")
    desk.observer.finished(report)
    return report


def _process(source: Path | Piped, stem: str, desk: Desk) -> ArticleReport:
    settings = desk.settings
    require_publishable(stem)
    if isinstance(source, Piped):
        document = source.document(settings)
    else:
        document = load(source, stem=stem, max_bytes=settings.max_bytes)
    records = desk.manifest.read(stem)
    inputs = all_inputs(document, desk)
    unreachable = tuple(
        VersionReport(target.lang, Action.FAILED, error=target.error)
        for target in desk.targets
        if target.error
    )
    if not settings.force:
        known = [_known(lang, records, digest, desk) for lang, digest in inputs.items()]
        if all(known):
            return ArticleReport(document.name, (*filter(None, known), *unreachable))
    article = clean(document, settings.sites)
    require_language(article, settings.source)
    versions = [_source(article, document, inputs[settings.source], records, desk)]
    versions += [
        _version(article, document, target, inputs[target.lang], records, desk)
        for target in desk.targets
        if target.route
    ]
    return ArticleReport(document.name, (*versions, *unreachable), removed=len(article.removed))


def require_publishable(stem: str) -> None:
    """Refuse an article whose versions or records could not be written under its name.

    Raises:
        LoadError: with the longest suffix that may follow, its name has more bytes than file
            systems take; found before anything of it is published.
    """
    length = len(os.fsencode(stem.rpartition("/")[2]))
    if length + len(_LONGEST_SUFFIX) > _LONGEST_NAME:
        raise LoadError(
            f"its name has {length} bytes, too many to publish it under",
            hint=f"rename it to at most {_LONGEST_NAME - len(_LONGEST_SUFFIX)} bytes",
        )


def require_language(article: Article, source: str) -> None:
    """Refuse an article that is in another language than it should be.

    Raises:
        LanguageError: the body is in another language, with enough text to be sure.
    """
    lang = detect(article.text)
    if lang and lang != source.partition("-")[0]:
        raise LanguageError(
            f"the article is in {lang!r}, not in {source!r}",
            hint=f"run it with --from {lang}, or take it out of the input",
        )


def _known(
    lang: str, records: Mapping[str, VersionRecord], inputs: str, desk: Desk
) -> VersionReport | None:
    """Report a version as unchanged if nothing that could matter has changed since."""
    record = records.get(lang)
    if record and record.inputs == inputs and is_published(record, desk.settings):
        return _unchanged(lang, record)
    return None


def _unchanged(lang: str, record: VersionRecord) -> VersionReport:
    return VersionReport(
        lang,
        Action.UNCHANGED,
        route=record.route,
        segments=record.segments,
        findings=tuple(
            Finding(**{**finding, "severity": Severity(finding["severity"])})
            for finding in record.findings
        ),
        terms=tuple((outcome, count) for outcome, count in record.terms),
        paths=tuple(record.outputs),
        starter=record.starter,
    )


def _source(
    article: Article,
    document: Document,
    inputs: str,
    records: dict[str, VersionRecord],
    desk: Desk,
) -> VersionReport:
    """Publish the cleaned source text."""
    lang = desk.settings.source
    fingerprint = source_fingerprint(article, document)
    current = _current(document, lang, inputs, fingerprint, records, desk)
    if current:
        return current
    if desk.settings.dry_run:
        return VersionReport(lang, Action.PLANNED)
    version = source_version(article, lang=lang, source_file=document.name)
    record = VersionRecord(inputs, fingerprint, segments=len(article.blocks))
    return _publish(version, document.stem, record, records, desk)


def _version(
    article: Article,
    document: Document,
    target: Target,
    inputs: str,
    records: dict[str, VersionRecord],
    desk: Desk,
) -> VersionReport:
    """Translate, check and publish one language version, unless it is what it was."""
    fingerprint = target_fingerprint(article, document, target, desk)
    current = _current(document, target.lang, inputs, fingerprint, records, desk)
    if current:
        return current
    if desk.settings.dry_run:
        return VersionReport(target.lang, Action.PLANNED, route=str(target.route))
    try:
        translation = _translate(article, document, target, desk)
    except TranslatorError as error:
        return VersionReport(
            target.lang, Action.FAILED, route=str(target.route), error=f"{document.name}: {error}"
        )
    version = target_version(
        translation,
        source_file=document.name,
        glossary_digest=concepts_digest(concepts_in(article, target)),
    )
    record = _record(translation, inputs, fingerprint)
    return _publish(version, document.stem, record, records, desk)


def _translate(article: Article, document: Document, target: Target, desk: Desk) -> Translation:
    """Translate an article and add what the checks find."""
    if target.route is None:
        raise AssertionError(target.lang)  # targets without a route are reported, never processed
    translation = translate_article(
        article,
        target.route,
        target.hops,
        desk.memory,
        lambda done, total: desk.observer.translating(document.name, target.lang, done, total),
    )
    # A route may end in a variety (pt-br) of the language that was asked for (pt).
    translation = replace(translation, lang=target.lang)
    return replace(translation, findings=run_checks(translation, desk.glossary))


def _record(translation: Translation, inputs: str, fingerprint: str) -> VersionRecord:
    segments = translation.segments
    return VersionRecord(
        inputs,
        fingerprint,
        segments=len(segments),
        translated=sum(segment.origin is Origin.MACHINE for segment in segments),
        route=str(translation.route),
        starter=translation.route.starter,
        terms=count_terms(use.outcome for segment in segments for use in segment.terms),
        findings=tuple(asdict(finding) for finding in translation.findings),
    )


def _current(
    document: Document,
    lang: str,
    inputs: str,
    fingerprint: str,
    records: dict[str, VersionRecord],
    desk: Desk,
) -> VersionReport | None:
    """Report a version as unchanged if what matters to it is what it was."""
    record = records.get(lang)
    if desk.settings.force or record is None or record.fingerprint != fingerprint:
        return None
    if not is_published(record, desk.settings):
        return None
    if record.inputs != inputs and not desk.settings.dry_run:
        records[lang] = replace(record, inputs=inputs)
        desk.manifest.write(document.stem, records)
    return _unchanged(lang, record)


def _publish(
    version: Version,
    stem: str,
    record: VersionRecord,
    records: dict[str, VersionRecord],
    desk: Desk,
) -> VersionReport:
    """Write a version in every format, then its record, so that a killed run repeats itself."""
    settings = desk.settings
    lang = version.lang
    before = records[lang].outputs if lang in records else {}
    outputs = dict(before)
    kinds, paths = set(), []
    for name in settings.formats:
        relative = f"{lang}/{stem}.{name}"
        placement = place(
            settings.output / relative,
            render(version, name),
            before.get(relative),
            force=settings.force,
        )
        kinds.add(placement.kind)
        paths.append(placement.path.as_posix())
        if placement.kind is PlacementKind.KEPT_BESIDE:
            outputs.setdefault(
                relative, ""
            )  # never ours: whatever stands there was not written by us
        else:
            outputs[relative] = placement.digest
    # The full record is there even when JSON is not published: check and usage read it.
    write_atomic(settings.state / VERSIONS_FOLDER / lang / f"{stem}.json", render(version, "json"))
    records[lang] = replace(record, outputs=outputs)
    desk.manifest.write(stem, records)
    return replace(
        _unchanged(lang, record),
        action=next(action for kind, action in _ACTIONS.items() if kind in kinds),
        translated=record.translated,
        paths=tuple(paths),
    )
