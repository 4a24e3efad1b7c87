"""Leftovers of the website: short blocks that no article would contain."""

from __future__ import annotations

import re
from collections.abc import Iterator

from translator.article import BlockKind, Finding, Severity, Translation
from translator.check.segments import placed_blocks
from translator.glossary.concept import Glossary

# German, as they stand on the page: the source is what was cleaned.
_CHROME = re.compile(
    r"""
      (?:zum\ )?(?:newsletter|kommentare?|anzeige|werbung|startseite|home|men[üu]|suche|impressum)
    | (?:artikel|beitrag|seite|jetzt)?\ ?(?:teilen|drucken|merken|versenden|kommentieren|abonnieren)
    | (?:facebook|twitter|x|whatsapp|telegram|linkedin|xing|pinterest|e-?mail|instagram|bluesky|pocket)
    | \d+\ kommentare? | kommentar(?:e)?\ (?:schreiben|lesen|anzeigen)
    | quelle:?\ link | link\ kopieren | mehr\ (?:lesen|erfahren|anzeigen|zum\ thema|dazu)
    | (?:weiter|hier\ weiter)lesen | lesen\ sie\ (?:auch|mehr|hier):? | auch\ interessant:?
    | das\ könnte\ (?:sie|dich|ihnen)\ auch\ (?:interessieren|gefallen):? | schon\ gelesen\?
    | (?:alle\ )?cookies?\ (?:akzeptieren|ablehnen|einstellungen) | cookie-einstellungen
    | (?:zur|zurück\ zur)\ (?:startseite|übersicht) | nach\ oben | anmelden | registrieren
    | (?:zum\ )?seitenanfang | alle\ rechte\ vorbehalten\.? | ©.{0,60} | \d{1,4}
    """,
    re.IGNORECASE | re.VERBOSE,
)


def chrome(translation: Translation, glossary: Glossary) -> Iterator[Finding]:
    """Find blocks that look like a part of the website."""
    del glossary
    for number, block in placed_blocks(translation):
        text = block.block.text.strip().rstrip(" »›>→|")
        if block.block.kind is not BlockKind.TABLE_ROW and _CHROME.fullmatch(text):
            message = "looks like a part of the website, not of the article"
            yield Finding("chrome", message, Severity.WARNING, number, block.block.text, block.text)
