"""Small recognisers: bylines, dates, captions, credits, counters, sign-offs, breadcrumbs.

Each looks at one line of text and says yes or no (or what it found). None of them may fire on
running prose; tests/clean/test_labels.py holds the cases for both sides.
"""

from __future__ import annotations

import re
from functools import lru_cache

from translator.clean.phrases import words
from translator.clean.pieces import ends_sentence, is_prose, stopword_share, word_count
from translator.clean.publication_date import find, strip_dates
from translator.language.transliteration import given_names

# Possessive, so that no word is ever cut in two: "HAMBURG" would be five names in many ways.
_NAME = r"(?:[A-ZÄÖÜ][\w'’.-]*+|(?:von|van|de|der|den|zu|del|di|da|el|al|bin|le|la)\b)\s*+"
_NAMES = rf"(?:{_NAME}){{1,5}}+(?:(?:,|\bund\b|\band\b|&|/|\|)\s*+(?:{_NAME}){{1,5}}+)*+"
# How content systems say who saved the page.
_SAVED = r"(?:[Gg]espeichert|[Ee]ingereicht|[Ee]ingestellt|[Gg]epostet|[Ss]ubmitted|[Pp]osted)"
_ONLY_NAMES = re.compile(_NAMES)
_BYLINE = re.compile(
    rf"^(?:(?:Ein(?:e|en)?\s+)?(?:Kommentar|Analyse|Gastbeitrag|Interview|Essay|Reportage|Bericht|Beitrag|Kolumne|Text|Artikel|Protokoll|Rezension|Kritik)?\s*"
    rf"(?:[Vv]on|VON|[Bb]y|BY)\s*:?|(?:Autor(?:en|in|innen)?|Text(?:\s*(?:und|&|/|,|\+)\s*(?:Fotos?|Bild(?:er)?|Recherche|Interview))?|Redakteur(?:in)?|Verfasser|Author|Written by|Words|Reporter(?:in)?|Redaktion|Interview|Mitarbeit|Story by|{_SAVED} (?:von|by)|[Gg]eschrieben von|[Vv]eröffentlicht von|[Vv]erfasst von|[Aa]ufgezeichnet von|Ein Artikel von)\s*:?)\s*"
    rf"(?P<names>{_NAMES})[\s,.|•·–-]*$"
)
# "Von Helden und Schurken" is a heading: a byline has a first name and a last name.
_FULL_NAME = re.compile(
    r"[A-ZÄÖÜ][\w'’.-]*(?:\s+(?:von|van|de|der|den|zu|del|di|da|el|al|bin|le|la))*\s+[A-ZÄÖÜ]"
)
# Who else had a part in it, behind the author: "Text von …, Fotos: …".
_OTHER_ROLE = re.compile(
    r"(?<=\w)[\s,;|/•·–-]{1,5}(?:Fotos?|Fotograf(?:ie|in)?|Bild(?:er)?|Illustration(?:en)?|Grafik(?:en)?|Zeichnung(?:en)?|"
    r"Video|Kamera|Protokoll|Übersetzung|Redaktion)\s*(?::|/|\bvon\b|\bby\b)\s*(?=[A-ZÄÖÜ]).*$"
)
_SEVERAL_ROLES = re.compile(r"Text\s*(?:und|&|/|,|\+)\s*[A-ZÄÖÜ]\w+\s*:")  # of one person
_DATED_ROLE = re.compile(r"(?<=\w),?\s+(?:Datum|Date):.{0,24}$")  # Author: …, Datum: …
# What stood before a date that was taken off: Von …, aktualisiert am; Von … | Stand:
_DATE_LABEL = re.compile(
    r"(?<=\w)[\s,;|/•·–-]+(?:zuletzt )?(?:Stand|Datum|aktualisiert|veröffentlicht|erschienen|publiziert|"
    r"updated|published|posted)(?: (?:am|vom|on))?\s*:?$",
    re.IGNORECASE,
)
_SALUTATION = re.compile(
    r"(?:Liebe[rs]?|Sehr geehrte[rs]?|Hallo|Guten (?:Morgen|Tag|Abend)|Dear|Hello)\b[^.?!]{0,80}[,!]"
)
_FROM_ONE = re.compile(r"(?:[Vv]on|[Bb]y) (?P<name>[A-ZÄÖÜ][a-zäöüß]+)")  # beside a date
# Before a date that was taken off, and the time that stands alone.
_DANGLING = re.compile(
    r"\s(?:am|vom|um|on)(?:\s(?:Mo|Di|Mi|Do|Fr|Sa|So|Mon|Tue|Wed|Thu|Fri|Sat|Sun|\w+tag|\w+day))?\.?,?$"
    r"|\s(?:um|at)\s\d{1,2}[:.]\d\d$"
)
_INTERVIEWER = re.compile(
    rf"^(?:Das (?:Gespräch|Interview) führten?|Die Fragen stellten?|Interviewt von|Mit [^.:]{{3,60}} sprach(?:en)?)\s*:?\s*(?P<names>{_NAMES})[\s,.|•·–-]*$"
)
_NEWSROOM = re.compile(r"\s*(?:,|und|/|&|\|)\s*(?:die\s+)?[\w-]*[Rr]edaktion(?: [\w.-]+)?$")
_DATE_WORDS = re.compile(
    r"\b(?:erstpublikation|erstveröffentlichung|veröffentlicht|veroeffentlicht|publiziert|erschienen|erstellt|aktualisiert|aktualisierung|"
    r"aktualisierte\s+version|letzte\s+aktualisierung|letzte|zuletzt|geändert|stand|datum|update|updated|upd|published|posted|"
    r"last|modified|created|date|uhr|am|um|vom|on|at|mo|di|mi|do|fr|sa|so|montag|dienstag|mittwoch|"
    r"donnerstag|freitag|samstag|sonnabend|sonntag|monday|tuesday|wednesday|thursday|friday|"
    r"saturday|sunday|mon|tue|wed|thu|fri|sat|sun|mez|mesz|cet|cest|gmt|utc|est|edt|bst|et|pst|pm|am|der|den|"
    r"heute|gestern|vor|stunden?|minuten?|tag(?:en)?|wochen?|monaten?|jahren?|hours?|minutes?|days?|weeks?|ago|"
    r"min|lesezeit|lesedauer|read|reading|time|ca|von|by|erstmals|zum|letzten|mal|artikel|beitrag|online|seit|first|and)\b",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"\b\d{1,2}[:.]\d\d(?::\d\d)?\b|\b\d{1,2}\s*(?:Uhr|[ap]m)\b|\b(?:19|20)\d\d\b|\b\d{1,3}\b"
)
_RELATIVE = re.compile(
    r"\b(?:vor|seit)\s+\d+\s+(?:Sekunden?|Minuten?|Stunden?|Tag(?:en)?|Wochen?|Monat(?:en)?|Jahr(?:en)?)\b"
    r"|\b\d+\s+(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?)\s+ago\b",
    re.IGNORECASE,
)
_LIFE = re.compile(
    r"[†✝✟]|^\W*\*\s*\d{1,2}\.\s?(?:\d|[A-ZÄÖÜ])|\b(?:geb(?:oren)?|gest(?:orben)?|verst(?:orben)?)\b\.?|\b(?:born|died)\b"
)
_YEARS = re.compile(r"\b(?:1[89]|20)\d\d\b")
_SPAN = re.compile(r"[–—-]|\bbis\b")
_LIFETIME = 15  # years
# The same under a name for signing in.
_SAVED_BY = re.compile(rf"^{_SAVED} (?:von|by) [\w.@-]+(?: [\w.@-]+)? ?,?(?= (?:am|um|on|at) )")
_STAMP_LABEL = re.compile(
    r"^(?:Stand|Aktualisiert|Veröffentlicht|Letzte Aktualisierung|Zuletzt aktualisiert|Update|Updated|Published|Last updated|Datum|Erstellt|Posted)\b",
    re.IGNORECASE,
)
_CREDIT_WORD = (
    r"(?:Rubriklistenbild|Symbolbild|Symbolfoto|Archivbild|Archivfoto|Archiv-Foto|Beispielbild|Beispielfoto|"
    r"Titelbild|Titelfoto|Vorschaubild|Aufmacherbild|Aufmacherfoto|Teaserbild|Beitragsbild|Artikelbild|Coverbild|"
    r"Bildquellen?|Bildrechte|Bildnachweise?|Bildcredits?|Bildautor|Bildangaben|Fotoquelle|Fotocredits?|Fotonachweis|Fotograf(?:in)?|Fotos?|FOTOS?|Bilder|Bild|BILD|"
    r"Grafik(?:en)?|Illustration(?:en)?|Montage|Collage|Screenshots?|"
    r"Photograph|Photographs?|Photos?|Pictures?|Images?|Image credits?|Photo credits?|Picture credits?|Credits?|Illustration|Graphic|Courtesy)"
)
_CREDIT_START = re.compile(
    rf"^[\[(]?\s*(?:{_CREDIT_WORD}(?:\s+(?:by|von|zum|courtesy of))?\s*[:|©/]|©|\(c\)|Ⓒ|Foto(?:s)? by\b|Photo(?:s|graph)? by\b|Image (?:courtesy|by|via)\b)",
    re.IGNORECASE,
)
_SIGNED_BY = re.compile(r"\b[Vv]on [A-ZÄÖÜ]")
_CREDIT_LIST = re.compile(
    r"(?:Alle )?(?:Bildnachweise?|Bildquellen?|Bildrechte|Bildcredits?|Fotonachweise?|Fotos?|Bilder)\s*:",
    re.IGNORECASE,
)
_LICENCE = re.compile(
    r"\bCC[ -](?:BY|0)\b|\bvia Wikimedia\b|\bGemeinfrei\b|\b(?:Unsplash|Pixabay|Pexels|Shutterstock|Adobe ?Stock|iStock)\b"
)
_CREDIT_TAIL = re.compile(
    rf"(?:(?<=[\s.!?“”\"()|,])|^)[\[(]?\s*(?P<credit>(?:{_CREDIT_WORD}(?:\s+(?:by|von))?\s*[:©]\s*|©\s*|\(c\)\s*|Photo(?:s|graph)? by\s+|Image via\s+|Fotos?\s+(?=[A-ZÄÖÜ][\w'’.-]+(?: [A-ZÄÖÜ][\w'’.-]+){{0,3}} via [A-ZÄÖÜ]))(?:[^\n.:;!?]|(?<=\b[A-ZÄÖÜ])\.|(?<=\b(?:Inc|Ltd))\.|\.(?=\w)){{2,90}}?)[\])]?\.?\s*$",
)
_TAKEN = re.compile(r"^Photo\w* by | (?:on|via) (?=[A-Z]\w+$)")  # words of credits, not of prose
_CREDIT_SIGN = re.compile(r"[:©)\]]|\(c\)|\bby\b|\bvia\b")  # no credit is without one of these
_BRACKET_TAIL = re.compile(r"[(\[](?P<credit>[^()\[\]]{2,70})[)\]]\s*\.?\s*$")
_VIA = re.compile(r"\b(?:via|/)\s*(?:REUTERS|Reuters|AP|AFP|Getty|dpa|imago|IMAGO)\b")
_CLOCK_LINE = re.compile(
    r"\b\d{1,2}[:.]\d\d(?::\d\d)?\b|\bUhr\b|\b(?:Mo|Di|Mi|Do|Fr|Sa|So|\w+tag|Mittwoch|Sonnabend)\b(?=\W*$)"
)
_DOCTOR = re.compile(r"(?:(?:Prof|Dr|Dipl|Mag)\.?[ -]?(?:(?:med|phil|jur|Ing)\. )?)+")
_COUNTER = re.compile(r"^[\d\s.,:/|+•·()%-]{1,20}$")
_SIGN_OFF = re.compile(
    r"^[(\[]?(?:[a-zäöü]{2,5}|[A-ZÄÖÜ]{2,5}|[\w-]+)(?:\s*[/,|-]\s*(?:[a-zäöü]{2,10}|[A-ZÄÖÜ]{2,8}|[\w-]+)){0,5}[)\]]?$"
)
_GLUED_SIGN_OFF = re.compile(r"(?<=[.!?“”\"»])\((?:[a-zäöü]{2,5}|[A-ZÄÖÜ]{2,5})\)\s*$")
_GLUED_AGENCY = re.compile(r"(?<=[.!?“”\"»])[A-Za-z]{2,5}(?:/[A-Za-z]{2,5}){1,3}$")
_TRAILING_SIGN_OFF = re.compile(r"\s+[(\[](?P<sign>[^()\[\]]{2,40})[)\]]\s*$")
_CRUMB = re.compile(r"\s+[>»›/|→·•]\s+|\s*[>»›→]\s*")
_MAX_BYLINE = 12  # words
_NAME_WORDS = 4  # of one person
_LONGEST_BYLINE = 240  # characters
_MAX_DATE_LINE = 160  # characters
_LONGEST_DAY = 25  # characters; chosen by reading, not swept
_MAX_CREDIT_LINE = 160  # characters; chosen by reading, not swept
_MAX_CREDIT_LIST = 1_000  # characters; chosen by reading, not swept
_MAX_CAPTION = 600  # characters; chosen by reading, not swept
_CREDIT_REACH = 140  # characters at the end that a credit may take
_CRUMB_WORDS = 4  # words; chosen by reading, not swept
_LONGEST_CRUMBS = 200  # characters
_LONGEST_SIGN_OFF = 45  # characters
_MARK_LETTERS = 5  # of an author's mark such as "jum"
_PROSE_IN_CREDIT = 0.25  # share of function words


