"""Say in one sentence why a term was not matched."""

from __future__ import annotations

from translator.glossary.concept import Concept, Glossary, MatchMode
from translator.glossary.matcher import Matcher
from translator.glossary.patterns import MatchKind
from translator.language.addresses import address_spans
from translator.language.inflection import same_word
from translator.language.words import fold, tokenize


def why_not(concept: Concept, sentence: str, matcher: Matcher) -> str:
    """Explain why ``concept`` has no use in ``sentence`` although somebody expected one."""
    found = matcher.find(sentence)
    own = [match for match in found if match.concept.id == concept.id]
    if any(match.kind is MatchKind.UNSURE for match in own):
        return "it may be another word or part of a name here, so it is accepted and not enforced"
    if own:
        return "it only stands inside a longer word here, and the translation has it otherwise"
    alone = Matcher(Glossary((concept,)), matcher.source, matcher.target).find(sentence)
    if alone:
        span = alone[0].span
        other = next((m for m in found if m.span[0] < span[1] and span[0] < m.span[1]), None)
        if other:
            return f"{other.surface!r} is taken for the longer or earlier entry {other.concept.id}"
    if concept.translate and not concept.forms(matcher.target):
        return f"the concept has no term in {matcher.target}"
    return _spelling(concept, sentence, matcher.source)


def _spelling(concept: Concept, sentence: str, lang: str) -> str:
    """Compare the words of the concept with those of the sentence."""
    for form in concept.allowed(lang):
        words = [token.text for token in tokenize(form) if token.is_word]
        reason = (
            _single(concept, form, sentence, lang)
            if len(words) == 1
            else _several(form, words, sentence, lang)
        )
        if reason:
            return reason
    return "none of its forms is in the sentence"


def _single(concept: Concept, form: str, sentence: str, lang: str) -> str:
    """Explain a term of one word by the first word of the sentence that resembles it."""
    masks = address_spans(sentence)
    for token in tokenize(sentence):
        if fold(token.text, lang) == fold(form, lang):
            if any(start <= token.start < end for start, end in masks):
                return f"{token.text!r} is part of an address here"
            if token.text[0].isupper() == form[0].isupper() or token.first:
                return f"{token.text!r} is another word here that is spelled alike"
            return f"{token.text!r} is written with other capitals than {form!r}"
        if concept.match is MatchMode.EXACT and same_word(token.text, form, lang):
            return f"{token.text!r} is an inflected form and the entry has match=exact"
        if fold(form, lang) in fold(token.text, lang):
            return f"{token.text!r} is another word that only contains {form!r}"
    return ""


def _several(form: str, words: list[str], sentence: str, lang: str) -> str:
    """Explain a term of several words by those the sentence has."""
    tokens = tokenize(sentence)
    hits = [word for word in words if any(same_word(t.text, word, lang) for t in tokens)]
    if not hits:
        return ""
    if len(hits) < len(words):
        return f"of {form!r} only {', '.join(hits)} is there"
    return f"the words of {form!r} do not stand side by side"
