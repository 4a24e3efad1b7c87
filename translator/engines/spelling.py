"""Write a sentence with the characters a model knows, and undo it where words were copied."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from translator.language.data import language

Spells = Callable[[str], bool]

# Tried in this order; a replacement counts only if the model can spell it.
_PLAINER = {
    "„": '“"', "“": '"', "”": '“"', "»": '“"', "«": '“"', "‟": '"',
    "‚": "‘'", "‘": "’'", "’": "'", "›": "’'", "‹": "’'", "´": "'", "`": "'", "ʼ": "'", "′": "'",
    "–": "-", "—": "–-", "‑": "-", "‐": "-", "−": "–-", "×": "x", "•": "-", "·": "-",
}  # fmt: skip
_ELLIPSIS = "…"
# Signs of money stand in front of the number in English.
_MONEY = "€£¥$"
_AMOUNT = r"(\d[\d.,]*\d|\d)((?: |-)?(?:thousand|million|billion|trillion|bn|m\b))?"
_STROKES = str.maketrans("łŁøØđĐıħĦŧŦ", "lLoOdDihHtT")
_LIGATURES = {"æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ß": "ss", "þ": "th", "Þ": "Th", "ð": "d"}
# What stays in capitals when a shouted headline is calmed down.
_ACRONYMS = frozenset((
    "AFD", "ARD", "BKA", "BRD", "CDU", "CIA", "CSU", "DDR", "EM", "EU", "EZB", "FBI", "FDP", "G20",
    "G7", "KI", "NATO", "SPD", "UAE", "UK", "UN", "UNO", "US", "USA", "WHO", "WM", "ZDF",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spelled:
    """A sentence as the model gets it, and what to undo in its target.

    ``written`` maps changed words to how they were written; ``shouted`` says that the sentence
    was all capitals.
    """

    text: str
    written: Mapping[str, str]
    shouted: bool = False

    def restore(self, target: str) -> str:
        """Give copied words their marks back, and a shouted sentence its capitals."""
        for plain, original in self.written.items():
            # Written words hold no backslash, so they are safe as a replacement.
            target = re.sub(rf"(?<!\w){re.escape(plain)}(?!\w)", original, target)
        return target.upper() if self.shouted else target


def spell(sentence: str, spells: Spells, lang: str, keep: Sequence[str] = ()) -> Spelled:
    """Write a sentence so that the model can read all of it, as far as there is a way to.

    Letters lose marks (``Erdoğan`` → ``Erdogan``), quotes and dashes become plainer ones, signs
    words (``20 °C`` → ``20 Grad C``), each only where the model has not seen them; sentences in
    capitals become headlines. Texts in ``keep`` stay as they are.
    """
    text = unicodedata.normalize("NFC", " ".join(sentence.split()))
    if not any(map(str.isalpha, text)):
        return Spelled(text, {})
    calm = text if keep else calmed(text)
    written: dict[str, str] = {}

    def plain(match: re.Match[str]) -> str:
        word = "".join(c if spells(c) else _base(c, spells) for c in match[0])
        if word != match[0]:
            written[word] = match[0]
        return word

    if all(map(spells, set(calm))):
        return Spelled(calm, written, calm != text)
    # Splitting at a group yields the texts to keep at the odd places.
    texts = re.split(f"({'|'.join(map(re.escape, keep))})", calm) if keep else [calm]
    for i in range(0, len(texts), 2):
        said = _say(texts[i], spells, lang)
        texts[i] = re.sub(r"\w+", plain, "".join(_plainer(c, spells) for c in said))
    return Spelled("".join(texts), written, calm != text)


def calmed(text: str) -> str:
    """Write a sentence of nothing but capitals with capitals at the words' beginnings.

    Models have seen few capitals and spell them letter by letter; nouns and names at least look
    right this way.
    """
    words = re.findall(r"[^\W\d_]{2,}", text)
    if not text.isupper() or len(words) < 2 or all(w in _ACRONYMS or len(w) < 5 for w in words):  # noqa: PLR2004 - a headline, not an abbreviation
        return text
    return re.sub(r"[^\W_]+", lambda m: m[0] if m[0] in _ACRONYMS else m[0].capitalize(), text)


def tight(text: str) -> str:
    """Take away the blank that a model writes behind an opening plain quotation mark: " No."."""
    parts = text.split('"')
    for inner in range(1, len(parts) - 1, 2):
        if not parts[inner - 1] or parts[inner - 1][-1].isspace():
            parts[inner] = parts[inner].lstrip(" ")
    return '"'.join(parts)


def _say(text: str, spells: Spells, lang: str) -> str:
    """Replace signs by words, set off by blanks."""
    for sign, word in language(lang).said.items():
        if sign not in text or spells(sign):
            continue
        escaped = re.escape(sign)
        if sign in _MONEY:
            text = re.sub(f"{escaped} ?{_AMOUNT}", rf"\1\2 {word}", text)
        text = re.sub(rf"(?<=\w) *{escaped}", f" {word}", text)
        text = re.sub(rf"{escaped} *(?=\w)", f"{word} ", text)
        text = re.sub(rf"{word}(?=\w)", f"{word} ", text)
    return text


def _plainer(character: str, spells: Spells) -> str:
    if spells(character):
        return character
    if character == _ELLIPSIS and spells("."):
        return "..."
    return next((c for c in _PLAINER.get(character, "") if spells(c)), character)


def _base(character: str, spells: Spells) -> str:
    """Return a letter without its mark, if the model can spell that."""
    base = _LIGATURES.get(character) or unicodedata.normalize("NFD", character)[0]
    base = base.translate(_STROKES)
    return base if base.isalpha() and all(map(spells, base)) else character
