"""One run: every input through all stages, and what is published of it.

load → clean → segment → translate (terms enforced inside) → check → publish

An error stops the article it happens in, never the batch. Work that was done before is
recognised at two depths: by everything that could matter (nothing is even cleaned), then by what
does matter to the article (cleaned, but neither translated nor written again).
"""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from translator.article import Article, Document, Origin, Review, Translation
from translator.check import article_findings, judged
from translator.check.useless import require_translated
from translator.clean import clean
from translator.doubt import doubts
from translator.engines.plugged import left_out
from translator.errors import PublishError, TranslatorError, unexpected
from translator.glossary.concept import Glossary
from translator.inputs import Input, require_language, require_publishable
from translator.picture_files import place_pictures
from translator.publish import render
from translator.publish.place import FileState, Placement, PlacementKind, Shelf, place, state_of
from translator.publish.typeset import typeset
from translator.publish.version import Version, source_version, target_version
from translator.records import FORMAT, Basis, Record, Records, source_record, target_record
from translator.report import Action, ArticleReport, Observer, VersionReport, count_terms
from translator.review.dress import dress_left, dress_of, redressed
from translator.review.source.in_run import Source, taken_file
from translator.review.source.store import SourceEdits
from translator.review.text import rendered, stands_as_edited
from translator.settings import Settings
from translator.standing import (
    Standing,
    adopted,
    is_unchanged,
    review_of,
    source_basis,
    source_fingerprint,
    standing,
    stands_as_reviewed,
    target_basis,
    target_fingerprint,
    waiting,
)
from translator.translate.articles import translate_article
from translator.translate.memory import Memory
from translator.translate.prepare import Prepared, Terms, find_terms, prepare
from translator.translate.target import Target

_ACTIONS = {
    PlacementKind.KEPT_BESIDE: Action.KEPT_BESIDE,
    PlacementKind.CREATED: Action.CREATED,
    PlacementKind.UPDATED: Action.UPDATED,
    PlacementKind.UNCHANGED: Action.UNCHANGED,
    PlacementKind.LEFT: Action.UNCHANGED,
}  # the first that happened to one of a version's files names what happened to the version


