"""The English indefinite article: ``a`` or ``an``, as the next word sounds.

What may be read in two ways (a/an RAM chip, an/a hotel) is left as it stands.
"""

from __future__ import annotations

import re
from functools import lru_cache

from translator.language.data import language
from translator.language.dictionary import LONGEST_WORD, is_word
from translator.language.tagger import tags
from translator.language.words import is_function_word

# The article, and the word behind it with what decides how it is read: "8,000", "80-year", "S-Bahn", "E.ON".
_ARTICLE = re.compile(
    r"(?<![\w'’.&/-])(?P<article>[Aa]n?)(?P<gap> [\"“‘]?)"
    r"(?:[€$£¥]?(?P<number>\d[\d.,:]*)|(?P<word>[A-Za-z]\w*))(?P<rest>(?:[-‑][\w]|[.&’'%]\w?)?)"
)
_BEGINS = re.compile(r"(?:^|[.!?:…]\s)\W*$")  # a sentence
_BEHIND_NUMBER = re.compile(r"(?<!\d)(?!(?:19|20)\d\d )\d+ $")  # § 16 a
_DETERMINED = re.compile(
    r"\b(?:the|this|that|my|your|our|his|her|their|its|each|every) $", re.IGNORECASE
)
_WORDS = re.compile(r"\w+")
_LAST = re.compile(r"(\w+) $")
_BEFORE = 24  # characters
_LETTERS_VOWEL = frozenset("AEFILMNORSX")  # H is read in two ways
_LONGEST_ACRONYM = 6  # letters; longer words in capitals are shouted
_ACRONYM = re.compile(r"([A-ZÄÖÜ]{2,6})(?:\d+|s)?")
_ROMAN = re.compile(r"(?=[IVXLCDM]{2})C{0,3}(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_UNSURE = frozenset(("DR", "MR", "MRS", "MS", "SQL", "ST"))  # Mr Smith, sequel
_VOWELS = re.compile("[AEIOUYÄÖÜ]", re.IGNORECASE)
# With these no English word begins.
_SPELLED_OUT = re.compile(
    "F[^AEIOULRJY]|[LRX][^AEIOUHLYÄÖÜ]|[MN][^AEIOUYNÄÖÜ]|S[BDGJSXZ]|H[^AEIOUYÄÖÜ]"
)
_LETTER = re.compile(r"[A-Za-z]\d*")
_SILENT = re.compile(r"hour(?:s|ly|glass)?(?![a-z])|honest|honou?r|heir")
_EITHER = re.compile(
    r"h|x|y[^aeiou]|[mn][^aeiouymn]|u(?!gl)[^lmnprst]|us[^ht]|url|one[a-z]|uni(?!d(?!im)|m(?!o)|n(?!uc|om)|ll|r|ss)|ou[aei]|eu(?![a-z])",
    re.IGNORECASE,
)
_CONSONANT_SOUND = re.compile(r"one(?![a-z])|oneself|onetime|once(?![a-z])|ewe|eu")
_THIRD_PERSON = re.compile(r"(?<![sui])s$")  # "a equals b"
_NO_NOUN = re.compile(r"(?:s|ly|ed)$")
_SMALL = re.compile("PR|AV|CJ|PN|VM|DT")
_SMALL = re.compile("PR|AV|CJ|PN|VM")
_NOUN = re.compile("NN[01]|AJ[0C]")


def sounds_like_vowel(form: str) -> bool:
    """Say whether ``an`` stands before ``form``."""
    first = re.split(r"[\s-]", form, maxsplit=1)[0]
    if len(first) == 1 and first.isupper():
        return first in _LETTERS_VOWEL | {"H"}
    sound = _sound(first)
    if sound is not None:
        return sound
    if first.isupper() and len(first) <= 3:  # noqa: PLR2004 - longer ones are mostly read as words
        return first[0] in _LETTERS_VOWEL | {"H"}
    return first[:1].lower() in "aeiou"


def indefinite(target: str, source: str) -> str:
    """Write the articles of an English target as their words sound: a earthquake, an meaning.

    What the source has so (a title, a foreign name, German left over) stays, in whatever quotation
    marks, and so does an ``a`` that is a letter (option a) or may be one.
    """
    left = _plain(source)

    def right(match: re.Match[str]) -> str:
        before = target[max(0, match.start() - _BEFORE) : match.start()]
        said = match["number"] or match["word"]
        an = _figure_sounds(said) if match["number"] else _word_sounds(match)
        article = match["article"]
        if an is None or an == (len(article) == len("an")) or _is_letter(match, before):
            return match[0]
        if f" {article.lower()} {_plain(said).strip()} " in left:
            return match[0]
        return article[0] + ("n" if an else "") + match[0][len(article) :]

    return _ARTICLE.sub(right, target)


def _plain(text: str) -> str:
    """Return the words of a text in small letters, each between blanks."""
    return f" {' '.join(_WORDS.findall(text.casefold()))} "


def _is_letter(match: re.Match[str], before: str) -> bool:
    """Say whether an ``a`` may be no article: a label, the subject of a sentence, a road."""
    word, article = match["word"] or "", match["article"]
    if article[0] == "A":
        return not _BEGINS.search(before) or not _begins_phrase(match)
    if _is_label(before) or _BEHIND_NUMBER.search(before) or _DETERMINED.search(before):
        return True
    if article != "a" or not word.islower():
        return False
    if _THIRD_PERSON.search(word):
        return True
    if match["rest"][:1] in ("-", "‑") or word.endswith("ly"):
        return False
    return bool(_SMALL.match(tags([word], "en")[0]))  # the size of a along


def _begins_phrase(match: re.Match[str]) -> bool:
    """Say whether what follows a capital surely belongs to an article: not "A 8 is closed", "A equals B"."""
    word = match["word"]
    if match["number"]:
        return match["rest"][:1] in ("-", "‑") and match["rest"][1:].isalpha()
    if match["article"] == "An":  # "An Najaf"
        return word.islower() or _ACRONYM.fullmatch(word) is not None
    if word.islower() and not match["rest"].startswith(("-", "‑")):
        return not _NO_NOUN.search(word) and bool(_NOUN.fullmatch(tags([word], "en")[0]))
    return not word[1:].islower()  # "A Augsburg" may be anything


def _is_label(before: str) -> bool:
    """Say whether the last word before an ``a`` is one behind which a letter is a name."""
    word = _LAST.search(before)
    labels = language("en").habits.labels
    return word is not None and any(map(labels.fullmatch, (word[1].lower(), word[1].lower()[:-1])))


def _figure_sounds(number: str) -> bool | None:
    """Say whether a number in figures begins with a vowel: eight, eleven, eighteen, eight hundred."""
    whole = re.split(r"[.:]|,(?!\d{3}(?!\d))", number.rstrip(".,:"), maxsplit=1)[0]
    first, _, _ = whole.partition(",")
    if first.startswith("0"):
        return None
    if first.startswith("8"):
        return True
    if len(first) == 4 and first[:2] in ("11", "18"):  # noqa: PLR2004 - eighteen hundred, or one thousand
        return None
    return first[:2] in ("11", "18") and len(first) % 3 == 2  # noqa: PLR2004 - thousands are threes


def _word_sounds(match: re.Match[str]) -> bool | None:
    """Say whether the word of a match begins with a vowel sound, ``None`` where that is not sure."""
    word, rest = match["word"], match["rest"]
    joined = rest[1:].isalpha() and rest[0] in ("-‑.&" if word.isupper() else "-‑")
    if _LETTER.fullmatch(word):
        if len(word) == 1 and not joined:
            return None
        letter = word[0].upper()
        return None if letter == "H" else letter in _LETTERS_VOWEL
    if is_function_word(word, "en") and not (joined and rest[0] in "-‑"):
        return None
    if is_function_word(word, "de") and (word[0] == "d" or not is_word(word, "en")):
        return None  # left there: an der Grenze
    return _sound(word)


@lru_cache(maxsize=20_000)
def _sound(word: str) -> bool | None:
    """Say whether a word of two letters or more begins with a vowel sound, as far as that is sure."""
    if not word[:1].isascii() or not word[:1].isalpha() or len(word) > LONGEST_WORD:
        return None
    if (acronym := _ACRONYM.fullmatch(word)) and (len(word) > 1):
        return _acronym_sounds(acronym[1])
    if not word[1:].islower():  # mRNA, McDonald, AfD, iPhone, MP3
        sure = word[0] in "AEIOaei" and word.isalnum() and not re.match("(?i)one|eu", word)
        return True if sure else None
    return _spoken(word)


def _acronym_sounds(word: str) -> bool | None:
    """Judge an acronym: its letters, or the word that they look like."""
    first, habits = word[0], language("en").habits
    shouted = len(word) > len("USA") and is_word(word.lower(), "en")
    if _ROMAN.fullmatch(word) or word in _UNSURE:
        return None
    if shouted or (
        first in "EO" and word not in ("EU", "EUV") and _CONSONANT_SOUND.match(word.lower())
    ):
        return _spoken(word.lower()) if shouted else None
    if first == "U":
        return None if word == "UFO" else False
    if first in "AEIO":
        return True
    if first not in "FHLMNRSX":
        return None if first == "Y" else False
    spelled = not _VOWELS.search(word) or _SPELLED_OUT.match(word)
    return True if spelled or habits.spelled.fullmatch(word) else None


def _spoken(word: str) -> bool | None:
    """Judge a word that is read as one."""
    low = word.lower()
    if _SILENT.match(word):
        return True
    if language("en").habits.you.match(low):
        return False
    if _CONSONANT_SOUND.match(low):
        # Names from German are said otherwise: Eugen, Ewald.
        return False if word[0].islower() or low.startswith("euro") else None
    letters = low[0] in "flmnrsu" and word[0].islower() and not is_word(word, "en")
    if letters or _EITHER.match(low) or not _VOWELS.search(low) or not word.isalpha():
        return None  # lzma, utf8
    if low[0] == "u":
        return True if word[0].islower() else None
    return low[0] in "aeio"