@lru_cache(maxsize=4096)
def byline(text: str) -> str:
    """Return the names in a byline such as ``Von Jan Muster, Berlin``, or ``""``."""
    if len(text) > _LONGEST_BYLINE or word_count(text) > _MAX_BYLINE or is_prose(text):
        return ""
    line = _DANGLING.sub("", strip_dates(text).replace("Uhr", "").strip(" ,|•·–-"))
    line = _DATE_LABEL.sub("", _DATED_ROLE.sub("", without_other_roles(line)))
    one = _FROM_ONE.fullmatch(line) if line != text else None
    if one and find(text) and one["name"].casefold() not in words("towns"):
        return one["name"]
    found = _BYLINE.match(line)
    if not found:
        return _beside_newsroom(line)
    names = found["names"].strip(" ,.|/")
    return names if _FULL_NAME.search(names) else ""


def _beside_newsroom(line: str) -> str:
    """Return the name in a line such as ``Jana Beispiel und Redaktion``, or ``""``."""
    name = _NEWSROOM.sub("", line)
    return name if name != line and is_name(name) else ""


def is_name(text: str) -> bool:
    """Say whether a line may be the first and last name of one person, and is nothing else."""
    if word_count(text) > _NAME_WORDS or not _ONLY_NAMES.fullmatch(text):
        return False
    return bool(_FULL_NAME.match(text))


