"""Number words and scales by language, for recognising a figure that was written out.

Single words stand in the tables below. Numbers of several words or in one long German word
(dreihundertfünfzig, two hundred and fifty) are read by text2num, halves (anderthalb, two and a half
million), which it does not know, here; the three are readings in union, none overrules another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

_UNITS = {
    "de": "null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn "
    "fünfzehn sechzehn siebzehn achtzehn neunzehn",
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen",
    "es": "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince "
    "dieciséis diecisiete dieciocho diecinueve",
    "fr": "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze "
    "seize dix-sept dix-huit dix-neuf",
    "it": "zero uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici "
    "quattordici quindici sedici diciassette diciotto diciannove",
    "nl": "nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien "
    "zestien zeventien achttien negentien",
    "pt": "zero um dois três quatro cinco seis sete oito nove dez onze doze treze catorze quinze "
    "dezesseis dezessete dezoito dezenove",
}
_TENS = {
    "de": "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig",
    "en": "twenty thirty forty fifty sixty seventy eighty ninety",
    "es": "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
    "fr": "vingt trente quarante cinquante soixante soixante-dix quatre-vingt quatre-vingt-dix",
    "it": "venti trenta quaranta cinquanta sessanta settanta ottanta novanta",
    "nl": "twintig dertig veertig vijftig zestig zeventig tachtig negentig",
    "pt": "vinte trinta quarenta cinquenta sessenta setenta oitenta noventa",
}
_ORDINALS = {
    "en": "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
    "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth",
    "es": "primer segundo tercer cuarto quinto sexto séptimo octavo noveno décimo",
    "fr": "premier deuxième troisième quatrième cinquième sixième septième huitième neuvième dixième",
    "it": "primo secondo terzo quarto quinto sesto settimo ottavo nono decimo",
    "nl": "eerste tweede derde vierde vijfde zesde zevende achtste negende tiende",
    "pt": "primeiro segundo terceiro quarto quinto sexto sétimo oitavo nono décimo",
}
_OTHERS: dict[str, dict[str, int | str]] = {
    "de": {"eine": 1, "einem": 1, "einen": 1, "einer": 1, "eines": 1, "eins": 1, "dutzend": 12,
           "halb": "0.5", "erste": 1, "dritte": 3, "siebte": 7, "beide": 2, "doppel": 2,
           "hundert": 100, "tausend": 1000, "viertel": "0.25", "zwo": 2, "zweit": 2, "mittag": 12},
    "en": {"a": 1, "an": 1, "single": 1, "once": 1, "twice": 2, "double": 2, "doubled": 2, "both": 2,
           "couple": 2, "pair": 2, "triple": 3, "dozen": 12, "half": "0.5", "quarter": "0.25",
           "hundred": 100, "thousand": 1000, "noon": 12, "midnight": 0, "thirtieth": 30,
           "no": 0, "decade": 10, "century": 100, "million": 1_000_000, "billion": 1_000_000_000},
    "es": {"un": 1, "una": 1, "primera": 1, "tercera": 3, "mediodía": 12, "cien": 100,
           "medianoche": 0, "ambos": 2, "ambas": 2, "doble": 2, "docena": 12, "mil": 1000, "medio": "0.5",
           "media": "0.5", "primero": 1, "segunda": 2, "tercero": 3, "cuarta": 4, "quinta": 5,
           "sexta": 6, "séptima": 7, "octava": 8, "novena": 9, "décima": 10, "undécimo": 11,
           "ciento": 100, "doscientos": 200, "trescientos": 300, "quinientos": 500},
    "fr": {"une": 1, "première": 1, "midi": 12, "minuit": 0, "cent": 100, "mille": 1000, "double": 2,
           "seconde": 2, "second": 2, "douzaine": 12, "demi": "0.5"},
    "it": {"un": 1, "una": 1, "prima": 1, "seconda": 2, "terza": 3, "mezzogiorno": 12, "cento": 100,
           "mezzanotte": 0, "mille": 1000, "doppio": 2, "dozzina": 12, "mezzo": "0.5"},
    "nl": {"één": 1, "middernacht": 0, "honderd": 100, "duizend": 1000, "dozijn": 12, "half": "0.5",
           "dubbel": 2, "beide": 2},
    "pt": {"uma": 1, "duas": 2, "primeira": 1, "segunda": 2, "terceira": 3, "quarta": 4, "quinta": 5,
           "sexta": 6, "sétima": 7, "oitava": 8, "nona": 9, "décima": 10, "dezasseis": 16,
           "dezassete": 17, "dezanove": 19, "quatorze": 14, "cem": 100, "cento": 100, "mil": 1000,
           "meio-dia": 12, "meia-noite": 0, "ambos": 2, "ambas": 2, "dobro": 2, "dúzia": 12,
           "meio": "0.5", "meia": "0.5", "duzentos": 200, "trezentos": 300, "quinhentos": 500},
}  # fmt: skip
_SCALES: dict[str, dict[str, int]] = {
    "de": {r"tausend|tsd": 3, r"mio|mill|million(?:en)?": 6, r"mrd|milliarden?": 9, r"billion(?:en)?": 12},
    "en": {r"thousand|k": 3, r"million|mn|mln|m": 6, r"billion|bn|b": 9, r"trillion|tn": 12},
    "es": {r"mil(?! millones)": 3, r"mill(?:ón|ones)": 6, r"mil millones": 9, r"bill(?:ón|ones)": 12},
    "fr": {r"mille": 3, r"millions?": 6, r"milliards?": 9, r"billions?": 12},
    "it": {r"mila": 3, r"milion[ei]": 6, r"miliard[oi]": 9, r"bilion[ei]": 12},
    "nl": {r"duizend": 3, r"miljoen|mln": 6, r"miljard|mld": 9, r"biljoen": 12},
    "pl": {r"tys": 3, r"mln|milion\w*": 6, r"mld|miliard\w*": 9, r"bilion\w*": 12},
    "pt": {
        r"mil(?! milh)": 3,
        r"milh(?:ão|ões)|mi": 6,
        r"mil milhões|bi(?:lhão|lhões|lião|liões)?": 9,
        r"tri(?:lhão|lhões|lião|liões)": 12,
    },
}  # fmt: skip


@lru_cache
def number_words(lang: str) -> dict[str, Decimal]:
    """Return lower-case number words with their values; empty for a language not known here."""
    found: dict[str, Decimal] = {}
    for value, word in enumerate(_ORDINALS.get(lang, "").split(), start=1):
        found[word] = Decimal(value)
    for value, word in enumerate(_UNITS.get(lang, "").split()):
        found[word] = Decimal(value)
    for value, word in enumerate(_TENS.get(lang, "").split(), start=2):
        found[word] = Decimal(value * 10)
        if lang == "en":
            found |= {
                f"{word[:-1]}ies": Decimal(value * 10),
                f"{word[:-1]}ieth": Decimal(value * 10),
            }
    return found | {word: Decimal(value) for word, value in _OTHERS.get(lang, {}).items()}


@lru_cache
def scale_pattern(lang: str) -> re.Pattern[str]:
    """Return a pattern for the scale behind a number; its groups are named ``e3`` to ``e12``."""
    scales = _SCALES.get(lang, {})
    # The longest first: "mil milhões" is no "mil".
    groups = "|".join(f"(?P<e{power}>{words})" for words, power in _by_length(scales))
    return re.compile(rf"[\s-]*(?:{groups})(?![^\W\d_])" if groups else r"(?!)", re.IGNORECASE)


def _by_length(scales: dict[str, int]) -> list[tuple[str, int]]:
    return sorted(scales.items(), key=lambda item: -item[1])


def knows_words(lang: str) -> bool:
    """Tell whether number words of a language are known here."""
    return lang in _UNITS


@dataclass(frozen=True, slots=True)
class Spoken:
    """A number in words at ``span`` (half-open); ``exact`` if it can be nothing but this number.

    Exact are halves and German numbers in one word from 13 on: smaller ones have other meanings
    (die Elf, in Acht, ein), and several words may be several numbers.
    """

    span: tuple[int, int]
    value: Decimal
    exact: bool = False
    ordinal: bool = False


@lru_cache(maxsize=2_048)
def spoken(text: str, lang: str) -> tuple[Spoken, ...]:
    """Find the numbers a text writes in words, in order; empty for a language not known here."""
    found = [*_halves(text, lang), *_numerals(text, lang)]
    return tuple(sorted(found, key=lambda number: number.span))


_TOKEN = re.compile(r"[^\W\d_]+|\d+|[^\w\s]")
_READ = frozenset(("de", "en", "es", "fr", "it", "nl", "pt"))  # of those text2num reads
_LEAST_EXACT = 13
_LONGEST_NUMERAL = 80  # letters; siebenhundertsiebenundsiebzigtausend… has 66


class _Numeral:
    """A word as text2num takes it: one that is too long for a number is none."""

    def __init__(self, word: str) -> None:
        self._word = word

    def text(self) -> str:
        return self._word if len(self._word) <= _LONGEST_NUMERAL else "."

    def nt_separated(self, previous: object) -> bool:
        del previous
        return False

    def not_a_number_part(self) -> bool:
        return not self._word.isalpha() and self._word != "-"


def _counts_a_scale(word: str, scale: str, lang: str) -> bool:
    """Say whether a long German number word stands before a scale: neunzehn Millionen."""
    if lang != "de" or not scale_pattern(lang).fullmatch(scale):
        return False
    return any(number.exact for number in _numerals(word, lang))


def _numerals(text: str, lang: str) -> Iterator[Spoken]:
    """Yield what text2num reads (Allo-Media, MIT), words only."""
    if lang not in _READ:
        return
    from text_to_num import find_numbers

    tokens = list(_TOKEN.finditer(text))
    numbers = find_numbers([_Numeral(token.group()) for token in tokens], lang, threshold=0.0)
    for number in numbers:
        first, last = tokens[number.start], tokens[number.end - 1]
        if first.group().isdigit():
            continue
        value = Decimal(str(number.value))
        single = first is last and lang == "de" and value >= _LEAST_EXACT
        # siebenundvierzig Millionen is read wrong as easily as siebenundvierzig.
        two = tokens[number.start + 1 : number.end] == [last]
        scaled = two and _counts_a_scale(first.group(), last.group(), lang)
        bare = scale_pattern(lang).fullmatch(first.group()) or first.group().lower() == "hundert"
        exact = (single or scaled) and not bare and not number.is_ordinal
        yield Spoken((first.start(), last.end()), value, exact, number.is_ordinal)


_HALF = Decimal("0.5")
_GERMAN_HALF = re.compile(
    r"(?<!\w)(?:(?P<whole>anderthalb)|(?P<number>[a-zäöüß]{3,30}?)(?:und)?einhalb)"
    r"(?P<scale>hundert|tausend)?(?:[enrms]{1,2})?(?!\w)",
    re.IGNORECASE,
)
_GERMAN_SHARE = re.compile(
    r"(?<!\w)(?P<part>halbe[ns]?|viertel|dreiviertel)[ -]?"
    r"(?P<of>dutzend|million|milliarde|billion)(?!\w)",
    re.IGNORECASE,
)
# A noun may stand in between: two million and a half, uma hora e meia.
_ENGLISH_HALF = re.compile(
    r"(?<!\w)(?=(?P<all>(?P<number>[a-z]{1,12}|\d{1,4})(?P<noun>[ -][a-z]{3,15})?[ -]and[ -]a[ -]half)(?!\w))",
    re.IGNORECASE,
)
_ENGLISH_SHARE = re.compile(
    r"(?<!\w)(?P<part>half|quarter)[ -](?:of[ -])?(?:an?[ -])?(?P<of>dozen|million|billion|trillion)(?!\w)",
    re.IGNORECASE,
)
_PORTUGUESE_HALF = re.compile(
    r"(?<!\w)(?=(?P<all>(?P<number>\w{1,12})(?P<noun> [a-zçãõáéíóúâêô]{3,15})? e mei[ao])(?!\w))",
    re.IGNORECASE,
)
_SPANISH_HALF = re.compile(
    r"(?<!\w)(?=(?P<all>(?P<number>\w{1,12})(?P<noun> [a-zñáéíóúü]{3,15})? y medi[ao])(?!\w))",
    re.IGNORECASE,
)
_HALVES = {
    "de": _GERMAN_HALF,
    "en": _ENGLISH_HALF,
    "es": _SPANISH_HALF,
    "pt": _PORTUGUESE_HALF,
}
_PARTS = {
    "halbe": "0.5",
    "viertel": "0.25",
    "dreiviertel": "0.75",
    "half": "0.5",
    "quarter": "0.25",
}
_OF = {"dutzend": 0, "million": 6, "milliarde": 9, "dozen": 0}  # powers; twelve for dozens
_BILLION = {"de": 12, "en": 9}


def _halves(text: str, lang: str) -> Iterator[Spoken]:
    """Yield numbers with a half: anderthalb, two and a half, an hour and a half, un año y medio."""
    whole_and_half = _HALVES.get(lang)
    if whole_and_half is None:
        return
    for match in whole_and_half.finditer(text):
        value = _with_half(match, lang)
        if value is not None:
            end = match.end() if lang == "de" else match.end("all")
            yield Spoken((match.start(), end), value, exact=lang == "de")
    shares = {"de": _GERMAN_SHARE, "en": _ENGLISH_SHARE}.get(lang)
    for match in shares.finditer(text) if shares else ():
        part, of = match["part"].lower(), match["of"].lower()
        power = _BILLION[lang] if of in ("billion", "trillion") else _OF[of]
        if of == "trillion":
            power = 12
        share = Decimal(_PARTS[part.removesuffix("n").removesuffix("s")])
        yield Spoken(match.span(), share * (10**power if power else 12))


def _with_half(match: re.Match[str], lang: str) -> Decimal | None:
    groups = match.groupdict()
    if groups.get("whole"):
        value: Decimal | None = Decimal(1) + _HALF
    else:
        value = _number(groups["number"].lower(), lang)
        value = value + _HALF if value is not None else None
    # An hour and a half, two million and a half: the half is one of what is counted.
    noun = (groups.get("noun") or "").strip(" -")
    scale = scale_pattern(lang).fullmatch(f" {noun}") if noun else None
    if noun and not scale and number_words(lang).get(noun.lower()):
        return None  # "to three and a half": the number is the second word
    if value is not None and scale:
        value *= Decimal(10) ** int(str(scale.lastgroup)[1:])
    if value is not None and groups.get("scale"):
        value *= {"hundert": 100, "tausend": 1000}[groups["scale"].lower()]
    return value


def _number(word: str, lang: str) -> Decimal | None:
    """Return the value of one word or of digits."""
    if word.isdigit():
        return Decimal(word)
    known = number_words(lang).get(word)
    if known is not None:
        return known
    found = [n for n in _numerals(word, lang) if n.span == (0, len(word))]
    return found[0].value if found else None
