"""An editor's own rules for a site: ``[sites."example.de"]`` in translator.toml."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from bs4 import BeautifulSoup

from translator.clean.pieces import Piece, Role, Verdict
from translator.errors import UsageError
from translator.settings import SETTINGS_FILE, SiteRules

DROPPED = Verdict(Role.CHROME, "site-drop", f"a drop rule for this site in {SETTINGS_FILE}")
DROPPED_LINE = Verdict(
    Role.CHROME, "site-drop-line", f"a drop_lines rule for this site in {SETTINGS_FILE}"
)


def site_rules(url: str, sites: Sequence[SiteRules]) -> SiteRules | None:
    """Return the rules for the host of ``url``: those of the longest host it is or lies under."""
    host = (urlsplit(url).hostname or "").lower()
    fitting = [site for site in sites if host == site.host or host.endswith(f".{site.host}")]
    return max(fitting, key=lambda site: len(site.host), default=None)


def dropped_lines(rules: SiteRules | None) -> list[re.Pattern[str]]:
    """Return the patterns that must match a whole line for it to be dropped."""
    return [re.compile(line) for line in rules.drop_lines] if rules else []


def kept_pieces(
    soup: BeautifulSoup, pieces: Sequence[Piece], rules: SiteRules | None
) -> list[bool] | None:
    """Say for each piece whether it stands in an element to keep.

    ``None`` if the site has no keep rule or none of its selectors matches on this page.

    Raises:
        UsageError: a selector is not CSS.
    """
    elements = _select(soup, rules.keep, "keep") if rules else set()
    return [_stands_in(piece, elements) for piece in pieces] if elements else None


def dropped_pieces(
    soup: BeautifulSoup, pieces: Sequence[Piece], rules: SiteRules | None
) -> dict[int, Verdict]:
    """Return verdicts, by index, for the pieces that the site's rules drop.

    Raises:
        UsageError: a selector is not CSS.
    """
    if rules is None:
        return {}
    elements = _select(soup, rules.drop, "drop")
    lines = dropped_lines(rules)
    verdicts: dict[int, Verdict] = {}
    for index, piece in enumerate(pieces):
        if _stands_in(piece, elements):
            verdicts[index] = DROPPED
        elif any(line.fullmatch(piece.text) for line in lines):
            verdicts[index] = DROPPED_LINE
    return verdicts


def _select(soup: BeautifulSoup, selectors: Sequence[str], key: str) -> set[int]:
    """Return the identities of the elements that selectors find; tags compare by what they hold."""
    from soupsieve import SelectorSyntaxError

    found: set[int] = set()
    for selector in selectors:
        try:
            found.update(map(id, soup.select(selector)))
        except (SelectorSyntaxError, NotImplementedError) as error:
            reason = str(error).partition("\n")[0]
            raise UsageError(
                f"{key}: {selector!r} is not a CSS selector: {reason}",
                path=SETTINGS_FILE,
                hint="write it as in a style sheet, such as div.article-body",
            ) from error
    return found


def _stands_in(piece: Piece, elements: set[int]) -> bool:
    return bool(elements) and any(id(place.element) in elements for place in piece.place.upwards())