def dated_name(text: str) -> str:
    """Return the one name that stands beside a date and nothing else, or ``""``.

    ``Anna Beispiel, 12. März 2024``, ``12.03.2024 | 10:00 Uhr | Anna Beispiel``; for lines around a
    headline only. Towns, sections and kinds of articles stand there, too: it begins with a given name.
    """
    if len(text) > _MAX_DATE_LINE or not find(text):
        return ""
    name = _CLOCK_LINE.sub(" ", strip_dates(text)).strip(" ,|•·–-()/").removesuffix(" am")
    first = _DOCTOR.sub("", name).partition(" ")[0].partition("-")[0]
    return name if is_name(name) and first in given_names() else ""


def is_salutation(text: str) -> bool:
    """Say whether a line is how a letter begins: ``Sehr geehrte Damen und Herren,``."""
    return text.endswith((",", "!")) and bool(_SALUTATION.fullmatch(text))


def interviewer(text: str) -> str:
    """Return who asked, of a line such as ``Das Gespräch führte Jana Beispiel``, or ``""``."""
    if text[:1] not in "DIM" or len(text) > _LONGEST_BYLINE or word_count(text) > _MAX_BYLINE:
        return ""
    found = _INTERVIEWER.match(text)
    names = found["names"].strip(" ,.|/") if found else ""
    return names if _FULL_NAME.search(names) else ""


