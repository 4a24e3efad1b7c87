"""Find what a glossary should have: frequent names, terms and compounds, worst rendered first."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from translator.glossary.concept import Glossary
from translator.glossary.matcher import Matcher
from translator.glossary.renderings import find_forms
from translator.language.dictionary import known, lemma
from translator.language.words import Token, fold, tokenize

_LONG = 13  # letters; shorter German compounds are mostly in the dictionary
_EXAMPLES = 3  # sentences shown for each
_INSIDE = frozenset({"der", "des", "für", "von", "am", "of", "de"})


@dataclass(frozen=True, slots=True)
class Found:
    """A candidate in the articles: the form to enter, how often and where it stands."""

    term: str
    kind: str
    count: int
    articles: tuple[str, ...]
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A candidate with what the model makes of it, and how good that looks: 0-1."""

    found: Found
    renderings: tuple[tuple[str, int], ...]
    lost: int
    examples: tuple[tuple[str, str], ...]

    @property
    def consistency(self) -> float:
        """Return the share of sentences that have the most frequent rendering."""
        total = sum(count for _, count in self.renderings) + self.lost
        return self.renderings[0][1] / total if self.renderings and total else 0.0

    @property
    def urgency(self) -> float:
        """Return what an entry would change: the occurrences that differ from the usual one."""
        return self.found.count * (1.0 - self.consistency)


def find_candidates(
    sentences: Iterable[tuple[str, str]], glossary: Glossary, source: str, least: int = 2
) -> tuple[Found, ...]:
    """Find terms that occur ``least`` times in ``sentences``: (article, sentence), most first.

    Names (words no dictionary knows), names of several words, acronyms, and long or hyphenated
    compounds count; what the glossary has is left out.
    """
    places: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    matchers = [Matcher(glossary, source, lang) for lang in glossary.languages if lang != source]
    for article, sentence in sentences:
        taken = [m.span for matcher in matchers for m in matcher.find(sentence) if not m.hint]
        for kind, start, end in _spans(tokenize(sentence), source):
            if any(start < stop and begin < end for begin, stop in taken):
                continue
            surface = sentence[start:end]
            key = _key(surface, source)
            places[key].append((article, sentence, surface))
            kinds[key][kind] += 1
    inside = _only_inside(places)
    found = [
        Found(
            _entry_form([surface for _, _, surface in some], source),
            kinds[key].most_common(1)[0][0],
            len(some),
            tuple(dict.fromkeys(article for article, _, _ in some)),
            tuple(dict.fromkeys(sentence for _, sentence, _ in some)),
        )
        for key, some in places.items()
        if len(some) >= least and key not in inside
    ]
    return tuple(sorted(found, key=lambda f: (-f.count, f.term)))


def judge(
    found: Sequence[Found],
    renderings: Mapping[str, Sequence[str]],
    translations: Mapping[str, str],
    target: str,
) -> tuple[Suggestion, ...]:
    """Hold candidates against translations of their sentences; the most urgent come first.

    ``renderings`` has what the model makes of each term alone, likeliest first; ``translations``
    maps sentences to targets in the language ``target``.
    """
    judged = [_judge(item, renderings.get(item.term, ()), translations, target) for item in found]
    # A common word that always comes out the same needs no entry.
    worth = [s for s in judged if s.found.kind != "compound" or s.urgency]
    return tuple(sorted(worth, key=lambda s: (-s.urgency, -s.found.count, s.found.term)))


def _judge(
    found: Found, own: Sequence[str], translations: Mapping[str, str], target: str
) -> Suggestion:
    counts: Counter[str] = Counter()
    examples, lost = [], 0
    options = tuple(dict.fromkeys(text.strip(" .!?,;:\"'") for text in own if text.strip(" .")))
    for sentence in found.sentences:
        if sentence not in translations:
            continue
        translated = translations[sentence]
        present = find_forms(translated, (*options, found.term), target)
        if present:
            counts[present[0].form] += 1
        else:
            lost += 1
        examples.append((sentence, translated))
    order = {text: number for number, text in enumerate((*options, found.term))}
    ranked = sorted(counts.items(), key=lambda item: (-item[1], order[item[0]]))
    ranked += [(text, 0) for text in options[:1] if text not in counts]
    return Suggestion(found, tuple(ranked), lost, tuple(examples[:_EXAMPLES]))


