"""Words of a text, with offsets, and each in a form that can be compared."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from translator.language.data import language

# Soft hyphens, zero-width characters and combining marks may stand inside a word.
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_INSIDE = f"[{_INVISIBLE}\u0300-\u036f]*"
_TOKEN = re.compile(rf"[^\W_](?:{_INSIDE}[^\W_])*{_INSIDE}|[^\s{_INVISIBLE}]")
_STRIP = str.maketrans("", "", _INVISIBLE)
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "‑": "-", "‐": "-"})


@dataclass(frozen=True, slots=True)
class Token:
    """A word or one punctuation mark, at ``start:end`` of its text.

    ``glued`` says that no white space stands before it; ``first`` that a sentence or a quotation
    begins with it, where a capital letter means nothing.
    """

    text: str
    start: int
    end: int
    glued: bool = False
    first: bool = False

    @property
    def is_word(self) -> bool:
        """Say whether the token has letters or digits."""
        return self.text[0].isalnum()


def tokenize(text: str) -> tuple[Token, ...]:
    """Split ``text`` into words and single punctuation marks; hyphens are tokens of their own."""
    tokens: list[Token] = []
    first, end = True, -1
    for match in _TOKEN.finditer(text):
        token = Token(clean(match[0]), match.start(), match.end(), match.start() == end, first)
        tokens.append(token)
        end = match.end()
        if token.text[0].isalpha():
            first = False
        elif token.text in ".!?:…\"„“”«»‚‘'":
            first = token.text not in "'." or not token.glued or first or token.text == "."
    return tuple(tokens)


@lru_cache(maxsize=200_000)
def clean(word: str) -> str:
    """Return the word in NFC, without invisible characters, with plain apostrophes and hyphens."""
    if word.isascii():
        return word
    return unicodedata.normalize("NFC", word.translate(_STRIP)).translate(_APOSTROPHES) or word


@lru_cache(maxsize=200_000)
def fold(word: str, lang: str) -> str:
    """Return the form in which spellings compare equal: case, ß and, in German, umlauts."""
    return word.casefold().translate(_folding(lang))


@lru_cache
def _folding(lang: str) -> dict[int, str]:
    return str.maketrans(dict(language(lang).words.folded))


def is_function_word(form: str, lang: str) -> bool:
    """Say whether a form is one word of the closed classes, in any casing but ALL CAPS.

    How it is rendered hangs on the words around it, so that no entry can prescribe it.
    """
    if form.isupper() and len(form) > 1:
        return False
    return language(lang).words.function.fullmatch(form.casefold()) is not None


def is_quantity(form: str, lang: str) -> bool:
    """Say the same of words of number and amount: *erster* is first, *etwas* something or a little."""
    return language(lang).words.quantity.fullmatch(form.casefold()) is not None
