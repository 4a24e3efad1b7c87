"""A project: its settings, glossary, models, memory and records, and all that can be done with them.

The front door for Python; every command of the command line is one of these methods with its output
printed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from translator import review
from translator.article import Article, Document, TermUse, Translation
from translator.clean import clean
from translator.clock import now
from translator.errors import EngineError, RouteError, TranslatorError, UsageError
from translator.files import remove_leftovers
from translator.folder import settings_file
from translator.glossary import load_glossary
from translator.glossary.concept import Concept, Glossary, concepts_digest
from translator.glossary.explain import why_not
from translator.glossary.matcher import Matcher
from translator.glossary.suggest import Suggestion, find_candidates, judge
from translator.glossary.usage import Usage, usage
from translator.inputs import UNNAMED, Input, stem_of_title
from translator.load import discover, load, load_text
from translator.provenance import left_behind, on_record
from translator.records import Record, Records
from translator.report import ArticleReport, Observer, Report, Silence
from translator.review.reviews import Reviews
from translator.review.source.sources import Sources
from translator.run import Run, checked
from translator.settings import DEFAULT_INPUT, Settings, load_settings
from translator.translate.articles import translate_article
from translator.translate.hops import alternatives, build_hops, translate_sentences
from translator.translate.memory import MEMORY_FILE, Memory
from translator.translate.plain_text import translate_text
from translator.translate.prepare import prepare
from translator.translate.target import Target, find_target

if TYPE_CHECKING:
    from translator.engines.protocol import Engine
    from translator.review.learn import Lesson
    from translator.site import SiteReport

STDIN = "<stdin>"
_MOST_SENTENCES = 400  # translated to judge candidates: a minute on a slow machine
_RENDERINGS = 5  # of a candidate that are asked for


@dataclass(frozen=True, slots=True)
class Trial:
    """A sentence with and without the glossary; ``reason`` says why the term was not matched."""

    sentence: str
    before: str
    after: str
    uses: tuple[TermUse, ...]
    reason: str = ""


class Project:
    """A folder with articles, a glossary and what is published of them.

    ``place`` is the folder, its settings file, or settings that are made already; without it, the
    project that the working directory lies in, or the working directory itself. ``options`` are
    fields of ``Settings`` and win over the file. Paths, in the settings as in the arguments of the
    methods, start at the project's folder, and so do names in reports and published files.

    Nothing is read before it is needed; the glossary is read once.

    Raises:
        UsageError: there is no such folder or file, or a setting is wrong.
    """

    def __init__(self, place: Path | str | Settings | None = None, **options: Any) -> None:
        self.root = Path()
        if isinstance(place, Settings):
            self.settings = replace(place, **options)
        else:
            file = settings_file(place)
            self.root = Path() if file.parent.resolve() == Path.cwd() else file.parent
            found = load_settings(file, **options) if file.is_file() else Settings(**options)
            self.settings = found.below(self.root)
        self._targets: dict[str, Target] = {}

    @cached_property
    def glossary(self) -> Glossary:
        """Return the concepts of the glossary; what is broken in it is in its ``problems``.

        Raises:
            GlossaryError: a file that was asked for by name is not there.
        """
        return load_glossary(self.settings.glossary)

    @cached_property
    def records(self) -> Records:
        """Return the records of what was published."""
        return Records(self.settings.state)

    @cached_property
    def review(self) -> Reviews:
        """Return the published versions and what people do about them: list, show, accept."""
        return Reviews(self.settings, self.records, self.glossary, self.root)

    @cached_property
    def sources(self) -> Sources:
        """Return the sources of the articles, to be put right: drop, call back, correct."""
        return Sources(self.settings, self.records, self._cleaned, self.root)

    def target(self, lang: str | None = None) -> Target:
        """Return the way to a language, by default the first target of the settings.

        Raises:
            RouteError: no installed model leads there.
        """
        lang = lang or self.settings.targets[0]
        if lang not in self._targets:  # its models stay loaded
            self._targets[lang] = find_target(lang, self.settings, self.glossary)
        return self._targets[lang]

    def run(
        self,
        observer: Observer | None = None,
        *,
        only: Sequence[str] | None = None,
        piped: bytes | None = None,
    ) -> Report:
        """Take every input article through all stages, and one that was ``piped`` in.

        ``only`` limits the run to articles with these stems. With ``dry_run`` in the settings
        nothing is written.

        Raises:
            UsageError: there is no input, or a target is the source language.
            GlossaryError: a glossary file that was asked for by name is not there.
            RouteError: none of the targets can be reached.
            MemoryStoreError: the translation memory is damaged.
        """
        settings = self.settings
        before = on_record(self.records, self.root)
        inputs = [
            Input(self._name(path), stem, path)
            for path, stem in self._discover(before.known, before.articles)
            if only is None or stem in only
        ]
        if piped is not None:
            stem = self._stem_of(piped)
            if before.sources.get(stem) not in (None, STDIN):
                stem = f"{stem}-{UNNAMED}"  # away from what was published from a file
            inputs.append(Input(STDIN, stem, piped))
        if settings.source in settings.targets:
            raise UsageError(
                f"{settings.source} is the language of the articles, not a target",
                hint="choose another --to, or say with --from what the articles are in",
            )
        if not settings.dry_run:
            for folder in (settings.output, settings.state):
                remove_leftovers(folder)
        taken = frozenset((settings.output / path).as_posix() for path in before.paths)
        targets = self._reachable()
        with self.memory(create=not settings.dry_run) as memory:
            work = Run(
                settings=settings,
                glossary=self.glossary,
                glossary_digest=concepts_digest(self.glossary.concepts),
                targets=targets,
                memory=memory,
                records=self.records,
                before=before.articles,
                observer=observer or Silence(),
                taken=taken,
            )
            articles = work.all(inputs)
            problems = work.problems()
        left = left_behind(before, settings.output, self.root)
        if left:  # what an input was renamed to is on record only now
            now = on_record(self.records, self.root)
            left = left_behind(now, settings.output, self.root)
        return Report(articles, left, problems)

    def run_one(self, stem: str) -> ArticleReport | None:
        """Take one article through all stages; ``None`` if no input has this stem.

        Raises:
            TranslatorError: see ``run``.
        """
        return next(iter(self.run(only=[stem]).articles), None)

    def load(self, source: Path | str | bytes, *, url: str = "", stem: str = "") -> Document:
        """Read an article from a file, or from its bytes; ``url`` is where it was saved from.

        Raises:
            LoadError: it cannot be read, is empty, too large or no text.
        """
        most = self.settings.max_bytes
        if isinstance(source, bytes):
            return load_text(source, name=STDIN, stem=stem or UNNAMED, url=url, max_bytes=most)
        path = self.root / source
        document = load(path, stem=stem or path.stem, url=url, max_bytes=most)
        return replace(document, name=self._name(path))

    def clean(self, source: Path | str | bytes | Document, *, url: str = "") -> Article:
        """Return the article in a file, in bytes, or in a document that was loaded.

        What editors did to its source is done (``sources``).

        Raises:
            LoadError: it cannot be read.
            CleanError: there is no article in it.
            PublishError: what editors did cannot be read.
        """
        document = source if isinstance(source, Document) else self.load(source, url=url)
        return self.sources.made_on(clean(document, self.settings.sites), document)

    def translate(self, article: Article, to: str | None = None) -> Translation:
        """Translate an article, by default into the first target, and check it.

        Where the project has a memory, what it knows is used and what is new goes into it; nothing
        else is written.

        Raises:
            RouteError: no installed model leads there.
            EngineError: a model failed.
        """
        target = self.target(to)
        if target.route is None:
            raise AssertionError(target)
        prepared = prepare(article, self.settings.source)
        with self._memory_if_any() as memory:
            made = translate_article(
                prepared,
                target.route,
                target.hops,
                memory,
                consistent=self.settings.consistent,
            )
        typography = self.settings.publish.typography
        return checked(made, target.lang, self.glossary, typography=typography)

    def translate_text(self, text: str, to: str | None = None, *, lines: bool = False) -> str:
        """Translate plain text and keep its layout: paragraphs, or ``lines`` each on its own.

        Raises:
            RouteError: no installed model leads there.
            EngineError: a model failed.
        """
        return translate_text(text, self.target(to).hops, lines=lines)

    def check(self, files: Sequence[Path] = ()) -> Report:
        """Run the checks over published Markdown versions, as people left them: all of them by default.

        Raises:
            PublishError: nothing has been published.
        """
        report = review.recheck(self._files(files), self.settings, self.records, self.glossary)
        return replace(report, problems=tuple(map(str, self.glossary.problems)))

    def site(self, *, force: bool = False) -> SiteReport:
        """Build the site of all that is published below the output folder; write what changed.

        What people changed in its files stays, unless by ``force``.

        Raises:
            PublishError: nothing has been published, or a file cannot be written.
            UsageError: a template of the house is wrong.
        """
        from translator.site import build_site

        return build_site(self.settings, self.records, force=force)

    def lessons(self, files: Sequence[Path] = ()) -> Iterator[tuple[Path, Lesson]]:
        """Yield what each published version that somebody edited teaches (``Memory.learn``).

        Raises:
            PublishError: a file cannot be read or has no record.
        """
        found = self._files(files)
        return review.lessons(found, self.settings, self.records, self.glossary)

    def versions(self) -> Iterator[tuple[str, Record]]:
        """Yield (stem, record) of every published version, by stem and language."""
        for stem in self.records.stems():
            for record in self.records.versions(stem).values():
                yield stem, record

    def translations(self) -> Iterator[tuple[str, str, Translation]]:
        """Yield (stem, language, translation) of every published translation."""
        for stem, record in self.versions():
            if translation := record.translation:
                yield stem, record.lang, translation

    def memory(self, *, create: bool = True) -> Memory:
        """Open the translation memory; without ``create`` one that is not there stays so.

        Raises:
            MemoryStoreError: the file is not a memory or is damaged.
        """
        return Memory(self.settings.state / MEMORY_FILE, create=create, clock=now)

    # The glossary and the articles

    def usage(self) -> tuple[Usage, ...]:
        """Count hits and misses of every concept in the published versions."""
        return usage(self.glossary, self.translations())

    def outdated(self) -> tuple[tuple[str, str], ...]:
        """Return (stem, language) of the versions made with other entries than the glossary has."""
        found = []
        for stem, lang, translation in self.translations():
            matcher = Matcher(self.glossary, *translation.route.languages[:2])
            matches = (m for s in translation.segments for m in matcher.find(s.source))
            concepts = {match.concept.id: match.concept for match in matches}
            if translation.glossary_digest != concepts_digest(concepts.values()):
                found.append((stem, lang))
        return tuple(found)

    def sentences(self) -> tuple[tuple[str, str], ...]:
        """Return (stem, sentence) of all input articles; those that cannot be read are left out.

        Raises:
            UsageError: there are no input articles.
        """
        found = []
        for path, stem in discover(self.settings.inputs):
            try:
                article = self.clean(self.load(path.absolute(), stem=stem))
            except TranslatorError:
                continue  # `run` reports them; here they have nothing to say
            for sentences in prepare(article, self.settings.source).sentences:
                found += [(stem, sentence.text) for sentence in sentences if sentence.text]
        return tuple(found)

    def examples(self, concept: Concept, to: str | None = None, most: int = 5) -> tuple[str, ...]:
        """Return sentences of the input articles with a concept, or made-up ones if there is none."""
        source = self.settings.source
        matcher = Matcher(self.glossary, source, to or self.settings.targets[0])
        try:
            texts = dict.fromkeys(sentence for _, sentence in self.sentences())
        except TranslatorError:
            texts = {}
        found = [t for t in texts if any(m.concept.id == concept.id for m in matcher.find(t))]
        if found:
            return tuple(found[:most])
        frames = ("{}", "Der Bericht nennt {} an erster Stelle.", "Was bedeutet „{}“?")
        return tuple(f.format(form) for form in concept.allowed(source)[:2] for f in frames)

    def try_concept(
        self, concept: Concept, sentences: Sequence[str], to: str | None = None
    ) -> tuple[Trial, ...]:
        """Translate sentences without and with the glossary, and say what became of a concept.

        Raises:
            RouteError: no installed model leads there.
        """
        target = self.target(to)
        bare = build_hops([hop.engine for hop in target.hops], Glossary())
        before = translate_sentences(sentences, bare)
        after = translate_sentences(sentences, target.hops)
        trials = []
        for sentence in dict.fromkeys(sentences):
            uses = tuple(use for use in after[sentence].terms if use.concept == concept.id)
            reason = "" if uses else why_not(concept, sentence, target.hops[0].matcher)
            trials.append(
                Trial(sentence, before[sentence].text, after[sentence].text, uses, reason)
            )
        return tuple(trials)

    def suggest(self, to: str | None = None, least: int = 2) -> tuple[Suggestion, ...]:
        """Propose terms that the input articles have ``least`` times, those rendered worst first.

        Raises:
            UsageError: there are no input articles.
            RouteError: no installed model leads there.
        """
        found = find_candidates(self.sentences(), self.glossary, self.settings.source, least)
        target = self.target(to)
        wanted = list(dict.fromkeys(s for item in found for s in item.sentences))[:_MOST_SENTENCES]
        with self._memory_if_any() as memory:
            done = translate_sentences(wanted, target.hops, memory)
        engines = [hop.engine for hop in target.hops]
        renderings = alternatives([item.term for item in found], engines, _RENDERINGS)
        texts = {sentence: rendering.text for sentence, rendering in done.items()}
        return judge(found, renderings, texts, target.lang)

    def engine(self, to: str | None = None) -> Engine:
        """Return the first model on the way to a language.

        Raises:
            RouteError: no installed model leads there.
        """
        return self.target(to).hops[0].engine

    def _reachable(self) -> tuple[Target, ...]:
        """Return every target of the settings; one without a route must not stop the others."""
        targets = []
        for lang in self.settings.targets:
            try:
                targets.append(self.target(lang))
            except (RouteError, EngineError) as error:
                targets.append(Target(lang, error=str(error)))
        if targets and all(target.error for target in targets):
            raise RouteError("; ".join(target.error for target in targets))
        return tuple(targets)

    @contextmanager
    def _memory_if_any(self) -> Iterator[Memory | None]:
        if not (self.settings.state / MEMORY_FILE).exists():
            yield None
            return
        with self.memory() as memory:
            yield memory

    def _cleaned(self, path: Path, stem: str) -> tuple[Document, Article]:
        document = self.load(path, stem=stem)
        return document, clean(document, self.settings.sites)

    def _discover(self, known: Any = None, taken: Any = ()) -> list[tuple[Path, str]]:
        if not self.settings.inputs:
            return []
        return discover(self.settings.inputs, self.root / DEFAULT_INPUT, known, taken)

    def _name(self, path: Path) -> str:
        """Return a path as people see it: from the project's folder on."""
        inside = self.root != Path() and path.is_relative_to(self.root)
        return str(path.relative_to(self.root) if inside else path)

    def _files(self, given: Sequence[Path]) -> list[Path]:
        return [self.root / path for path in given]

    def _stem_of(self, data: bytes) -> str:
        """Name an article that has no file after its title: the same article, the same place."""
        try:
            title = self.clean(data).metadata.title
        except TranslatorError:
            return UNNAMED  # the run says what is wrong
        try:
            taken = {stem for _, stem in discover([self.root / DEFAULT_INPUT])}
        except TranslatorError:
            taken = set()
        return stem_of_title(title, taken)
