"""The one place that knows the order of the stages.

load → clean → segment → translate (terms enforced inside) → check → publish

An error stops the article it happens in, never the batch. Work that was done before is
recognised at two depths: by everything that could matter (nothing is even cleaned), then by what
does matter to the article (cleaned, but neither translated nor written again).
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from translator.article import Article, Document, Origin, Translation
from translator.check import article_findings, run_checks
from translator.clean import clean
from translator.clean.language import detect
from translator.desk import Desk, Observer, Target, open_desk
from translator.errors import LanguageError, LoadError, PublishError, TranslatorError, unexpected
from translator.incremental import (
    Basis,
    Standing,
    adopted,
    all_bases,
    concepts_in,
    is_unchanged,
    source_fingerprint,
    standing,
    target_fingerprint,
    waiting,
)
from translator.load import discover, load
from translator.manifest import ArticleRecord, Manifest, VersionRecord
from translator.pictures import place_pictures
from translator.piped import NAME, Piped
from translator.provenance import OnRecord, left_behind, on_record
from translator.publish import render
from translator.publish.files import remove_leftovers, write_atomic
from translator.publish.place import (
    FileState,
    Placement,
    PlacementKind,
    Shelf,
    place,
    state_of,
)
from translator.publish.version import Version, source_version, target_version
from translator.report import Action, ArticleReport, Report, VersionReport, count_terms
from translator.settings import DEFAULT_INPUT, Settings
from translator.terms import concepts_digest
from translator.translate import translate_article
from translator.versions import forget_records, keep_record, record_path

_LONGEST_NAME = 255  # bytes of a file's name on all usual systems
_LONGEST_SUFFIX = ".new.html"  # what a version may be called beside one that a person edited
_ACTIONS = {
    PlacementKind.KEPT_BESIDE: Action.KEPT_BESIDE,
    PlacementKind.CREATED: Action.CREATED,
    PlacementKind.UPDATED: Action.UPDATED,
    PlacementKind.UNCHANGED: Action.UNCHANGED,
    PlacementKind.LEFT: Action.UNCHANGED,
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
        GlossaryError: a glossary file that was asked for by name is not there.
        RouteError: none of the targets can be reached.
        MemoryStoreError: the translation memory is damaged.
    """
    before = on_record(Manifest(settings.state), settings)
    found = []
    if settings.inputs:
        found = discover(settings.inputs, DEFAULT_INPUT, before.known, before.articles)
    inputs: list[tuple[Path | Piped, str]] = [
        (path, stem) for path, stem in found if only is None or stem in only
    ]
    if piped:
        own = _in_its_own_place(piped, before)
        inputs.append((own, own.stem))
    if not settings.dry_run:
        for folder in (settings.output, settings.state):
            remove_leftovers(folder)
    taken = frozenset((settings.output / path).as_posix() for path in before.paths)
    with open_desk(settings, observer, taken) as desk:
        articles = _all(inputs, desk)
        problems = desk.problems()
    left = left_behind(before, settings)
    if left:  # what an input was renamed to is on record only now
        left = left_behind(on_record(Manifest(settings.state), settings), settings)
    return Report(articles, left, problems)


def _in_its_own_place(piped: Piped, before: OnRecord) -> Piped:
    """Keep an article from standard input away from what was published from a file."""
    if before.sources.get(piped.stem) in (None, NAME):
        return piped
    return replace(piped, stem=f"{piped.stem}-stdin")


