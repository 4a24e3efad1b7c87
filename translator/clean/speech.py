"""Who speaks in a text: a report tells of the world, a house speaks of itself and to its readers."""

from __future__ import annotations

import re
from functools import lru_cache

from translator.clean.pieces import is_prose, word_count

# Who is spoken to, and who speaks: at the start of a sentence "Sie" and "Ihre" are also she and they.
READER = re.compile(
    r"(?<=[a-zäöüß,)] )(?:Sie|Ihnen|Ihre[nmrs]?)\b|\b(?:[Dd]u|[Dd]ich|[Dd]ir|[Dd]eine[nmrs]?|[Ee]uch|[Ee]ure[nmrs]?|"
    r"you|your)\b|(?:^|[.!?–-] ?)[A-ZÄÖÜ][a-zäöüß]+en Sie\b|\b(?:[Ww]enn|[Ff]alls|könnt|findet|habt|wollt|seid|unterstützt) ihr\b"
    r"|\bSie [a-zäöüß]+en (?:uns|unser[a-z]*)\b",
    re.MULTILINE,
)
HOUSE = re.compile(r"\b(?:[Ww]ir|[Uu]ns|[Uu]nser(?:e[nmrs]?)?|we|us|our)\b")
_QUOTED = re.compile(r"[„“\"»«‚][^„“”\"»«]{1,600}[“”\"»«‘]")
_FULL_STOP = re.compile(r"(?<!\.)\.[\"“”»«)]?$")
# Verbs that hardly any label has: the commonest finite ones, and those that say who said something.
_FINITE = re.compile(
    r"\b(?:ist|sind|war|waren|wird|werden|wurde|wurden|hat|haben|hatte|hatten|kann|können|konnte|konnten|muss|müssen|"
    r"musste|mussten|soll|sollen|sollte|sollten|will|wollen|wollte|wollten|darf|dürfen|durfte|durften|gibt|gab|bleibt|"
    r"blieb|geht|ging|kommt|kam|steht|stand|liegt|lag|[a-zäöüß]+en Sie|is|are|was|were|has|have|had|will|would|can|could)\b"
)
_SAYS = (
    r"(?:sagt|schreibt|schrieb|erklärt|betont|ruft|rief|heißt|hieß|berichtet|fordert|warnt|meint|glaubt|findet|fand|fragt|"
    r"lautet|bittet|bat|klagt|mahnt|teilt|teilte|steht|stand|verspricht|versprach|wirbt|warb|liest|las|spricht|sprach|rät|riet|weiß|weiss|wusste|"
    r"urteilt|entscheidet|entschied|beschließt|beschloss)(?:e|en|et|ete|eten|te|ten)?"
)
_ATTRIBUTED = re.compile(
    rf"[,“”\"»«’‘!?–-] (?:{_SAYS} (?!wir\b|uns\b|Sie\b|dir\b|dich\b|ihr\b)\w|so (?:der|die|das|ein|eine|[A-ZÄÖÜ]\w+)\b"
    rf"|wie (?:der|die|das|ein|eine|es|[A-ZÄÖÜ]\w+) [^.]*{_SAYS}\b|hieß es|heißt es|hatte es geheißen)"
    r"|[,”\"’] (?:\w+ ){0,5}?(?:said|says|told|wrote|warned|asked|added)\b"
)
_SHORTEST = 4  # words of a sentence


@lru_cache(maxsize=4096)
def without_quotes(text: str) -> str:
    """Return a text without what somebody says in it."""
    return _QUOTED.sub(" ", text)


@lru_cache(maxsize=4096)
def is_sentence(text: str) -> bool:
    """Say whether a text ends in a full stop and has a verb: also too short a one to be told as prose."""
    if not _FULL_STOP.search(text):
        return False
    if is_prose(text) or is_attributed(text):
        return True
    return word_count(text) >= _SHORTEST and bool(_FINITE.search(text))


@lru_cache(maxsize=4096)
def has_verb(text: str) -> bool:
    """Say whether one of the commonest finite verbs stands in a text."""
    return bool(_FINITE.search(text))


@lru_cache(maxsize=4096)
def is_attributed(text: str) -> bool:
    """Say whether a text says who said it, as in ``…, sagte der Pfarrer``."""
    return bool(_ATTRIBUTED.search(text))


def speaks_to_readers(text: str) -> bool:
    """Say whether a house speaks to its readers in a text: ``Besuchen Sie unseren …``."""
    return bool(READER.search(text) and HOUSE.search(text))
