"""Checks of a glossary that need to know how terms are matched, and how a model renders them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from translator.article import Severity
from translator.engines.protocol import Engine
from translator.errors import GlossaryError
from translator.glossary.concept import Concept, Glossary, MatchMode
from translator.glossary.lint import Problem, problem
from translator.glossary.store import parse_terms
from translator.language.dictionary import lemma
from translator.language.words import fold, is_function_word, tokenize
from translator.terms.matcher import Matcher

_SHORT = 2  # letters; such forms are other words, too


def lint_matching(glossary: Glossary, source: str) -> tuple[Problem, ...]:
    """Find entries that are never matched, always shadowed, nearly the same or too common."""
    found = [
        *_unreachable(glossary, source),
        *_near_duplicates(glossary, source),
        *_context_dependent(glossary, source),
    ]
    return tuple(sorted(found, key=lambda p: (p.path, p.line, p.check, p.message)))


def lint_model(glossary: Glossary, engine: Engine) -> tuple[Problem, ...]:
    """Find entries the model already gets right when the term stands alone.

    They cost time with every occurrence and change nothing, unless they are there to make sure.
    """
    usable = [
        c for c in glossary.concepts if c.preferred(engine.source) and c.preferred(engine.target)
    ]
    rendered = engine.translate([concept.preferred(engine.source) for concept in usable])
    return tuple(
        problem(
            "model-knows",
            Severity.NOTE,
            concept,
            f"{engine.name} renders {concept.preferred(engine.source)!r} as {target!r} by itself",
        )
        for concept, target in zip(usable, rendered, strict=True)
        if target.strip(" .").casefold() == concept.preferred(engine.target).casefold()
    )


def _unreachable(glossary: Glossary, source: str) -> Iterator[Problem]:
    """Find forms the matcher never attributes to their own concept."""
    targets = [lang for lang in glossary.languages if lang != source]
    matchers = {lang: Matcher(glossary, source, lang) for lang in targets}
    for concept in glossary.concepts:
        lang = next((code for code in concept.terms if code != source), "")
        if concept.translate and not lang:
            continue
        matcher = matchers.get(lang) or Matcher(glossary, source, lang)
        for form in concept.allowed(source):
            found = matcher.find(f"– {form}")
            if any(match.concept.id == concept.id for match in found):
                continue
            if found:
                other = found[0].concept
                text = f"{form!r} is always taken for {other.id} ({other.path}:{other.line})"
                yield problem("shadowed", Severity.WARNING, concept, text)
            else:
                yield problem("unreachable", Severity.ERROR, concept, f"{form!r} never matches")


def _near_duplicates(glossary: Glossary, source: str) -> Iterator[Problem]:
    """Find concepts whose source terms are forms or spellings of one another."""
    seen: dict[tuple[str, ...], tuple[Concept, str]] = {}
    for concept in glossary.concepts:
        for form in concept.allowed(source):
            other, known_form = seen.setdefault(_signature(form, source), (concept, form))
            lemmas = MatchMode.LEMMA in (concept.match, other.match)
            if other.id != concept.id and known_form.casefold() != form.casefold() and lemmas:
                text = (
                    f"{form!r} and {known_form!r} of {other.id} ({other.path}:{other.line}) are "
                    "forms of one word: keep one"
                )
                yield problem("near-duplicate", Severity.WARNING, concept, text)


def known_word(
    concept: Concept, glossary: Glossary, source: str
) -> tuple[str, str, Concept] | None:
    """Return a form of ``concept``, and the form of a concept of the glossary it is a form of."""
    wanted = {_signature(form, source): form for form in concept.allowed(source)}
    for other in glossary.concepts:
        if MatchMode.LEMMA not in (concept.match, other.match):
            continue
        for form in other.allowed(source):
            signature = _signature(form, source)
            if signature and signature in wanted:
                return wanted[signature], form, other
    return None


def _signature(form: str, source: str) -> tuple[str, ...]:
    """Return what all forms and spellings of a term share: the lemmas of its words."""
    words = [token.text for token in tokenize(form) if token.is_word]
    return tuple(fold(lemma(word, source), source) for word in words)


def _context_dependent(glossary: Glossary, source: str) -> Iterator[Problem]:
    """Find source forms too common or too short to have one translation."""
    for concept in glossary.concepts:
        for form in concept.allowed(source):
            if is_function_word(form, source):
                text = f"{form!r} means something else in every sentence: add the words around it"
                yield problem("context-dependent", Severity.WARNING, concept, text)
            elif len(form) <= _SHORT and not form.isupper() and not concept.case_sensitive:
                text = f"{form!r} is very short: set case=yes and match=exact"
                yield problem("context-dependent", Severity.WARNING, concept, text)
            elif _lower_case_noun(form, source):
                text = f"{form!r} is written like a verb; as a noun it needs a capital to be found"
                yield problem("lower-case-noun", Severity.WARNING, concept, text)


def _lower_case_noun(form: str, source: str) -> bool:
    """Say whether a German noun is written without its capital."""
    return source == "de" and form.isalpha() and form.islower() and lemma(form, source)[0].isupper()


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