def without_other_roles(line: str) -> str:
    """Return a byline without those who took the pictures or translated it."""
    return line if _SEVERAL_ROLES.match(line) else _OTHER_ROLE.sub("", line)


def is_life(text: str) -> bool:
    """Say whether a line says when somebody was born or died: ``* 12. Mai 1936 † 3. April 2024``."""
    if len(text) > _MAX_DATE_LINE:
        return False
    return bool(_LIFE.search(text)) or _spans_years(text)


def _spans_years(text: str) -> bool:
    """Say whether a line is two days, many years apart, and nothing else."""
    years = _YEARS.findall(text)
    apart = len(years) == 2 and int(years[1]) - int(years[0]) >= _LIFETIME  # noqa: PLR2004
    rest = strip_dates(_SPAN.sub(" ", text)) if apart else ""
    return apart and not any(map(str.isalpha, rest))


@lru_cache(maxsize=4096)
def is_date_line(text: str) -> bool:
    """Say whether a line holds a date or time and labels for it, and nothing else."""
    if len(text) > _MAX_DATE_LINE:
        return False
    text = _SAVED_BY.sub("", text)
    dated = bool(find(text) or _RELATIVE.search(text))
    if not dated and not (_STAMP_LABEL.match(text) and _CLOCK.search(text)):
        return False
    rest = _CLOCK.sub(" ", strip_dates(_RELATIVE.sub(" ", text)))
    rest = _DATE_WORDS.sub(" ", rest)
    return not (any(char.isalpha() for char in rest) or is_life(text))


