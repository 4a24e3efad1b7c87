"""Pages that hold no article although they hold text: consent, captcha, error, log-in.

A scraper saves whatever it is shown. Such pages are short, and what they say is about the page and
not about the world: every test here asks first that little else is left. A report on cookies or on
an outage is long, has other paragraphs, and is never refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from translator.clean.pieces import Piece, Role, Verdict, is_prose, word_count
from translator.clean.rules import is_notice
from translator.errors import CleanError

_MOST_OTHER = 30  # words of prose about something else that such a page may have
_MOST_WORDS = 120  # of prose on an error, captcha or log-in page
_FEWEST_NOTICE = 20  # words of prose that ask for consent
_ASIDE = frozenset({"notice", "consent", "paywall", "newsletter"})  # rules that took such text

_CONSENT = re.compile(
    r"\b(?:cookies?|tracking|werbetracking|einwillig\w+|zustimm\w+|datenschutz\w*|privacy|"
    r"personalisier\w+|partner(?:n)?|personenbezogen\w*|werbefrei|pur-abo\w*|consent|personali[sz]ed|advertising)\b",
    re.IGNORECASE,
)
_ADDRESSED = re.compile(
    r"\b(?:Sie|Ihr(?:e[nmrs]?)?|Ihnen|wir|uns(?:ere\w*)?|du|dein\w*|you|your|we|our)\b",
    re.IGNORECASE,
)
_CONSENT_WORDS = 2  # different ones in a paragraph
_HUMAN = re.compile(
    r"\b(?:captcha|kein Roboter|Sie ein Mensch sind|not a robot|you are (?:a )?human|checking your browser|"
    r"Ihr Browser wird (?:überprüft|geprüft)|Sicherheits(?:über)?prüfung|ungewöhnliche[nr]? (?:Datenverkehr|Zugriffe|Aktivität\w*)|"
    r"unusual traffic|automatisierte[nr]? (?:Anfragen|Zugriffe)|enable JavaScript and cookies|Ray ID)\b",
    re.IGNORECASE,
)
_HUMAN_TITLE = re.compile(
    r"^\W*(?:just a moment|einen moment(?: bitte)?|attention required|access denied|zugriff verweigert|"
    r"(?:are you|sind sie)(?: ein)? (?:human|mensch|roboter|a robot)|security check|sicherheits(?:über)?prüfung|captcha)\b.{0,30}$",
    re.IGNORECASE,
)
_ERROR_TITLE = re.compile(
    r"^\W*(?:(?:http[- ])?(?:fehler|error)\W{0,3}(?:40[0-9]|410|50[0-9])?|(?:40[034]|410|50[0234])(?:\W.{0,40})?|"
    r"(?:diese |die )?(?:angeforderte |gewünschte )?(?:seite|artikel|beitrag)\s.{0,20}?(?:nicht|nicht mehr) (?:gefunden|verfügbar|vorhanden|erreichbar)|"
    r"(?:page|file|article) not found|not found|service unavailable|bad gateway|internal server error|"
    r"(?:wir sind )?gleich (?:wieder )?(?:zurück|da)|wartungsarbeiten|nichts gefunden)\b.{0,40}$",
    re.IGNORECASE,
)
_PAST = re.compile(r"\b(?:war|waren|was|were)\b")  # tells of what is over: "war nicht erreichbar"
_ERROR = re.compile(
    r"\b(?:seite|artikel|inhalt|beitrag|adresse|url)\b[^.]{0,80}\b(?:nicht (?:mehr )?(?:gefunden|verfügbar|vorhanden|existier\w+|erreichbar)|existiert (?:(?:leider|hier|so|bei uns|auf \w+ \w+) ){0,2}nicht)\b"
    r"|\b(?:page|article|content|url)\b[^.]{0,60}\b(?:not (?:be )?found|no longer|does ?n[o']t exist|not available|unavailable)\b"
    r"|\bHTTP (?:ERROR )?(?:40[034]|50[0234])\b",
    re.IGNORECASE,
)
_LOGIN_TITLE = re.compile(
    r"^\W*(?:anmeld(?:en|ung)|einloggen|login|log in|sign in|registrier(?:en|ung)|kundenlogin|mein konto|"
    r"(?:bitte )?melden sie sich an|willkommen zurück|nur für abonnent\w+|exklusiv für abonnent\w+)\b.{0,40}$",
    re.IGNORECASE,
)
_LOGIN = re.compile(
    r"\b(?:melde[nt]? (?:Sie )?(?:sich|dich)\b.{0,30}\ban|(?:loggen Sie sich|logge dich) ein|Passwort|Benutzername|"
    r"Zugangsdaten|log in|sign in|password|username)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Page:
    """What is left of a page: its title, the text kept, and what was taken out as a notice."""

    title: str
    kept: tuple[str, ...]
    aside: tuple[str, ...]
    labels: tuple[str, ...]


def require_article(name: str, title: str, judged: Iterable[tuple[Piece, Verdict]]) -> None:
    """Refuse a page that is shown in place of an article.

    Raises:
        CleanError: it asks for consent, wants to know whether a person reads it, reports an error
            or asks to log in, and says nothing else.
    """
    page = _page(title, judged)
    for says, what, hint in _KINDS:
        if says(page):
            raise CleanError(f"{what}, not an article", path=name, hint=hint)


def _page(title: str, judged: Iterable[tuple[Piece, Verdict]]) -> _Page:
    kept, aside, labels = [], [], []
    for piece, verdict in judged:
        text = piece.text
        if verdict.role in {Role.BODY, Role.LEAD} and is_prose(text):
            kept.append(text)
        elif verdict.rule in _ASIDE or (is_prose(text) and is_notice(text)):
            aside.append(text)
        elif not is_prose(text):
            labels.append(text)
    return _Page(title, tuple(kept), tuple(aside), tuple(labels))


def _asks_consent(page: _Page) -> bool:
    others = 0
    for text in page.kept:
        others += 0 if _speaks_of_consent(text) else word_count(text)
        if others > _MOST_OTHER:  # an article says so in its first paragraph
            return False
    notices = [text for text in (*page.kept, *page.aside) if _speaks_of_consent(text)]
    return _count(notices) >= _FEWEST_NOTICE and bool(page.kept)


def _speaks_of_consent(text: str) -> bool:
    """Say whether a paragraph asks its reader for consent or sells a page without advertising."""
    if not _ADDRESSED.search(text):
        return False
    said = {word.casefold()[:8] for word in _CONSENT.findall(text)}
    return len(said) >= _CONSENT_WORDS or is_notice(text)


def _asks_for_human(page: _Page) -> bool:
    return _is_short(page) and (
        bool(_HUMAN_TITLE.match(page.title)) or _says(_HUMAN, page, page.labels)
    )


def _reports_error(page: _Page) -> bool:
    told = bool(_PAST.search(page.title))
    titled = bool(_ERROR_TITLE.match(page.title)) and not (told or _reports(page))
    return _is_short(page) and (titled or _says(_ERROR, page, ()))


def _asks_to_log_in(page: _Page) -> bool:
    return (
        _is_short(page)
        and bool(_LOGIN_TITLE.match(page.title))
        and not _reports(page)
        and _says(_LOGIN, page, page.labels)
    )


def _reports(page: _Page) -> bool:
    """Say whether a page tells something and does not only speak to its reader.

    ``Anmeldung zum Deichlauf beginnt`` and ``Wartungsarbeiten an der Schleuse`` are reports.
    """
    others = [text for text in page.kept if not (_ADDRESSED.search(text) or _ERROR.search(text))]
    return _count(others) > _MOST_OTHER


def _is_short(page: _Page) -> bool:
    return _count(page.kept) <= _MOST_WORDS


def _says(pattern: re.Pattern[str], page: _Page, labels: Sequence[str]) -> bool:
    """Say whether a pattern is in a text that speaks to the reader, and little else is said.

    A short report may tell of a page that cannot be reached; it does not say so to its reader.
    """
    texts = [text for text in (*page.kept, *page.aside) if _ADDRESSED.search(text)]
    others = [text for text in page.kept if not pattern.search(text)]
    said = any(map(pattern.search, (*texts, *labels)))
    return said and _count(others) <= _MOST_OTHER


def _count(texts: Sequence[str]) -> int:
    return sum(map(word_count, texts))


_KINDS: tuple[tuple[Callable[[_Page], bool], str, str], ...] = (
    (_asks_consent, "a consent page", "open the article, agree or decline, and save it again"),
    (
        _asks_for_human,
        "a page that checks for robots",
        "open the article in a browser and save it there",
    ),
    (_reports_error, "an error page", "the article is not at this address; look for where it went"),
    (_asks_to_log_in, "a log-in page", "log in, open the article and save it again"),
)
