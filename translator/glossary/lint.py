"""Check a glossary for what makes it wrong, useless or hard to keep: one small function per check.

``lint`` looks at the entries alone, ``lint_matching`` at how they are matched, ``lint_model`` at how
a model renders them.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from translator.article import Severity
from translator.engines.protocol import Engine
from translator.errors import GlossaryError
from translator.glossary.concept import Concept, Glossary, MatchMode
from translator.glossary.matcher import Matcher
from translator.glossary.store import parse_terms, printable
from translator.glossary.table import read_table
from translator.language.dictionary import lemma
from translator.language.words import fold, is_function_word, tokenize

_SHORT = 2  # letters; such forms are other words, too
_MOSTLY = 0.6  # a language most concepts have is missed where it is not there
_BRACKETS = ("()", "[]", "{}", "„“", "«»")
_MEANT = {"cz": "cs", "jp": "ja", "gr": "el", "ua": "uk", "dk": "da", "cn": "zh", "kr": "ko"}


@dataclass(frozen=True, slots=True)
class Problem:
    """Something about a concept that should be looked at."""

    check: str
    severity: Severity
    message: str
    concept: str = ""
    path: str = ""
    line: int = 0

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}: " if self.path else ""
        return f"{place}{self.severity}: {self.message} [{self.check}]"


def control_characters(glossary: Glossary) -> Iterator[Problem]:
    """Find control characters in the files, which are left out when notes are shown or exported."""
    for path in dict.fromkeys(concept.path for concept in glossary.concepts if concept.path):
        try:
            rows = read_table(Path(path)).rows
        except GlossaryError:  # gone or broken since it was loaded
            continue
        for row in rows:
            text = "".join(row.cells)
            if printable(text) != text.replace("\r", ""):
                yield Problem(
                    "control-character",
                    Severity.WARNING,
                    "a control character: take it out, it is not exported",
                    path=path,
                    line=row.line,
                )


def lint(glossary: Glossary) -> tuple[Problem, ...]:
    """Run all structural checks; problems come in file order."""
    found = [problem for check in CHECKS for problem in check(glossary)]
    return tuple(sorted(found, key=lambda p: (p.path, p.line, p.check, p.message)))


def from_error(error: GlossaryError) -> Problem:
    """Turn a row that could not be loaded into a problem."""
    return Problem(
        "broken-row",
        Severity.ERROR,
        f"{error.message} ({error.hint})" if error.hint else error.message,
        path=str(error.path or ""),
        line=error.line or 0,
    )


def problem(check: str, severity: Severity, concept: Concept, message: str) -> Problem:
    """Build a problem at the place of a concept."""
    return Problem(check, severity, message, concept.id, concept.path, concept.line)


def same_term(glossary: Glossary) -> Iterator[Problem]:
    """Find a source form that two concepts claim: a duplicate, a conflict or an ambiguity."""
    for lang in glossary.languages[:1] if "de" not in glossary.languages else ("de",):
        owners: dict[str, list[Concept]] = defaultdict(list)
        for concept in glossary.concepts:
            for form in concept.allowed(lang):
                owners[form if concept.case_sensitive else form.casefold()].append(concept)
        for concepts in owners.values():
            first = concepts[0]
            for other in concepts[1:]:
                if other is first:
                    continue
                yield _claimed_twice(first, other, lang)


def _claimed_twice(first: Concept, other: Concept, lang: str) -> Problem:
    shared = sorted(set(first.allowed(lang)) & set(other.allowed(lang))) or [other.preferred(lang)]
    languages = [code for code in first.terms if code in other.terms and code != lang]
    same = all(first.preferred(code) == other.preferred(code) for code in languages)
    place = f"{first.path}:{first.line}"
    if same:
        text = f"{shared[0]!r} is also a form of {first.id} ({place}): merge the two"
        return problem("duplicate", Severity.WARNING, other, text)
    if first.domain == other.domain:
        text = f"{shared[0]!r} has other translations in {first.id} ({place}): which one holds?"
        return problem("conflict", Severity.ERROR, other, text)
    text = f"{shared[0]!r} also belongs to {first.id} ({place}); the first one in the files wins"
    return problem("ambiguous", Severity.WARNING, other, text)


def crossed_rules(glossary: Glossary) -> Iterator[Problem]:
    """Find forms that one concept wants and another forbids: chains and cycles."""
    for lang in glossary.languages:
        banned: dict[str, list[Concept]] = defaultdict(list)
        for concept in glossary.concepts:
            for form in concept.forbidden(lang):
                banned[form.casefold()].append(concept)
        if not banned:
            continue
        for concept in glossary.concepts:
            for form in concept.allowed(lang):
                for other in banned.get(form.casefold(), ()):
                    back = {f.casefold() for f in concept.forbidden(lang)}
                    cycle = any(f.casefold() in back for f in other.allowed(lang))
                    kind = "cycle" if cycle else "chain"
                    text = f"{lang}: {form!r} is wanted here and forbidden by {other.id}"
                    yield problem(kind, Severity.ERROR, concept, text)


def missing_language(glossary: Glossary) -> Iterator[Problem]:
    """Find concepts without a term in a language most concepts have."""
    counts = Counter(lang for concept in glossary.concepts for lang in concept.terms)
    usual = [lang for lang, n in sorted(counts.items()) if n >= _MOSTLY * len(glossary.concepts)]
    for concept in glossary.concepts:
        missing = [lang for lang in usual if not concept.allowed(lang)]
        if missing and concept.translate:
            text = f"no term in {', '.join(missing)}"
            yield problem("missing-language", Severity.WARNING, concept, text)


def lonely(glossary: Glossary) -> Iterator[Problem]:
    """Find concepts that can have no effect: terms in one language only."""
    for concept in glossary.concepts:
        if concept.translate and len(concept.terms) < 2:  # noqa: PLR2004 - a source and a target
            text = "terms in one language only have no effect: add another, or translate=no"
            yield problem("no-effect", Severity.WARNING, concept, text)


def kept_and_translated(glossary: Glossary) -> Iterator[Problem]:
    """Find do-not-translate concepts whose terms differ."""
    for concept in glossary.concepts:
        preferred = {lang: concept.preferred(lang) for lang in concept.terms}
        if not concept.translate and len(set(preferred.values())) > 1:
            text = "marked as not to be translated, yet the terms differ"
            yield problem("kept-and-translated", Severity.WARNING, concept, text)


def slips(glossary: Glossary) -> Iterator[Problem]:
    """Find white space and typographic slips in terms."""
    for concept in glossary.concepts:
        for lang, terms in concept.terms.items():
            for term in terms:
                for text in _slips(term.text):
                    message = f"{lang}: {text} in {term.text!r}"
                    yield problem("slip", Severity.WARNING, concept, message)


def _slips(text: str) -> Iterator[str]:
    if re.search(r"\s{2,}", text):
        yield "two blanks in a row"
    if re.search(r"[^\S ]", text):
        yield "an unusual blank"
    if any(unicodedata.category(char) == "Cf" for char in text):
        yield "an invisible character"
    if re.search(r"[,;:!?]$|\.\.$|[^.\W]{3}\.$", text):
        yield "a punctuation mark at the end"
    if re.search(r"\s[,;:.!?](?:\s|$)|\s-\S|\S-\s(?!und|oder|bzw)", text):
        yield "a stray blank"
    if any(text.count(pair[0]) != text.count(pair[1]) for pair in _BRACKETS):
        yield "an unclosed bracket or quote"
    if re.search(r"\w`|´", text):
        yield "an accent used as an apostrophe"
    if ";" in text or re.search(r"\w\s*/\s*\w.*/", text) or re.search(r"\w, \w+$", text):
        yield "two forms in one (separate them with |)"
    if re.search(
        r"[A-Za-zÀ-ž][\u0400-\u04ff\u0370-\u03ff]|[\u0400-\u04ff\u0370-\u03ff][A-Za-z]", text
    ):
        yield "letters of two scripts in one word"


def strange_language(glossary: Glossary) -> Iterator[Problem]:
    """Find language columns that are country codes by mistake."""
    for wrong in sorted(set(glossary.languages) & set(_MEANT)):
        concept = next(c for c in glossary.concepts if wrong in c.terms)
        text = f"the column {wrong!r} is no language; {_MEANT[wrong]!r} is meant"
        yield problem("language-code", Severity.ERROR, concept, text)


CHECKS: tuple[Callable[[Glossary], Iterator[Problem]], ...] = (
    same_term,
    crossed_rules,
    missing_language,
    lonely,
    kept_and_translated,
    slips,
    strange_language,
    control_characters,
)


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