def is_bare_day(text: str) -> bool:
    """Say whether a line is a day and nothing else: a chronicle has such lines in its text."""
    return len(text) <= _LONGEST_DAY and not strip_dates(text).strip(" .:,") and bool(find(text))


def is_stamp(text: str) -> bool:
    """Say whether a line starts as those with an article's date do: ``Aktualisiert am …``."""
    return len(text) <= _MAX_DATE_LINE and bool(_STAMP_LABEL.match(text))


def is_counter(text: str) -> bool:
    """Say whether a line is a bare number: shares, comments, pages."""
    return bool(_COUNTER.match(text)) and any(char.isdigit() for char in text)


@lru_cache(maxsize=4096)
def is_credit(text: str) -> bool:
    """Say whether a line names only whose picture it is: ``Foto: dpa``, ``© Reuters``."""
    if is_credit_list(text):
        return True
    return len(text) <= _MAX_CREDIT_LINE and bool(_CREDIT_START.match(text)) and not is_prose(text)


def is_stamped_byline(text: str) -> bool:
    """Say whether a line says who wrote something at which minute: ``06.11.2023 13:30 von Olga``."""
    return bool(_SIGNED_BY.search(text)) and "T" in find(text) and not is_prose(text)


@lru_cache(maxsize=4096)
def is_credit_list(text: str) -> bool:
    """Say whether a text lists whose the pictures of an article are, and under which licence."""
    listed = len(text) <= _MAX_CREDIT_LIST and _CREDIT_LIST.match(text)
    sentence = is_prose(text) and ends_sentence(text)
    return bool(listed) and bool(_LICENCE.search(text)) and not sentence