def _all(inputs: Sequence[tuple[Path | Piped, str]], desk: Desk) -> tuple[ArticleReport, ...]:
    """Process the inputs, several at a time if asked for; reports come in their order."""
    work = [(path, stem, desk, len(inputs)) for path, stem in inputs]
    if desk.settings.jobs == 1:
        return tuple(process(*item) for item in work)
    with ThreadPoolExecutor(desk.settings.jobs) as pool:
        try:
            return tuple(pool.map(lambda item: process(*item), work))
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
    record = adopted(desk.manifest.read(stem), document, desk)
    record = replace(record, source=document.name, digest=document.digest)
    bases = all_bases(document, desk)
    unreachable = tuple(
        VersionReport(target.lang, Action.FAILED, error=target.error)
        for target in desk.targets
        if target.error
    )
    known = [_known(lang, record, basis, desk) for lang, basis in bases.items()]
    if all(known):
        return ArticleReport(document.name, (*filter(None, known), *unreachable))
    article = place_pictures(clean(document, settings.sites), document, settings)
    require_language(article, settings.source)
    reports = []
    for target in (None, *(target for target in desk.targets if target.route)):
        lang = target.lang if target else settings.source
        report, record = _version(article, document, target, bases[lang], record, desk)
        reports.append(report)
    return ArticleReport(document.name, (*reports, *unreachable), removed=len(article.removed))


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


def _known(lang: str, record: ArticleRecord, basis: Basis, desk: Desk) -> VersionReport | None:
    """Report a version as it stands if nothing has to be done about it; no cleaning needed."""
    version = record.versions.get(lang)
    verdict = standing(version, basis, desk.settings)
    if version is None or verdict is Standing.STALE:
        return None
    return _as_it_stands(lang, version, verdict, desk.settings)


def _as_it_stands(
    lang: str, version: VersionRecord, verdict: Standing, settings: Settings
) -> VersionReport:
    beside = waiting(version, settings)
    action = Action.OLDER if verdict is Standing.OLDER else Action.UNCHANGED
    return VersionReport(
        lang,
        Action.KEPT_BESIDE if beside else action,
        route=version.route,
        segments=version.segments,
        findings=version.findings,
        terms=version.terms,
        paths=beside or tuple((settings.output / name).as_posix() for name in version.outputs),
        starter=version.starter,
        waiting=beside,
        older=verdict is Standing.OLDER,
    )


def _version(
    article: Article,
    document: Document,
    target: Target | None,
    basis: Basis,
    record: ArticleRecord,
    desk: Desk,
) -> tuple[VersionReport, ArticleRecord]:
    """Make one version, unless it is what it was: the source text, or a translation."""
    if target:
        fingerprint = target_fingerprint(article, document, target, desk)
    else:
        fingerprint = source_fingerprint(article, document)
    basis = replace(basis, fingerprint=fingerprint)
    lang = target.lang if target else desk.settings.source
    before = record.versions.get(lang)
    verdict = standing(before, basis, desk.settings)
    if before and verdict is not Standing.STALE:
        return _confirm(lang, before, verdict, basis, document, record, desk)
    route = str(target.route) if target else ""
    if desk.settings.dry_run:
        return VersionReport(lang, Action.PLANNED, route=route), record
    try:
        version, made = _make(article, document, target, basis, desk)
    except TranslatorError as error:
        failed = VersionReport(lang, Action.FAILED, route=route, error=f"{document.name}: {error}")
        return failed, record
    return _publish(version, made, document.stem, basis, record, desk)


def _confirm(
    lang: str,
    before: VersionRecord,
    verdict: Standing,
    basis: Basis,
    document: Document,
    record: ArticleRecord,
    desk: Desk,
) -> tuple[VersionReport, ArticleRecord]:
    """Report a version as it stands, and remember what it was compared with."""
    report = _as_it_stands(lang, before, verdict, desk.settings)
    seen = replace(before, inputs=basis.inputs, fingerprint=basis.fingerprint, judged=basis.program)
    if seen == before or desk.settings.dry_run:
        return report, record
    record = record.with_version(lang, seen)
    # It only saves time: a state that cannot be written must not fail a run with nothing to do.
    with contextlib.suppress(PublishError):
        desk.manifest.write(document.stem, record)
    return report, record