def _only_inside(places: Mapping[str, Sequence[object]]) -> set[str]:
    """Return the words that stand nowhere but in one longer name, which says it better."""
    return {
        word
        for key, some in places.items()
        for word in key.split()
        if word != key and len(places.get(word, ())) == len(some)
    }


def _spans(tokens: Sequence[Token], source: str) -> Iterator[tuple[str, int, int]]:
    """Yield (kind, start, end) of what looks like a term, and of the words of longer names."""
    position = 0
    while position < len(tokens):
        end = max(_hyphenated_end(tokens, position), position + 1)
        token = tokens[position]
        if end > position + 1:
            if any(part.text[0].isupper() for part in tokens[position:end]):
                yield "compound", token.start, tokens[end - 1].end
        elif kind := _kind(token, source):
            yield kind, token.start, token.end
        inside = position > 0 and _name_like(tokens[position - 1])
        name = position if inside else _name_end(tokens, position, source)
        if name > position + 1:
            yield "name", token.start, tokens[name - 1].end
        position = end


def _name_end(tokens: Sequence[Token], start: int, source: str) -> int:
    """Return the end of a name of several words that begins at ``start``, or ``start``.

    A name is a run of capitalised words of which one is unknown, or whose first is a capitalised
    adjective in the middle of a sentence (``Vereinte Nationen``).
    """
    if not _name_like(tokens[start]) or _starts_sentence(tokens[start], source):
        return start
    end = start + 1
    while end < len(tokens) and not tokens[end].glued:
        if _name_like(tokens[end]):
            end += 1
        elif tokens[end].text in _INSIDE and end + 1 < len(tokens) and _name_like(tokens[end + 1]):
            end += 2
        else:
            break
    words = tokens[start:end]
    unknown = any(not known(w.text, source) for w in words if w.text[0].isupper())
    adjective = not words[0].first and lemma(words[0].text, source)[0].islower()
    return end if unknown or adjective else start


def _starts_sentence(token: Token, source: str) -> bool:
    """Say whether a word has its capital only from the beginning of the sentence."""
    lower = token.text[0].lower() + token.text[1:]
    return token.first and known(lower, source) and lemma(lower, source)[0].islower()


def _name_like(token: Token) -> bool:
    return token.text[0].isupper() and token.text.isalpha() and len(token.text) > 1


def _hyphenated_end(tokens: Sequence[Token], start: int) -> int:
    """Return the end of a hyphenated compound, or of the single token."""
    end = start + 1
    while (
        tokens[start].is_word
        and end + 1 < len(tokens)
        and tokens[end].text == "-"
        and tokens[end].glued
        and tokens[end + 1].glued
        and tokens[end + 1].is_word
    ):
        end += 2
    return end


def _kind(token: Token, source: str) -> str:
    """Say what kind of candidate a single word is, or an empty string."""
    text = token.text
    if not text.isalpha() or not text[0].isupper() or len(text) == 1:
        return ""
    if text.isupper():
        return "acronym"
    if _starts_sentence(token, source):
        return ""
    if not known(text, source):
        return "compound" if len(text) >= _LONG else "name"
    return "compound" if len(text) >= _LONG and not token.first else ""


def _key(surface: str, source: str) -> str:
    """Return what the inflected forms of a candidate have in common."""
    words = [token.text for token in tokenize(surface) if token.is_word]
    return " ".join(_base(word, source) for word in words)


def _base(word: str, source: str) -> str:
    """Return a lemma; of an unknown name, the form without the ``s`` of a genitive."""
    if known(word, source):
        return fold(lemma(word, source), source)
    folded = fold(word, source)
    return folded.removesuffix("s") if len(folded) > 3 else folded  # noqa: PLR2004 - short names keep it


def _entry_form(surfaces: Sequence[str], source: str) -> str:
    """Return the form for the glossary: the shortest one seen, dictionary forms first."""
    counts = Counter(surfaces)
    single = [surface for surface in counts if " " not in surface and known(surface, source)]
    if single:
        base = lemma(single[0], source)
        return base if base[0].isupper() else single[0]
    return min(counts, key=lambda s: (len(s), -counts[s], s))