@lru_cache(maxsize=4096)
def split_credit(text: str) -> tuple[str, str]:
    """Return caption and credit of a line that ends in a credit, or ``("", "")``.

    Credits in brackets count only if they name an agency or start like a credit: prose may end in
    brackets, too.
    """
    if len(text) > _MAX_CAPTION or not _CREDIT_SIGN.search(text, max(0, len(text) - _CREDIT_REACH)):
        return "", ""
    found = _CREDIT_TAIL.search(text)
    if found and stopword_share(_TAKEN.sub("", found["credit"])) < _PROSE_IN_CREDIT:
        return text[: found.start()].rstrip(" |([,").lstrip(" |,"), _closed(
            text[found.start("credit") :]
        )
    found = _BRACKET_TAIL.search(text)
    if not found:
        return "", ""
    caption, credit = text[: found.start()].strip(), found["credit"].strip()
    if _CREDIT_START.match(credit) or (names_agency(credit) and not _is_signed(caption, credit)):
        return caption, credit
    return "", ""


def _closed(credit: str) -> str:
    """Return a credit without the bracket that ends the line it stood in."""
    credit = credit.rstrip(" .")
    for opening, closing in ("()", "[]"):
        while credit.endswith(closing) and credit.count(closing) > credit.count(opening):
            credit = credit[:-1].rstrip()
    return credit


def _is_signed(text: str, bracket: str) -> bool:
    """Say whether a bracket behind whole sentences is their agency, not a picture's credit."""
    return text.endswith((".", "!", "?", "“", "”", "«", '"')) and not _VIA.search(bracket)


@lru_cache(maxsize=4096)
def is_sign_off(text: str) -> bool:
    """Say whether a line is an agency or a newsroom abbreviation: ``(dpa)``, ``erb/ots``, ``(SID)``."""
    stripped = text.strip(" .()[]–-")
    if not stripped or len(text) > _LONGEST_SIGN_OFF or not _SIGN_OFF.match(text.strip(" .–-")):
        return False
    tokens = [token for token in re.split(r"[/,|\s]+|\bmit\b", stripped) if token]
    known = words("agencies")
    if stripped.casefold() in known:
        return True
    named = [token.casefold() in known for token in tokens]
    marks = [len(token) <= _MARK_LETTERS for token in tokens]
    lower = all(mark and token.islower() for mark, token in zip(marks, tokens, strict=True))
    if any(named):
        return all(name or mark for name, mark in zip(named, marks, strict=True))
    return "/" in stripped and lower


def trailing_sign_off(text: str) -> str:
    """Return the bracketed agency at the end of a paragraph, such as ``(SID)``, or ``""``."""
    if glued := _GLUED_SIGN_OFF.search(text):
        return glued[0].strip()
    if (glued := _GLUED_AGENCY.search(text)) and is_sign_off(glued[0]):
        return glued[0].strip()
    found = _TRAILING_SIGN_OFF.search(text)
    if (
        found
        and is_sign_off(found["sign"])
        and text[: found.start()].rstrip().endswith((".", "!", "?", "“", '"', "”", "«"))
    ):
        return found[0].strip()
    return ""


def is_breadcrumb(text: str) -> bool:
    """Say whether a line is a path of short labels: ``Startseite > Politik > Ausland``."""
    if len(text) > _LONGEST_CRUMBS:
        return False
    filled = [crumb for part in _CRUMB.split(text) if (crumb := part.strip())]
    if len(filled) <= 1 or is_life(text):
        return False
    return all(word_count(crumb) <= _CRUMB_WORDS for crumb in filled[:-1]) and not is_prose(text)


def names_agency(text: str) -> bool:
    """Say whether a credit names a picture agency, as in ``KCNA via Reuters``."""
    if _VIA.search(text):
        return True
    known = words("agencies")
    tokens = [token.strip().casefold() for token in re.split(r"[/,|–]|\bvia\b|\s-\s", text)]
    return any(token in known for token in tokens)
