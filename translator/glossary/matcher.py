"""Find the terms of a glossary in a sentence: longest first, inflected, never inside a word."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from translator.glossary.adjacency import (
    begins_with_hyphen,
    ends_in_hyphen,
    in_number,
    joins,
    past_gender_mark,
)
from translator.glossary.concept import Concept, Glossary
from translator.glossary.patterns import (
    Candidate,
    MatchKind,
    Pattern,
    case_fits,
    joined,
    judged,
    words_of,
)
from translator.glossary.senses import Words
from translator.language.addresses import address_spans
from translator.language.compounds import split_compound
from translator.language.dictionary import known, lemma
from translator.language.inflection import keys, same_noun, same_word, term_keys
from translator.language.words import Token, fold, tokenize

_CONJUNCTIONS = frozenset({"und", "oder", "bzw", "sowie", "beziehungsweise"})
_PREFIXES = (
    *("zurück", "herunter", "hinunter", "heraus", "hinaus", "herein", "hinein", "zusammen"),
    *("weiter", "wieder", "entgegen", "vorbei", "durch", "nach", "fest", "statt", "teil", "fort"),
    *("auf", "aus", "bei", "ein", "her", "hin", "los", "mit", "vor", "weg", "ab", "an", "um", "zu"),
)
_CLAUSE_END = frozenset('.,;:!?)–—"“«')
_LONGEST_WORD = 100  # letters; longer ones are looked for as they stand, and not inside
_WIDEST_BRACKET = 60  # tokens between a verb and its particle
_BEYOND = frozenset({MatchKind.FUNCTION, MatchKind.UNSURE})
_HINTS = _BEYOND | {MatchKind.COMPOUND, MatchKind.HYPHENATED}


@dataclass(frozen=True, slots=True)
class TermMatch:
    """An occurrence of a concept: half-open character ``span`` of the sentence, its text, how."""

    concept: Concept
    span: tuple[int, int]
    surface: str
    form: str
    kind: MatchKind = MatchKind.EXACT

    @property
    def hint(self) -> bool:
        """Say whether the target may well have the term otherwise, or not at all."""
        return self.kind in _HINTS

    @property
    def sought(self) -> bool:
        """Say whether the target ought to have it: the term itself, or part of a hyphenated word."""
        return not self.hint or self.kind is MatchKind.HYPHENATED

    @property
    def out_of_reach(self) -> bool:
        """Say whether nothing may be done for it: the term is accepted where it stands.

        A compound that the dictionary has is a word of its own: ``Kohlenstoff`` is no coal.
        """
        own = self.kind is MatchKind.COMPOUND and known(self.surface, "de")
        return own or self.kind in _BEYOND


class Matcher:
    """Looks for the terms of a glossary in text of one language.

    Only concepts that have a term in ``source`` and something to say about ``target`` take part:
    a term, a forbidden form, or that they stay as they are.
    """

    def __init__(self, glossary: Glossary, source: str, target: str) -> None:
        self.source = source
        self.target = target
        self._lang = source.partition("-")[0]  # de-at inflects like de
        self._pair = self._lang, target.partition("-")[0]
        self._index: dict[str, list[Pattern]] = defaultdict(list)
        self._nouns: dict[str, list[Pattern]] = defaultdict(list)
        self._verbs: dict[str, list[Pattern]] = defaultdict(list)
        for order, concept in enumerate(glossary.concepts):
            if concept.translate and not concept.forms(target):
                continue
            for form in concept.standing(source):
                meant = concept.preferred(target) or form
                self._add(Pattern(concept, form, words_of(form), order, meant))
        self._noun_lengths = sorted({len(noun) for noun in self._nouns})

    def find(self, sentence: str, only: Collection[str] | None = None) -> tuple[TermMatch, ...]:
        """Return the terms in ``sentence`` in reading order, longest first, without overlaps.

        ``only`` restricts the search to these concept ids. They are known to be meant, so one
        word may then stand for several of them (``North Korea`` for the country and its people).
        """
        if not self._index:
            return ()
        words = Words(tokenize(sentence))
        found = [
            candidate
            for position, token in enumerate(words.tokens)
            if token.is_word
            for candidate in self._at(words, position)
            if only is None or candidate.pattern.concept.id in only
        ]
        masks = address_spans(sentence)
        free = [c for c in found if not _cuts(c.span, masks)]
        kept = _without_overlaps(free, shared=only is not None)
        return tuple(_match(sentence, candidate) for candidate in kept)

    def _add(self, pattern: Pattern) -> None:
        """Index a pattern under the keys of its first word, and joined where it has hyphens."""
        if not pattern.words:
            return
        first = pattern.words[0]
        lemmas = term_keys(first, self._lang) if not pattern.exact else {fold(first, self._lang)}
        for key in lemmas:
            self._index[key].append(pattern)
        if len(pattern.words) > 1 and "-" in pattern.form and " " not in pattern.form:
            whole = replace(pattern, words=(joined(pattern.words),))
            self._index[fold(whole.words[0], self._lang)].append(whole)
        if self._lang == "de" and not pattern.exact:
            if pattern.is_noun and not first.isupper():
                self._nouns[fold(first, "de")].append(pattern)
            elif len(pattern.words) == 1 and first.islower():
                self._add_verb(pattern)

    def _add_verb(self, pattern: Pattern) -> None:
        """Index a verb with a separable prefix under the lemma of what remains."""
        verb = pattern.words[0]
        prefix = next((p for p in _PREFIXES if verb.startswith(p)), "")
        rest = verb[len(prefix) :]
        if prefix and rest.endswith("n") and known(rest, "de") and known(verb, "de"):
            self._verbs[fold(rest, "de")].append(pattern)

    def _at(self, words: Words, position: int) -> Iterator[Candidate]:
        """Yield everything that may begin at ``position``."""
        tokens = words.tokens
        token = tokens[position]
        token_keys = keys(token.text, self._lang)
        seen: set[int] = set()
        for key in token_keys:
            for pattern in self._index.get(key, ()):
                if id(pattern) in seen:
                    continue
                seen.add(id(pattern))
                if candidate := self._compare(pattern, words, position):
                    yield candidate
        if self._lang == "de":
            if self._nouns:
                yield from self._coordinated(tokens, position)
            if self._nouns and token.text[0].isupper():
                yield from self._compounds(token)
            if self._verbs and token.text[0].islower():
                yield from self._separated(tokens, position, token_keys)

    def _compare(self, pattern: Pattern, words: Words, start: int) -> Candidate | None:
        """Hold a pattern against the tokens from ``start``; hyphens between words are skipped."""
        tokens, position, inflected = words.tokens, start, False
        for number, word in enumerate(pattern.words):
            if number and position < len(tokens) and joins(tokens, position) and word != "-":
                position += 1
            if position >= len(tokens):
                return None
            fit = self._fits(pattern, number, tokens[position])
            if fit is None:
                return None
            inflected = inflected or not fit
            position += 1
        if in_number(tokens, start, position):
            return None
        kind = MatchKind.INFLECTED if inflected else MatchKind.EXACT
        found = judged(kind, pattern, words, (start, position), self._pair)
        span = (tokens[start].start, past_gender_mark(tokens, position))
        return Candidate(pattern, span, found) if found else None

    def _fits(self, pattern: Pattern, number: int, token: Token) -> bool | None:
        """Return True for the form as written, False for an inflected one, None for no match."""
        word = pattern.words[number]
        if not case_fits(pattern, number, token, self._lang):
            return None
        if fold(token.text, self._lang) == fold(word, self._lang):
            return True
        if pattern.exact or not same_word(token.text, word, self._lang):
            return None
        # Entries of English as a source are nouns and names, unless they say otherwise.
        noun = self._lang == "en" and not pattern.form.startswith("to ")
        return None if noun and not same_noun(token.text, word) else False

    def _coordinated(self, tokens: Sequence[Token], position: int) -> Iterator[Candidate]:
        """Complete ``Ein-`` in ``Ein- und Ausfuhr`` by the ending of the word that follows."""
        token = tokens[position]
        if begins_with_hyphen(tokens, position):
            yield from self._without_beginning(tokens, position)
        if not (token.text[0].isupper() and ends_in_hyphen(tokens, position)):
            return
        following = position + 2
        while following < len(tokens) and (
            tokens[following].text in ",/&" or tokens[following].text in _CONJUNCTIONS
        ):
            following += 1
        if following in (position + 2, len(tokens)):
            return
        full = tokens[following].text
        if len(full) > _LONGEST_WORD:
            return
        for length in range(len(full) - 2, 2, -1):
            whole = token.text + full[-length:].lower()
            for pattern in self._whole_word(whole):
                span = (token.start, tokens[position + 1].end)
                yield Candidate(pattern, span, MatchKind.COORDINATED)
                return

    def _without_beginning(self, tokens: Sequence[Token], position: int) -> Iterator[Candidate]:
        """Complete ``-verkäufer`` in ``Autokäufer und -verkäufer`` by the beginning of a word."""
        before = position - 2
        while before > 0 and (tokens[before].text in ",/&" or tokens[before].text in _CONJUNCTIONS):
            before -= 1
        full, rest = tokens[before].text, tokens[position]
        if not full[0].isupper() or len(full) > _LONGEST_WORD:
            return
        for length in range(len(full) - 2, 2, -1):
            for pattern in self._whole_word(full[:length] + rest.text):
                span = (tokens[position - 1].start, rest.end)
                yield Candidate(pattern, span, MatchKind.COORDINATED)
                return

    def _whole_word(self, word: str) -> list[Pattern]:
        """Return the nouns of which ``word`` is a form."""
        found = {
            id(pattern): pattern for key in keys(word, "de") for pattern in self._nouns.get(key, ())
        }
        return list(found.values())

    def _compounds(self, token: Token) -> Iterator[Candidate]:
        """Look for nouns of the glossary inside a long word, as first element or as head."""
        if len(token.text) > _LONGEST_WORD:
            return
        # The word and its lemma, no further: two words may be each other's lemma.
        for word in dict.fromkeys((token.text, lemma(token.text, "de"))):
            folded = fold(word, "de")
            pieces = set()
            for length in self._noun_lengths:
                if length >= len(folded):
                    break
                pieces.add(folded[:length])
                pieces.add(folded[-length:])
            for piece in sorted(pieces):
                for pattern in self._nouns.get(piece, ()):
                    if split_compound(word, pattern.words[0], "de"):
                        yield Candidate(pattern, (token.start, token.end), MatchKind.COMPOUND)

    def _separated(
        self, tokens: Sequence[Token], position: int, verb_keys: Collection[str]
    ) -> Iterator[Candidate]:
        """Find ``lehnt … ab`` for ``ablehnen``: the particle ends the clause."""
        patterns = [p for key in verb_keys for p in self._verbs.get(key, ())]
        if not patterns:
            return
        for later in range(position + 1, min(len(tokens), position + _WIDEST_BRACKET)):
            text = tokens[later].text
            ends = later + 1 == len(tokens) or tokens[later + 1].text in _CLAUSE_END
            for pattern in patterns:
                paired = tokens[later - 1].text in _CONJUNCTIONS
                particle = text in _PREFIXES and pattern.words[0].startswith(text)
                if ends and particle and not paired:
                    token = tokens[position]
                    yield Candidate(pattern, (token.start, token.end), MatchKind.SEPARATED)
                    return
            if text in _CLAUSE_END:
                return


def _cuts(span: tuple[int, int], masks: Sequence[tuple[int, int]]) -> bool:
    """Say whether ``span`` takes a part out of one of ``masks``, which are in order."""
    for edge in span:  # what takes a part out of a mask begins or ends in the middle of it
        before = bisect_right(masks, (edge, -1)) - 1
        if before >= 0 and masks[before][0] < edge < masks[before][1]:
            return True
    return False


_STRENGTH = {kind: strength for strength, kind in enumerate(MatchKind)}


def _without_overlaps(candidates: Sequence[Candidate], *, shared: bool) -> list[Candidate]:
    """Keep the longest; among equals the more certain one, then the earlier one in the glossary.

    ``shared`` lets different concepts have the very same span.
    """
    ranked = sorted(
        candidates,
        key=lambda c: (
            c.kind is MatchKind.COMPOUND,
            c.span[0] - c.span[1],
            _STRENGTH[c.kind],
            -len(c.pattern.form) if c.kind is MatchKind.COMPOUND else 0,
            c.pattern.order,
        ),
    )
    kept: list[Candidate] = []
    taken: dict[int, list[Candidate]] = {}  # by character
    for candidate in ranked:
        place = range(*candidate.span)
        rivals = [other for char in place for other in taken.get(char, ())]
        if not rivals or (shared and _same_place(candidate, rivals)):
            kept.append(candidate)
            for char in place:
                taken.setdefault(char, []).append(candidate)
    return sorted(kept, key=lambda c: (c.span, c.pattern.order))


def _same_place(candidate: Candidate, rivals: Sequence[Candidate]) -> bool:
    """Say whether all rivals are other concepts on the same span."""
    return all(
        rival.span == candidate.span and rival.pattern.concept.id != candidate.pattern.concept.id
        for rival in rivals
    )


def _match(sentence: str, candidate: Candidate) -> TermMatch:
    start, end = candidate.span
    pattern = candidate.pattern
    return TermMatch(
        pattern.concept, (start, end), sentence[start:end], pattern.form, candidate.kind
    )
