"""Names: what is certainly a name in the source must be recognisable in the target.

German writes every noun with a capital, so a capital alone proves nothing. Taken for names are
acronyms, words with capitals inside, words no German dictionary or compound explains, and the
second of two nouns side by side (Präsident Biden). Spelling may differ as between transliterations
(Selenskyj, Zelenskyy); names that change altogether belong into the glossary.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from functools import lru_cache

from translator.article import Finding, Segment, Translation
from translator.check.segments import placed_segments, quoted, source_lang, target_lang
from translator.glossary.concept import Glossary
from translator.language.addresses import without_addresses
from translator.language.data import language
from translator.language.names import Name, is_english_name
from translator.language.names import names as names_of
from translator.language.transliteration import given_names, left_out, likeness

_ALIKE = 0.6  # share of letters in common; between unrelated words it is mostly below a half
_LONGEST_WORD = 60  # letters; what is longer is not cut into parts, and no name
_MOST_COMPARED = 200  # names of a segment that are compared with every word, one by one
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_ACRONYM = re.compile(r"[A-ZÄÖÜ]{2,6}")
_INNER_CAPITAL = re.compile(r"[^\W\d_]*[a-zäöüß][A-Z][^\W\d_]*")
_CAPITALISED = re.compile(r"[A-ZÀ-ÖØ-ÞČĆŁŚŠŽŻ][a-zß-öø-ÿčćęłńřśšůźżğışő]{2,30}")
_SENTENCE_END = re.compile(r"[.!?:…][\"“”«»’]*\s+[\"„“»«‚]?$|^[\"„“»«‚(]?$|[\"„“»«‚(–—-]\s?$")
_UNITS = frozenset({"Mio", "Mrd", "Tsd", "Std"})
# Offices, ranks and firms; the capitalised word behind one is a name: Präsident Biden.
_BEFORE_NAMES = re.compile(
    r"[^\W\d_]*(?:präsident|kanzler|minister|chef|sprecher|könig|papst|trainer|professor|senator"
    r"|richter|gouverneur|bürgermeister|premier|general|botschafter|kommissar|beauftragter?|forscher"
    r"|experte|politiker|konzern|firma|autor|regisseur|sänger|schauspieler|herr|frau)(?:in)?",
    re.IGNORECASE,
)


def names_kept(translation: Translation, glossary: Glossary) -> Iterator[Finding]:
    """Find names of the source that the target has in no similar spelling."""
    del glossary
    if source_lang(translation) != "de":
        return
    for placed in placed_segments(translation):
        missing = missing_names(placed.segment, target_lang(translation))
        if missing:
            yield placed.finding("names", f"name not in the translation: {quoted(missing)}")


def missing_names(segment: Segment, into: str = "en") -> list[str]:
    """Return the names of the source without a similar word in the target, in order.

    Names inside a glossary term are left to the term check.
    """
    target = dict.fromkeys(fold(word) for word in _WORD.findall(segment.target))
    certain = [(name.text, name.span[0]) for name in _others(segment.source, segment.target, into)]
    wanted = dict.fromkeys(
        name
        for name, start in (*names(segment.source), *certain)
        if not any(a <= start < b for a, b in (use.source_span for use in segment.terms))
    )
    unlike = [name for name in wanted if fold(name) not in target][:_MOST_COMPARED]
    return [name for name in unlike if not _is_there(fold(name), target)]


def _others(source: str, target: str, into: str) -> Iterator[Name]:
    """Yield the names that given names and what English calls them tell, and the target lacks."""
    low = target.lower()
    for name in names_of(source, "de", into):
        # A country may come out as an adjective, and a name may be left out where its other part stands.
        behind = source[name.span[1] :].lstrip().partition(" ")[0].rstrip(".,:;!?s").lower()
        own = name.forms[0] == name.text
        if not (name.sure and own and is_english_name(name.text)) or (behind and behind in low):
            continue
        if not name.text.isupper() and not any(f.lower() in low for f in name.forms):
            words = _WORD.findall(target)
            if not any(_is_form(word, form) for form in name.forms for word in words):
                yield name


def _is_form(word: str, name: str) -> bool:
    """Tell whether a word is a name, or the form that a given name has elsewhere."""
    if name in given_names() and word[:2] == name[:2]:
        return True
    return likeness(name, word) >= _ALIKE and not left_out(word.lower(), name.lower())


def names(text: str) -> Iterator[tuple[str, int]]:
    """Yield what is certainly a name in a German text, and where it starts."""
    text = without_addresses(text)
    shouting = text.upper() == text
    before: re.Match[str] | None = None
    led = False  # by an office, or by a first name behind one
    for match in _WORD.finditer(text):
        word = match.group()
        if _ACRONYM.fullmatch(word):
            found = word not in language("de").names.acronyms_of_its_own and not shouting
            led = False
        else:
            beside = before is not None and text[before.end() : match.start()] == " "
            led = beside and (led or (before is not None and _is_office(before.group())))
            initial = bool(_SENTENCE_END.search(text[max(0, match.start() - 6) : match.start()]))
            found = _is_name(word, initial=initial, led=led)
            led = led and found
        if found:
            yield word, match.start()
        before = match


def _is_name(word: str, *, initial: bool, led: bool) -> bool:
    """Tell whether a word is a name; ``led`` by an office or a first name every noun is one."""
    if word in _UNITS:
        return False
    if _INNER_CAPITAL.fullmatch(word):
        return len(word) <= _LONGEST_WORD
    return bool(_CAPITALISED.fullmatch(word)) and not initial and (led or not _is_german(word))


def _is_office(word: str) -> bool:
    return word[0].isupper() and bool(_BEFORE_NAMES.fullmatch(word))


@lru_cache(maxsize=20_000)
def _is_german(word: str) -> bool:
    """Tell whether a dictionary knows a word, or the parts it can be cut into."""
    if len(word) > _LONGEST_WORD:
        return True
    if any(_known(form) or _known(form.lower()) for form in (word, word.removesuffix("s"))):
        return True
    if len(word) > 7 and re.search(r"(?:ung|heit|keit|schaft|tion|tät|ismus)(?:en|s)?$", word):  # noqa: PLR2004 - such a suffix needs a stem
        return True
    return any(
        _is_first_part(word[:i]) and _is_last_part(word[i:]) for i in range(2, len(word) - 2)
    )


def _is_first_part(part: str) -> bool:
    if part == "Öl":
        return True
    stems = [
        part,
        *(part[: -len(link)] for link in ("s", "es", "n", "en", "er", "e") if part.endswith(link)),
    ]
    stems += [part + "e", part + "en"]  # Erd-, Schul-
    return any(len(stem) > 2 and (_known(stem) or _known(stem.lower())) for stem in stems)  # noqa: PLR2004 - shorter stems explain anything


def _is_last_part(part: str) -> bool:
    if len(part) < 3:  # noqa: PLR2004 - see above
        return False
    return _known(part.capitalize()) or (len(part) > 5 and _is_german(part.capitalize()))  # noqa: PLR2004 - see above


def _known(word: str) -> bool:
    import simplemma

    return bool(simplemma.is_known(word, lang="de"))


def _is_there(name: str, target: Iterable[str]) -> bool:
    return any(word.startswith(name) or _alike(name, word) for word in target)


def _alike(one: str, other: str) -> bool:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.real_quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE


@lru_cache(maxsize=20_000)
def fold(word: str) -> str:
    """Return a word without what transliterations disagree on: accents, w/v, j/y, s/z, ..."""
    letters = unicodedata.normalize("NFKD", word.lower().replace("ß", "ss").replace("ł", "l"))
    plain = "".join(char for char in letters if char.isalpha() and char.isascii())
    for german, other in (("tsch", "ch"), ("sch", "sh"), ("dsch", "j"), ("ph", "f"), ("kh", "ch")):
        plain = plain.replace(german, other)
    return plain.translate(str.maketrans("wjyzck", "viiskk")) or word.lower()
