"""What the nouns of a sentence are called in its translation."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from translator.language.compounds import is_compound
from translator.language.data import language
from translator.language.dictionary import entry, lemma
from translator.translate.align import Comparison
from translator.translate.word_table import word_table

_SURE, _LIKELY = 0.4, 0.15  # of a link, and of its chance; not swept
_SHORTEST = 4  # letters
_SAME = 0.6  # forms and kin of one word (defence, defense) have more letters in common
_FREQUENT = 1500  # times in the corpora; a more frequent noun (Zeit, Land) has several senses


@dataclass(frozen=True, slots=True)
class Naming:
    """A noun, as it stands and as its dictionary form, and the word that says it; ``name`` is that's form."""

    text: str
    noun: str
    said: str
    name: str


def can_name(lang: str, into: str) -> bool:
    """Say whether nouns of ``lang`` can be told, and their words in ``into`` be found."""
    return language(lang).capital_nouns and word_table(lang, into) is not None


def namings(
    compared: Comparison | None, lang: str, into: str, terms: Collection[str] = ()
) -> Iterator[Naming]:
    """Yield the nouns of a sentence that are neither names, nor ``terms``, nor frequent words.

    ``compared`` are its words and those of its translation.
    """
    table = word_table(lang, into)
    if table is None or compared is None:
        return
    function = language(lang).words.function
    for place, text in enumerate(compared.source):
        if not text[0].isupper() or len(text) < _SHORTEST or text in terms:
            continue
        links = compared.strength[place]
        said = compared.target[int(links.argmax())]
        sure = links.max() >= _SURE and compared.chances[place].max() >= _LIKELY
        if not sure or function.fullmatch(text.lower()) or not _is_common(said, into):
            continue
        noun = lemma(text, lang)
        rare = 0 < table.count(noun.casefold(), lang) <= _FREQUENT
        if rare and not is_compound(text, lang, _SHORTEST):  # whose parts are words there
            yield Naming(text, noun, said, lemma(said.lower(), into))


def alike(one: str, other: str) -> bool:
    """Say whether two words are forms or kin of each other."""
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _SAME


def _is_common(word: str, lang: str) -> bool:
    """Tell whether a word is written small, too, and is one of the open classes."""
    low = word.lower()
    function = language(lang).words.function.fullmatch(low) or low in language(lang).unfinished
    return (entry(low, lang) or "").islower() and not function
