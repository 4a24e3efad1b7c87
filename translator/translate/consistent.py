"""Consistency within an article, where it is asked for: the first name of a thing is wanted in the rest.

A noun that stands in several sentences and is called several things (Vertrag: contract, treaty) becomes
a soft constraint: a term of this article alone. The sentences that lack it go up one step of the
ladder again (``ladder.prefer``). Terms of the glossary overrule it, people's corrections stay, and
nobody is told of a place where it could not be had.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from translator.glossary.concept import Concept, Glossary, Term
from translator.glossary.matcher import Matcher, TermMatch
from translator.glossary.patterns import MatchKind
from translator.translate.align import compare
from translator.translate.constraints import overlaps
from translator.translate.namings import Naming, alike, can_name, namings

_SOUGHT = frozenset({MatchKind.EXACT, MatchKind.INFLECTED})


def first_names(
    texts: Sequence[tuple[str, str]],
    pair: tuple[str, str],
    terms: Mapping[str, Sequence[TermMatch]],
) -> tuple[Concept, ...]:
    """Return the nouns that several sentences name differently, each with its first name.

    ``texts`` are the sentences of an article and their translations, in order; ``terms`` what the
    glossary has of each sentence.
    """
    lang, into = (code.partition("-")[0] for code in pair)
    if not can_name(lang, into):
        return ()
    found: dict[str, dict[str, Naming]] = {}
    for source, target in texts:
        own = {word for match in terms.get(source, ()) for word in match.surface.split()}
        for word in namings(compare(source, target, (lang, into)), lang, into, own):
            found.setdefault(word.noun, {}).setdefault(word.name, word)
    return tuple(
        Concept(
            f"the first name of {noun}",
            {pair[0]: (Term(noun),), pair[1]: (Term(_form(next(iter(names.values())))),)},
        )
        for noun, names in found.items()
        if not all(alike(name, next(iter(names))) for name in names)
    )


def _form(first: Naming) -> str:
    """Return a name as a glossary has it; what is no plural in the source may be one here (talks)."""
    return first.said.lower() if first.text == first.noun else first.name


def wanted_names(
    texts: Sequence[tuple[str, str]],
    concepts: Sequence[Concept],
    pair: tuple[str, str],
    terms: Mapping[str, Sequence[TermMatch]],
) -> dict[str, tuple[TermMatch, ...]]:
    """Return where the sentences have these nouns, other than as part of a term, a word or a name.

    A name is what stands behind another word with a capital (Bucher Reisen), and what the
    translation writes with one in the middle of a sentence (in the Treaty).
    """
    matcher = Matcher(Glossary(tuple(concepts)), *pair)
    lang, into = (code.partition("-")[0] for code in pair)
    found = {}
    for sentence, target in texts:
        own = [match.span for match in terms.get(sentence, ()) if match.sought]
        compared = compare(sentence, target, (lang, into))
        proper = {
            word.text
            for word in namings(compared, lang, into)
            if word.said[0].isupper() and not target.startswith(word.said)
        }
        matches = tuple(
            match
            for match in matcher.find(sentence)
            if match.kind in _SOUGHT
            and not overlaps(match.span, own)
            and match.surface not in proper
            and not _behind_a_name(sentence[: match.span[0]])
        )
        if matches:
            found[sentence] = matches
    return found


def _behind_a_name(before: str) -> bool:
    """Say whether a text ends with a word that has a capital, and not because it is the first."""
    words = before.split()
    return (
        len(words) > 1 and before.endswith(" ") and words[-1][0].isupper() and words[-1].isalpha()
    )