@dataclass(frozen=True, slots=True)
class Run:
    """What every article of a run needs.

    ``before`` are the records of all articles, by stem and language, ``taken`` the paths that are
    published already.
    """

    settings: Settings
    glossary: Glossary
    glossary_digest: str
    targets: tuple[Target, ...]
    memory: Memory | None
    records: Records
    before: Mapping[str, Mapping[str, Record]]
    observer: Observer
    taken: frozenset[str]

    def all(self, inputs: Sequence[Input]) -> tuple[ArticleReport, ...]:
        """Process the inputs, several at a time if asked for; reports come in their order."""
        count = len(inputs)
        if self.settings.jobs == 1:
            return tuple(self._reported(one, count) for one in inputs)
        with ThreadPoolExecutor(self.settings.jobs) as pool:
            try:
                return tuple(pool.map(lambda one: self._reported(one, count), inputs))
            except BaseException:
                pool.shutdown(cancel_futures=True)
                raise

    def problems(self) -> tuple[str, ...]:
        """Return what the run has had to do without so far: engines, glossary rows, memory rows."""
        remembered = self.memory.problems if self.memory else ()
        found = [*left_out(), *map(str, self.glossary.problems), *remembered]
        if self.glossary.problems and not self.glossary.concepts:
            found.append(
                "no term of the glossary could be used: versions are made without the house's terms"
            )
        return tuple(found)

    def _reported(self, one: Input, articles: int) -> ArticleReport:
        """Take one article through all stages; every error ends up in its report."""
        self.observer.started(one.name, articles)
        try:
            report = self._article(one)
        except TranslatorError as error:
            if error.path is None:
                error.path = one.name
            report = ArticleReport(one.name, error=str(error))
        except Exception as error:  # noqa: BLE001 - a bug in one article must not cost the others
            report = ArticleReport(one.name, error=f"{one.name}: {unexpected(error)}")
        self.observer.finished(report)
        return report

    def _article(self, one: Input) -> ArticleReport:
        settings = self.settings
        require_publishable(one.stem)
        document = one.document(settings)
        reachable = [target for target in self.targets if target.route]
        records = self.before.get(document.stem, {})
        source = Source.of(document.stem, records.get(settings.source), settings)
        bases = self._bases(document, reachable, source.edits)
        there = adopted(records, bases, document, settings, self.taken)
        records = self._redressed(there, document.stem)
        moved = {lang for lang, record in there.items() if records[lang] is not record}
        if settings.source in moved:
            source = Source.of(document.stem, records[settings.source], settings)
        unreachable = tuple(
            VersionReport(target.lang, Action.FAILED, error=target.error)
            for target in self.targets
            if target.error
        )
        known = [self._known(records.get(lang), basis) for lang, basis in bases.items()]
        if all(known) and not source.by_hand:
            versions = (*(_moved(one, moved) for one in known if one), *unreachable)
            return ArticleReport(document.name, versions, gone=source.gone)
        source, article = source.made_on(clean(document, settings.sites))
        bases = self._bases(document, reachable, source.edits)
        home = one.source.parent if isinstance(one.source, Path) else None
        article = place_pictures(article, home, document.stem, settings)
        require_language(article, settings.source)
        made = self._versions(article, document, reachable, bases, records)
        return ArticleReport(
            document.name,
            (*(_moved(one, moved) for one in made), *unreachable),
            removed=len(article.removed),
            gone=source.gone,
            taken=source.taken,
        )

    def _bases(
        self, document: Document, targets: Sequence[Target], edits: SourceEdits
    ) -> dict[str, Basis]:
        """Return what every version would be made from, the source first."""
        settings, done = self.settings, edits.digest
        return {settings.source: source_basis(document, settings, done)} | {
            target.lang: target_basis(
                document, target, settings, self.glossary_digest, self.memory, done
            )
            for target in targets
        }

    def _redressed(self, records: Mapping[str, Record], stem: str) -> dict[str, Record]:
        """Return the records of an article, with what people edited in the flavour of the settings."""
        if self.settings.dry_run:
            return dict(records)
        return {
            lang: redressed(record, stem, self.settings, self.records)
            for lang, record in records.items()
        }

    def _known(self, record: Record | None, basis: Basis) -> VersionReport | None:
        """Report a version as it stands if nothing has to be done about it; no cleaning needed."""
        verdict = standing(record, basis, self.settings)
        if record is None or verdict is Standing.STALE:
            return None
        return _as_it_stands(record, verdict, self.settings)

    def _versions(
        self,
        article: Article,
        document: Document,
        targets: Sequence[Target],
        bases: Mapping[str, Basis],
        records: Mapping[str, Record],
    ) -> list[VersionReport]:
        """Make the versions of an article: it is prepared once for all of them."""
        settings = self.settings
        source = settings.source
        work = _Work(document, source, bases[source], records.get(source))
        reports = [self._version(work.on(source_fingerprint(article)), article)]
        prepared = prepare(article, source)
        for target in targets:
            terms = find_terms(prepared, target.hops[0].matcher)
            exact = target_fingerprint(prepared, terms, target, settings, self.memory)
            work = _Work(document, target.lang, bases[target.lang], records.get(target.lang))
            reports.append(self._version(work.on(exact), prepared, target, terms))
        return reports

    def _version(
        self,
        work: _Work,
        source: Article | Prepared,
        target: Target | None = None,
        terms: Terms | None = None,
    ) -> VersionReport:
        """Make one version, unless it is what it was: the source text, or a translation."""
        verdict = standing(work.before, work.basis, self.settings)
        if work.before and verdict is not Standing.STALE:
            return self._confirm(work, work.before, verdict)
        route = str(target.route) if target else ""
        settings = self.settings
        if settings.dry_run:
            return VersionReport(work.lang, Action.PLANNED, route=route)
        if work.before and stands_as_reviewed(work.before, work.basis, self.settings):
            return self._again(work, work.before, work.before.review)
        try:
            if isinstance(source, Article):
                findings = tuple(article_findings(source))
                version = source_version(source, lang=work.lang, findings=findings)
                made = source_record(source, lang=work.lang, findings=findings)
            else:
                translation = self._translate(source, target, terms, work.document.name)
                require_translated(translation)
                version, made = target_version(translation), target_record(translation)
                version = replace(version, doubt_comments=settings.doubt_comments)
            version = replace(version, dress=dress_of(settings, work.document.stem))
        except TranslatorError as error:
            failed = f"{work.document.name}: {error}"
            return VersionReport(work.lang, Action.FAILED, route=route, error=failed)
        made = replace(
            made,
            digest=work.document.digest,
            basis=work.basis,
            judged=work.basis.program,
            dress=dress_left(work.before, settings),
        )
        return self._finished(work, version, made)

    def _finished(self, work: _Work, version: Version, made: Record) -> VersionReport:
        """Publish a version that was made, unless it says what people have made of the one before."""
        before, stem = work.before, work.document.stem
        if before is None or not stands_as_edited(before, made, stem, self.settings, self.records):
            return self._publish(work, version, made)
        basis = replace(made.basis, program=before.basis.program)
        before = replace(before, digest=made.digest, basis=basis, judged=made.judged)
        if before.review is not None:
            return self._again(work, before, before.review)
        return self._publish(work, version, before, news=False)

    def _again(self, work: _Work, before: Record, review: Review | None) -> VersionReport:
        """Write the formats that an accepted version lacks, with the text that was accepted."""
        settings, lang, stem = self.settings, work.lang, work.document.stem
        files = dict(review.files) if review else {}
        made: list[Path] = []
        for name in settings.formats:
            relative = f"{lang}/{stem}.{name}"
            path = settings.output / relative
            if state_of(path, ()) is FileState.MISSING:
                done = place(path, rendered(before, name), shelf=Shelf(root=settings.output))
                files[relative] = done.digest
                made.append(path)
        record = replace(
            before,
            outputs={**before.outputs, **dict.fromkeys(files, "")},
            review=review and replace(review, files=files),
            format=FORMAT,
        )
        self.records.put(stem, record)
        action = Action.UPDATED if made else Action.UNCHANGED
        report = _as_it_stands(record, Standing.CURRENT, settings)
        return replace(report, action=action, paths=tuple(path.as_posix() for path in made))

    def _confirm(self, work: _Work, before: Record, verdict: Standing) -> VersionReport:
        """Report a version as it stands, and remember what it was compared with."""
        basis = replace(work.basis, program=before.basis.program)
        seen = replace(
            before,
            digest=work.document.digest,
            basis=basis,
            judged=work.basis.program,
            format=FORMAT,
        )
        if seen != before and not self.settings.dry_run:
            # It only saves time: a state that cannot be written must not fail a run with nothing
            # to do.
            with contextlib.suppress(PublishError):
                self.records.put(work.document.stem, seen)
        return _as_it_stands(before, verdict, self.settings)

    def _translate(
        self, prepared: Prepared, target: Target | None, terms: Terms | None, name: str
    ) -> Translation:
        """Translate an article and add what the checks find."""
        if target is None or target.route is None:
            raise AssertionError(target)  # targets without a route are reported, never processed
        return checked(
            translate_article(
                prepared,
                target.route,
                target.hops,
                self.memory,
                lambda done, total: self.observer.translating(name, target.lang, done, total),
                terms,
                consistent=self.settings.consistent,
            ),
            target.lang,
            self.glossary,
            typography=self.settings.publish.typography,
        )

    def _publish(
        self, work: _Work, version: Version, made: Record, *, news: bool = True
    ) -> VersionReport:
        """Write a version in every format, then its record, so that a killed run repeats itself.

        Without ``news`` it says nothing that an edited file does not say.
        """
        settings, before, lang = self.settings, work.before, version.lang
        placements = self._place(work, version, news=news)
        outputs = dict(before.outputs) if before else {}
        beside = dict(before.beside) if before else {}
        for relative, placement in placements.items():
            match placement.kind:
                case PlacementKind.KEPT_BESIDE:
                    # Never ours: whatever stands there was not written by us.
                    outputs.setdefault(relative, "")
                    name = placement.path.relative_to(settings.output / lang)
                    beside[f"{lang}/{name}"] = placement.digest
                case PlacementKind.LEFT:
                    outputs.setdefault(relative, "")
                case _:
                    outputs[relative] = placement.digest
        kinds = {placement.kind for placement in placements.values()}
        if PlacementKind.LEFT in kinds and PlacementKind.KEPT_BESIDE not in kinds:
            # What people edited is as old as it was.
            program = before.basis.program if before else ""
            made = replace(made, basis=replace(made.basis, program=program))
        made = replace(made, outputs=outputs, beside=beside)
        self._write_record(work, made)
        verdict = Standing.CURRENT if made.basis == work.basis else Standing.OLDER
        return replace(
            _as_it_stands(made, verdict, settings),
            action=next(action for kind, action in _ACTIONS.items() if kind in kinds),
            translated=_machine_made(version),
            doubts=doubts(version.translation) if version.translation else (),
            paths=tuple(placement.path.as_posix() for placement in placements.values()),
        )

    def _place(self, work: _Work, version: Version, *, news: bool) -> dict[str, Placement]:
        """Write the files of a version; an edited one gets a new one beside it if there is news."""
        settings, before = self.settings, work.before
        if before is not None and before.basis.inputs and not settings.renew:
            news = news and not is_unchanged(before, work.basis)
        shelf = Shelf(
            root=settings.output,
            ours=frozenset(before.beside.values() if before else ()),
            taken=self.taken,
        )
        placed = {}
        for name in settings.formats:
            relative = f"{version.lang}/{work.document.stem}.{name}"
            path, data = settings.output / relative, render(version, name)
            recorded = before.outputs.get(relative) if before else None
            told = news
            if name == "md" and version.lang == settings.source:
                taken = taken_file(path, data)  # an edited source version that was taken over
                recorded = taken.digest if taken.is_ours else recorded
                told = news and not taken.is_same
            placed[relative] = place(
                path, data, recorded, force=settings.force, beside=told, shelf=shelf
            )
        return placed

    def _write_record(self, work: _Work, made: Record) -> None:
        """Write the record, which `check` and `usage` read; keep that of an edited file."""
        lang, stem = made.lang, work.document.stem
        relative = f"{lang}/{stem}.md"
        published = self.settings.output / relative
        written: set[str | None] = {made.outputs.get(relative)}
        if work.before:
            written |= {work.before.outputs.get(relative), *work.before.beside.values()}
        if state_of(published, written) is FileState.EDITED:
            self.records.keep(lang, stem, published.read_bytes())
        else:
            self.records.forget(lang, stem)
        self.records.put(stem, made)


