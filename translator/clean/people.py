"""Who wrote an article: names out of bylines and author tags, without house, town and office.

Pages put more into these places than names: ``Von Jana Beispiel, Kiel``, ``Küstenbote Redaktion``,
``Jana Beispiel und Tom Muster (dpa)``. What is published is a list of people, joined by commas.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from translator.clean.labels import without_other_roles
from translator.clean.normalise import letters, squash
from translator.clean.phrases import words
from translator.clean.publication_date import strip_dates
from translator.language.addresses import addresses

_BETWEEN = re.compile(
    r"\s*(?:[,;|•·]|\s/\s|(?<=\w)/(?=[A-ZÄÖÜ])|\s[–—-]\s|\b(?:und|and|sowie)\b|&)\s*"
)
_LABEL = re.compile(
    r"^(?:(?:ein(?:e|en)?\s+)?(?:analyse|artikel|beitrag|bericht|essay|gastbeitrag|interview|kolumne|kommentar|"
    r"kritik|protokoll|reportage|rezension|text)\s+)?(?:von|by|text|autor(?:en|in|innen)?|words|"
    r"author|verfasst von|geschrieben von)\b\s*:?\s*",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"\s*[(\[][^()\[\]]{0,60}[)\]]")
_PLACE = re.compile(r",?\s+(?:aus|in|zurzeit|derzeit|zzt\.|from)\s+[A-ZÄÖÜ].*$|\s+berichtet\b.*$")
# Houses, their departments and what a content system writes where nobody is named.
_HOUSE = re.compile(
    r"\b(?:GmbH|AG|KG|SE|e\.\s?V\.|Ltd|Inc|LLC|Verlag|Verlagsgesellschaft|Medien(?:gruppe|haus)?|Media|"
    r"(?:\w+-?)?[Rr]edaktion(?:steam)?|Online(?:redaktion)?|Newsroom|Newsdesk|News|Nachrichten|NACHRICHTEN|Staff|"
    r"\w*[Aa]dmin(?:istrator)?|Super User|[\w-]+[_-][Tt]eam|Webmaster|Team|Pressestelle|Presse(?:mitteilung)?|Gastautor(?:in|en)?|"
    r"\w*(?:[Ff]raktion|[Vv]erband|[Vv]erein|[Ss]tiftung|[Ii]nstitut|[Uu]niversität|[Mm]inisterium|[Pp]olizei)|"
    r"Agentur(?:en|material)?|Nachrichtenagentur|Presse-Agentur|Presseagentur|Editors?|Anonymous|Unbekannt)\b",
)
_OFFICE = re.compile(
    r"^(?:(?:stellv(?:ertretende[rn]?)?\.?|leitende[rn]?|freie[rn]?|politische[rn]?)\s+)*"
    r"(?:\w+-?)?(?:redakt(?:eur(?:in)?|ion\w*)|redaktor(?:in)?|korrespondent(?:in)?|reporter(?:in)?|"
    r"chefredakt\w+|ressortleit\w+|autor(?:in)?|volontär(?:in)?|journalist(?:in)?|herausgeber(?:in)?|"
    r"fotograf(?:in)?|editor|author|writer|correspondent|produzent(?:in)?|moderator(?:in)?)\b",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"^(?:(?:Prof|Dr|Dipl|Mag|Ing|med|phil|jur|rer|nat|h\.\s?c)\.?[\s-]*)+$", re.IGNORECASE
)
_TURNED = re.compile(r"[A-ZÄÖÜ][\w'’-]+, [A-ZÄÖÜ][\w'’-]+")
_NAME = re.compile(r"[^\W\d_][\w'’.-]*")
_SMALL = re.compile(
    r"von|van|de|der|den|zu|zur|zum|del|di|da|el|al|bin|ibn|le|la|du|dos|das|ter|ten", re.IGNORECASE
)
_LONGEST_LINE = 1_000  # characters of an author tag that are looked at
_LONGEST_NAME = 6  # words
_FULL_NAME = 2  # words: one is a town, a mark or a pseudonym
_SHORTEST_HOUSE = 4  # letters of a house's name that are looked for in others
_MOST_PEOPLE = 12  # named with one article; more are a list of a staff


def people(values: Iterable[str], houses: Collection[str] = ()) -> tuple[str, ...]:
    """Return the people that author tags or bylines name, in order, each once.

    ``houses`` are the names of the site. Agencies count only where nobody else is named, and a
    name of one word only where it stands alone; ``Beispiel, Jana`` is turned round.
    """
    known = [key for house in houses if (key := letters(house))]
    lines = [line for value in values if (line := _bare(value)) and not is_house(line, known)]
    parts = [name for line in lines for part in _BETWEEN.split(line) if (name := _name(part))]
    named = [name for name in parts if not is_house(name, known)]
    agencies = [name for name in named if name.casefold() in words("agencies")]
    found = list(filter(is_full_name, named))
    if not found and len(parts) == 1:
        found = [name for name in named if name not in agencies and len(name.split()) == 1]
    elif not found and not agencies and len(lines) == 1 and _TURNED.fullmatch(lines[0]):
        found = [" ".join(reversed(parts))]
    return tuple(dict.fromkeys(found or agencies))[:_MOST_PEOPLE]


def _is_address(name: str) -> bool:
    """Say whether a name is that of a site, or holds the address of a page or of mail."""
    found = addresses(name)
    return any(
        "@" in a or a.startswith(("http", "www.")) or (a == name and "." in a) for a in found
    )


def is_house(name: str, houses: Sequence[str]) -> bool:
    """Say whether a name is that of a house; ``houses`` are the site's names, as letters."""
    if _HOUSE.search(name) or _is_address(name):
        return True
    key, said = letters(name), name.split()
    starts = {letters("".join(said[: count + 1])) for count in range(len(said))}
    return any(
        house in starts or (len(key) >= _SHORTEST_HOUSE and house.startswith(key))
        for house in houses
        if len(house) >= _SHORTEST_HOUSE or house == key
    )


def houses_of(host: str, *names: str) -> tuple[str, ...]:
    """Return the names of a site: what it calls itself, and the name in its address."""
    labels = host.removeprefix("www.").split(".")
    own = labels[-2] if len(labels) > 1 else labels[0]
    return tuple(dict.fromkeys(filter(None, (*names, host.removeprefix("www."), own))))


def _bare(value: str) -> str:
    """Return an author line without labels, dates, brackets and whatever follows a place."""
    text = _BRACKET.sub("", strip_dates(squash(value[:_LONGEST_LINE])).replace(" Uhr", ""))
    return _LABEL.sub("", without_other_roles(text.strip(" ,;|•·–—-:")))


def _name(part: str) -> str:
    """Return the name in a part of an author line, or ``""`` for an office, a town or none."""
    name = squash(_PLACE.sub("", part)).strip(' ,.;:|/•·–—-*"„“')
    name = _LABEL.sub("", name)
    count = len(name.split())
    if not name or count > _LONGEST_NAME or not _NAME.match(name) or any(map(str.isdigit, name)):
        return ""
    if _OFFICE.match(name) or _TITLE.match(name) or name.casefold() in words("towns"):
        return ""
    return name


def is_full_name(name: str) -> bool:
    """Say whether a name has a first and a last name, in capitals."""
    if name.casefold() in words("agencies"):
        return False
    said = [word for word in name.split() if not _SMALL.fullmatch(word)]
    return len(said) >= _FULL_NAME and all(
        word[:1].isupper() or not word[:1].isalpha() for word in said
    )
