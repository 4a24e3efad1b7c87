"""The glossary at work: try a term, see how terms fared, find new ones, apply changes.

This stands above the stages, as the pipeline does: it puts cleaning, translation and published
versions together for the commands that help to keep a glossary.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from translator.article import TermUse, Translation
from translator.clean import clean
from translator.desk import find_target
from translator.engines.protocol import Engine, SteerableEngine
from translator.engines.routing import find_route
from translator.errors import GlossaryError, PublishError, TranslatorError
from translator.glossary.concept import Concept, Glossary
from translator.glossary.store import parse_terms
from translator.load import discover, load
from translator.memory import MEMORY_FILE, Memory
from translator.publish.as_json import read_translation
from translator.settings import Settings
from translator.terms import Matcher, concepts_digest
from translator.terms.explain import why_not
from translator.terms.lint import known_word
from translator.terms.suggest import Suggestion, find_candidates, judge
from translator.translate import article_sentences, build_hops, translate_sentences
from translator.versions import VERSIONS_FOLDER, record_path

_MOST_SENTENCES = 400
_RENDERINGS = 5


@dataclass(frozen=True, slots=True)
class Trial:
    """A sentence with and without the glossary; ``reason`` says why the term was not matched."""

    sentence: str
    before: str
    after: str
    uses: tuple[TermUse, ...]
    reason: str = ""


def refuse_known_word(
    assignments: Mapping[str, tuple[str, str]], source: str, glossary: Glossary
) -> None:
    """Refuse a new term that is found already, as an inflected or differently spelled form.

    A term of its own that only looks like one gets an ``id``.

    Raises:
        GlossaryError: names the concept of which it is a form.
    """
    cell = assignments.get(source, ("", ""))[1]
    if "id" in assignments or not cell.strip():
        return
    try:
        new = Concept("", {source: parse_terms(cell)})
    except ValueError:
        return  # the cell is refused for what is wrong with it
    if found := known_word(new, glossary, source):
        form, known, other = found
        if form.casefold() != known.casefold():
            raise GlossaryError(
                f"{form!r} is found already as a form of {known!r}, in {other.place}",
                hint=f"translator glossary show {other.id}; another meaning needs an id= of its own",
            )


def published(settings: Settings) -> Iterator[tuple[str, str, Translation]]:
    """Yield (stem, language, translation) of every recorded version, sorted; broken ones are left out."""
    root = settings.state / VERSIONS_FOLDER
    for path in sorted(root.rglob("*.json")):
        lang, *stem = path.relative_to(root).with_suffix("").parts
        try:
            yield "/".join(stem), lang, read_translation(path)
        except PublishError:
            continue  # the source version, or one from another format


def sentences_of(settings: Settings) -> tuple[tuple[str, str], ...]:
    """Return (stem, sentence) of all input articles; those that cannot be read are left out."""
    found = []
    for path, stem in discover(settings.inputs):
        try:
            article = clean(load(path, stem=stem, max_bytes=settings.max_bytes), settings.sites)
        except TranslatorError:
            continue  # `run` reports them; here they have nothing to say
        for sentences in article_sentences(article, settings.source):
            found += [(stem, sentence.text) for sentence in sentences if sentence.text]
    return tuple(found)


def try_concept(
    concept: Concept, glossary: Glossary, lang: str, settings: Settings, sentences: Sequence[str]
) -> tuple[Trial, ...]:
    """Translate sentences without and with the glossary, and say what became of the concept.

    Raises:
        RouteError: no installed model leads to ``lang``.
    """
    target = find_target(lang, settings, glossary)
    bare = build_hops([hop.engine for hop in target.hops], Glossary())
    before = translate_sentences(sentences, bare)
    after = translate_sentences(sentences, target.hops)
    matcher = target.hops[0].matcher
    trials = []
    for sentence in dict.fromkeys(sentences):
        uses = tuple(use for use in after[sentence].terms if use.concept == concept.id)
        reason = "" if uses else why_not(concept, sentence, matcher)
        trials.append(Trial(sentence, before[sentence].text, after[sentence].text, uses, reason))
    return tuple(trials)


def example_sentences(
    concept: Concept, glossary: Glossary, lang: str, settings: Settings, most: int = 5
) -> tuple[str, ...]:
    """Return sentences of the input articles with the concept, or made-up ones if there is none."""
    matcher = Matcher(glossary, settings.source, lang)
    try:
        texts = dict.fromkeys(sentence for _, sentence in sentences_of(settings))
    except TranslatorError:
        texts = {}
    found = [t for t in texts if any(m.concept.id == concept.id for m in matcher.find(t))]
    if found:
        return tuple(found[:most])
    return tuple(
        frame.format(form)
        for form in concept.allowed(settings.source)[:2]
        for frame in ("{}", "Der Bericht nennt {} an erster Stelle.", "Was bedeutet „{}“?")
    )


def suggest(
    settings: Settings, glossary: Glossary, lang: str, least: int
) -> tuple[Suggestion, ...]:
    """Propose terms of the input articles, those the model renders worst first.

    Raises:
        UsageError: there are no input articles.
        RouteError: no installed model leads to ``lang``.
    """
    sentences = sentences_of(settings)
    found = find_candidates(sentences, glossary, settings.source, least)
    target = find_target(lang, settings, glossary)
    wanted = list(dict.fromkeys(s for item in found for s in item.sentences))[:_MOST_SENTENCES]
    memory = Memory(settings.state / MEMORY_FILE) if settings.state.exists() else None
    try:
        done = translate_sentences(wanted, target.hops, memory)
    finally:
        if memory:
            memory.close()
    engines = [hop.engine for hop in target.hops]
    renderings = _renderings([item.term for item in found], engines)
    return judge(found, renderings, {s: r.text for s, r in done.items()}, lang)


def outdated(settings: Settings, glossary: Glossary) -> tuple[tuple[str, str], ...]:
    """Return (stem, language) of the versions made with other entries than ``glossary`` has now."""
    found = []
    for stem, lang, translation in published(settings):
        matcher = Matcher(glossary, translation.route.languages[0], translation.route.languages[1])
        concepts = {
            match.concept.id: match.concept
            for segment in translation.segments
            for match in matcher.find(segment.source)
        }
        record = json.loads(record_path(settings.state, lang, stem).read_text(encoding="utf-8"))
        if record["glossary_digest"] != concepts_digest(concepts.values()):
            found.append((stem, lang))
    return tuple(found)


def model_of(settings: Settings, lang: str) -> Engine:
    """Return the first engine on the way from the source language to ``lang``.

    Raises:
        RouteError: no installed model leads there.
    """
    return find_route(settings.source, lang, settings)[0]


def _renderings(terms: Sequence[str], engines: Sequence[Engine]) -> dict[str, tuple[str, ...]]:
    """Ask the models what they make of each term alone, over all hops."""
    first = engines[0]
    if isinstance(first, SteerableEngine):
        found = [[h.text for h in some] for some in first.alternatives(terms, _RENDERINGS)]
    else:
        found = [[text] for text in first.translate(terms)]
    for engine in engines[1:]:
        flat = iter(engine.translate([text for some in found for text in some]))
        found = [[next(flat) for _ in some] for some in found]
    return {term: tuple(some) for term, some in zip(terms, found, strict=True)}
