"""A page shown in place of an article says that and nothing else; what says more is an article."""

from __future__ import annotations

import pytest

from translator.clean.not_article import require_article
from translator.clean.pieces import KEEP, Piece, Role, Verdict
from translator.errors import CleanError

TITLE = "Land verstärkt Deiche an der Nordsee"
ASKS = (
    "Wir und unsere Partner verwenden Cookies und Tracking, damit wir Ihnen zeigen können, was Sie "
    "auch sonst mögen, und bitten Sie dafür um Ihre Zustimmung."
)
ASKS_SHORT = "Wir und unsere Partner möchten Cookies für das Tracking bei Ihnen setzen."
REPORT = (
    "Das Gericht hat am Montag entschieden, dass die Verlage der Küste alle Leser nach den Cookies "
    "für das Tracking fragen müssen, bevor die Seite in dem Browser geladen wird."
)
NEWS = (
    "Die Landesregierung hat am Dienstag in Kiel ein neues Programm für den Küstenschutz vorgestellt, "
    "mit dem in den kommenden zehn Jahren an der Nordsee mehrere Deiche verstärkt werden, und hat "
    "dafür bei dem Bund um Geld gebeten."
)
ROBOT = "Bitte zeigen Sie uns, dass Sie kein Roboter sind, und Sie werden dann weitergeleitet."
LOST = "Die Seite, die Sie suchen, wurde leider nicht gefunden, und wir wissen nicht, wo sie ist."
LOGIN = "Bitte melden Sie sich mit Ihrem Passwort an, damit Sie alle Texte bei uns lesen können."
NEUTRAL = "Hier geht es zu allen Texten, die in dieser Woche an der Küste geschrieben wurden."
CONSENT, ERROR = "a consent page", "an error page"
ASIDE = Verdict(Role.CHROME, "consent", "asks for consent")


def refused(title: str, *texts: str, aside: str = "") -> str:
    """Return what a page is taken for in place of an article, or ``""``."""
    judged = [(Piece(text), KEEP) for text in texts]
    judged += [(Piece(aside), ASIDE)] if aside else []
    try:
        require_article("seite.html", title, judged)
    except CleanError as error:
        return error.message.removesuffix(", not an article")
    return ""


@pytest.mark.parametrize(
    ("title", "texts", "what"),
    [
        (TITLE, [ASKS], CONSENT),
        (TITLE, [ASKS, NEWS], ""),  # it says something else, too
        (TITLE, [ASKS_SHORT], ""),  # a line
        (TITLE, [REPORT], ""),  # not said to a reader
        (TITLE, [ROBOT], "a page that checks for robots"),
        (TITLE, [ROBOT, NEWS], ""),
        ("Einen Moment bitte", [NEUTRAL], "a page that checks for robots"),
        ("Einen Moment bitte", 4 * [NEWS], ""),
        (TITLE, [LOST], ERROR),
        (TITLE, [LOST, NEWS], ""),
        ("Seite nicht gefunden", [NEUTRAL], ERROR),
        ("Seite nicht gefunden", 4 * [NEWS], ""),
        (TITLE, ["Die Seite des Kreises wurde am Montag bei der Suche nicht gefunden."], ""),
        ("Anmelden", [LOGIN], "a log-in page"),
        ("Anmelden", [NEUTRAL], ""),
        ("Anmelden", [LOGIN, *4 * [LOGIN.replace("Bitte", "Nun"), LOGIN.replace("alle", "viele")]], ""),
        (TITLE, [LOGIN], ""),
    ],
)  # fmt: skip
def test_what_is_no_article(title: str, texts: list[str], what: str) -> None:
    assert refused(title, *texts) == what


def test_what_was_taken_out_as_a_notice_counts_as_what_the_page_says() -> None:
    labels = "Ihre Wahl: Cookies, Tracking, Partner, personalisierte Werbung, Einwilligung, Details"
    assert refused(TITLE, ASKS_SHORT, aside=labels) == CONSENT
    assert refused(TITLE, aside=ASKS) == ""  # nothing was kept: another message says so
