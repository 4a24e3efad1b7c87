"""Writing a sentence with the characters a model knows, and undoing it where words were copied."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence

# Tried in this order; a replacement counts only if the model can spell it.
_PLAINER = {
    "„": '“"', "“": '"', "”": '“"', "»": '“"', "«": '“"', "‟": '"',
    "‚": "‘'", "‘": "’'", "’": "'", "›": "’'", "‹": "’'", "´": "'", "`": "'", "ʼ": "'", "′": "'",
    "–": "-", "—": "–-", "‑": "-", "‐": "-", "−": "–-", "…": ".", "×": "x", "•": "-", "·": "-",
}  # fmt: skip
# Signs a language can also say in words.
_SAID = {
    "de": {
        "€": "Euro",
        "£": "Pfund",
        "¥": "Yen",
        "$": "Dollar",
        "%": "Prozent",
        "‰": "Promille",
        "°": "Grad",
        "§": "Paragraf",
        "&": "und",
        "½": "einhalb",
        "²": "2",
        "³": "3",
    },
    "en": {"€": "euros", "£": "pounds", "°": "degrees", "§": "section", "&": "and"},
}
_STROKES = str.maketrans("łŁøØđĐıħĦŧŦ", "lLoOdDihHtT")
_LIGATURES = {"æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "þ": "th", "Þ": "Th", "ð": "d"}


def fold(
    sentence: str, spells: Callable[[str], bool], language: str, keep: Sequence[str] = ()
) -> tuple[str, dict[str, str]]:
    """Write a sentence with characters the model can spell, as far as there is a way to.

    Letters lose marks (``Erdoğan`` → ``Erdogan``), quotes and dashes become plainer ones, signs
    words (``20 °C`` → ``20 Grad C``); texts in ``keep`` stay. Returns the sentence and, for every
    changed word, how it was written; ``unfold`` puts those back where the model copied the word.
    """
    if all(map(spells, set(sentence))):
        return sentence, {}
    written: dict[str, str] = {}

    def plain(match: re.Match[str]) -> str:
        word = "".join(c if spells(c) else _base(c, spells) for c in match[0])
        if word != match[0]:
            written[word] = match[0]
        return word

    # Splitting at a group yields the texts to keep at the odd places.
    texts = re.split(f"({'|'.join(map(re.escape, keep))})", sentence) if keep else [sentence]
    for i in range(0, len(texts), 2):
        said = _say(texts[i], spells, language)
        texts[i] = re.sub(r"\w+", plain, "".join(_plainer(c, spells) for c in said))
    return "".join(texts), written


def unfold(target: str, written: dict[str, str]) -> str:
    """Give copied words their marks back."""
    for plain, original in written.items():
        target = re.sub(rf"(?<!\w){re.escape(plain)}(?!\w)", original, target)
    return target


def _say(text: str, spells: Callable[[str], bool], language: str) -> str:
    """Replace signs by words, set off by blanks."""
    for sign, word in _SAID.get(language, {}).items():
        if sign in text and not spells(sign):
            text = re.sub(rf"(?<=\w) *{re.escape(sign)}", f" {word}", text)
            text = re.sub(rf"{re.escape(sign)} *(?=\w)", f"{word} ", text)
    return text


def _plainer(character: str, spells: Callable[[str], bool]) -> str:
    if spells(character):
        return character
    candidates = _PLAINER.get(character, "")
    found = next((c for c in candidates if spells(c)), character)
    return "..." if character == "…" and found == "." else found


def _base(character: str, spells: Callable[[str], bool]) -> str:
    base = _LIGATURES.get(character) or unicodedata.normalize("NFD", character)[0]
    base = base.translate(_STROKES)
    return base if base.isalpha() and all(map(spells, base)) else character