@dataclass(frozen=True, slots=True)
class _Work:
    """One version to be looked at: what it would be made from, and what there is of it."""

    document: Document
    lang: str
    basis: Basis
    before: Record | None

    def on(self, fingerprint: str) -> _Work:
        """Return it with the digest of what matters to the cleaned article."""
        return replace(self, basis=replace(self.basis, fingerprint=fingerprint))


def checked(
    translation: Translation, lang: str, glossary: Glossary, *, typography: bool = True
) -> Translation:
    """Return a translation with what the checks find in it and how sure it is, set in type at last."""
    # A route may end in a variety (pt-br) of the language that was asked for (pt).
    translation = replace(translation, lang=lang)
    found = judged(translation, glossary)
    return typeset(found) if typography else found


def _machine_made(version: Version) -> int:
    """Return how many segments a model was asked for: the others were known."""
    segments = version.translation.segments if version.translation else ()
    return sum(segment.origin is Origin.MACHINE for segment in segments)


def _moved(report: VersionReport, moved: Collection[str]) -> VersionReport:
    """Report a version whose text is what it was, in another flavour."""
    same = report.action is Action.UNCHANGED and report.lang in moved
    return replace(report, action=Action.UPDATED) if same else report


def _as_it_stands(record: Record, verdict: Standing, settings: Settings) -> VersionReport:
    beside = waiting(record, settings)
    action = Action.OLDER if verdict is Standing.OLDER else Action.UNCHANGED
    segments = [segment for some in record.segments for segment in some]
    state = review_of(record, settings)
    return VersionReport(
        record.lang,
        Action.KEPT_BESIDE if beside else action,
        route=str(record.route or ""),
        segments=len(segments) if record.route else len(record.article.blocks),
        findings=record.findings,
        terms=count_terms(use.outcome for segment in segments for use in segment.terms),
        paths=beside or tuple((settings.output / name).as_posix() for name in record.outputs),
        starter=record.route.starter if record.route else False,
        waiting=beside,
        older=verdict is Standing.OLDER,
        review=state.value if state else "",
        taken_back=record.review.by if record.review and not state else "",
    )