def _make(
    article: Article, document: Document, target: Target | None, basis: Basis, desk: Desk
) -> tuple[Version, VersionRecord]:
    """Make a version and what is to be recorded of it, all but its files."""
    record = VersionRecord(basis.inputs, basis.fingerprint, basis.program, basis.program)
    if target is None:
        version = source_version(article, lang=desk.settings.source, source_file=document.name)
        version = replace(version, findings=tuple(article_findings(article)))
        return version, replace(record, segments=len(article.blocks), findings=version.findings)
    translation = _translate(article, document, target, desk)
    version = target_version(
        translation,
        source_file=document.name,
        glossary_digest=concepts_digest(concepts_in(article, target)),
    )
    segments = translation.segments
    return version, replace(
        record,
        segments=len(segments),
        translated=sum(segment.origin is Origin.MACHINE for segment in segments),
        route=str(translation.route),
        starter=translation.route.starter,
        terms=count_terms(use.outcome for segment in segments for use in segment.terms),
        findings=translation.findings,
    )


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


def _publish(
    version: Version,
    made: VersionRecord,
    stem: str,
    basis: Basis,
    record: ArticleRecord,
    desk: Desk,
) -> tuple[VersionReport, ArticleRecord]:
    """Write a version in every format, then its record, so that a killed run repeats itself."""
    settings = desk.settings
    lang = version.lang
    before = record.versions.get(lang, VersionRecord("", ""))
    placements = _place(version, stem, before, basis, desk)
    outputs, beside = dict(before.outputs), dict(before.beside)
    for relative, placement in placements.items():
        match placement.kind:
            case PlacementKind.KEPT_BESIDE:
                # Never ours: whatever stands there was not written by us.
                outputs.setdefault(relative, "")
                beside[f"{lang}/{placement.path.relative_to(settings.output / lang)}"] = (
                    placement.digest
                )
            case PlacementKind.LEFT:
                outputs.setdefault(relative, "")
            case _:
                outputs[relative] = placement.digest
    _write_record(version, stem, before, desk)
    kinds = {placement.kind for placement in placements.values()}
    if PlacementKind.LEFT in kinds and PlacementKind.KEPT_BESIDE not in kinds:
        made = replace(made, program=before.program)  # what people edited is as old as it was
    made = replace(made, outputs=outputs, beside=beside)
    record = record.with_version(lang, made)
    desk.manifest.write(stem, record)
    paths = tuple(placement.path.as_posix() for placement in placements.values())
    verdict = Standing.CURRENT if made.program == basis.program else Standing.OLDER
    report = replace(
        _as_it_stands(lang, made, verdict, settings),
        action=next(action for kind, action in _ACTIONS.items() if kind in kinds),
        translated=made.translated,
        paths=paths,
    )
    return report, record


def _place(
    version: Version, stem: str, before: VersionRecord, basis: Basis, desk: Desk
) -> dict[str, Placement]:
    """Write the files of a version; an edited one gets a new one beside it if there is news."""
    settings = desk.settings
    news = settings.renew or not before.inputs or not is_unchanged(before, basis)
    shelf = Shelf(
        root=settings.output,
        ours=frozenset(before.beside.values()),
        taken=desk.taken,
    )
    return {
        relative: place(
            settings.output / relative,
            render(version, name),
            before.outputs.get(relative),
            force=settings.force,
            beside=news,
            shelf=shelf,
        )
        for name in settings.formats
        for relative in [f"{version.lang}/{stem}.{name}"]
    }


def _write_record(version: Version, stem: str, before: VersionRecord, desk: Desk) -> None:
    """Write the full record, which `check` and `usage` read; keep that of an edited file."""
    settings, lang = desk.settings, version.lang
    relative = f"{lang}/{stem}.md"
    published = settings.output / relative
    written = {before.outputs.get(relative), *before.beside.values()}
    if state_of(published, written) is FileState.EDITED:
        keep_record(settings.state, lang, stem, published.read_bytes())
    else:
        forget_records(settings.state, lang, stem)
    write_atomic(record_path(settings.state, lang, stem), render(version, "json"))
