"""Where an article breaks off: a paywall, a link to the rest, the first page of several.

Text that a page does not hold cannot be recovered; an editor has to know that it is missing. The
signs are searched only around the end of what was kept (and, for the number of the page, below the
headline): an offer to subscribe elsewhere on a page says nothing about the article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

from translator.clean.elements import attribute
from translator.clean.link_addresses import host_of, link_address
from translator.clean.normalise import squash
from translator.clean.pieces import Piece, Role, Verdict, is_prose, word_count
from translator.clean.walls import is_wall

_BEHIND = 10  # pieces below the last paragraph that may be the wall: share bar, box, offer
_NEAR = 3  # pieces between a paragraph that breaks off and the link to the rest
_LEVELS = 3  # elements around an offer that may be named after walls
_TEASER_WORDS = 200  # that a publisher shows of an article which has to be paid for
_LONGEST_SIGN = 240  # characters
_LONGEST_LABEL = 60  # characters; chosen by reading, not swept
_QUOTED = 60  # characters of a sign in the message
_LAST_WORDS = 8  # words of the last line
_SHORTEST_ADDRESS = 2  # characters; "#" leads nowhere

# What stands at a wall speaks of going on with this text; a mere offer to subscribe does not count.
_TEXT = r"(?:Artikel|Beitrag|Text|Inhalt|Bericht|Interview)"
_WALL = re.compile(
    r"\bweiterlesen\s+(?:mit|für|nach)\b(?!\s+(?:der\s+|dieser\s+)?(?:Anzeige|Werbung|Werbepause|Werbeunterbrechung|Reklame)\b)"
    r"|\b(?:registrieren|anmelden|einloggen|abonnieren|abo|testen|freischalten)\b.{0,40}\bweiter(?:zu)?lesen\b"
    r"|\bum\b[^.?!]{0,60}\bweiter(?:zu)?lesen\b|\bum\b[^.?!]{0,40}\bvollständig\s+(?:zu\s+)?lesen\b"
    r"|\b(?:möchten|wollen|möchtest|willst)\s+(?:Sie\s+|du\s+)?(?:\w+\s+){0,5}weiterlesen\b"
    rf"|\b{_TEXT}\s+(?:jetzt\s+)?freischalten\b|\b{_TEXT}\s+zu\s+Ende\s+lesen\b"
    rf"|\bdiese[rns]?\s+(?:\w+\s+)?{_TEXT}\w*\s+(?:\w+\s+){{0,4}}?(?:nur|exklusiv|ausschließlich|kostenpflichtig)\b"
    rf"|\bLesen\s+Sie\s+(?:jetzt\s+)?(?:de[nr]|diesen)\s+(?:ganzen|vollständigen|gesamten|kompletten)\s+{_TEXT}\s+(?:mit|in|im|als|kostenlos)\b"
    r"|\bnur\s+für\s+(?:unsere\s+|registrierte\s+)?(?:\w+-?)?(?:Abonnent|Mitglieder|Nutzer|Leser\b)"
    r"|\bto\s+(?:continue|keep)\s+reading\b|\bsubscribe\s+to\s+(?:read|continue|unlock)\b"
    r"|\b(?:article|story|content)\s+is\s+(?:only\s+)?(?:for|available\s+to)\s+(?:paying\s+)?(?:subscribers|members)\b"
    r"|\bto\s+read\s+the\s+(?:full|whole|rest)\b",
    re.IGNORECASE,
)
_OFFER = re.compile(
    r"\b(?:Abo|Abonnent(?:in)?|abonnieren|anmelden|einloggen|registrieren|testen|Probemonat|"
    r"subscribe|subscriber|log\s+in|sign\s+in)\b",
    re.IGNORECASE,
)
_OVERLAY = re.compile(
    r"(?<![a-z])(?:overlay|modal|popup|layer|lightbox|dialog|footer|nav|sidebar)(?![a-z])"
)
_MORE = re.compile(
    r"^\W*(?:(?:hier\s+|jetzt\s+)?weiter\s*lesen|(?:mehr|alles)\s+lesen|read\s+(?:more|on)|continue\s+reading|"
    rf"(?:den\s+|zum\s+)?(?:ganzen|vollständigen|kompletten|gesamten)\s+{_TEXT}(?:\s+lesen)?|full\s+(?:article|story))\b",
    re.IGNORECASE,
)
_BROKEN_OFF = re.compile(r"(?:…|\.\.\.|\[(?:…|\.\.\.)\])\W*$")
_PAGE = re.compile(
    r"\b(?:Seite|Page)\s+(?P<page>\d{1,2})\s*(?:von|of|/)\s*(?P<pages>\d{1,2})\b", re.IGNORECASE
)
_NEXT = re.compile(
    r"^\W*(?:nächste\s+seite|(?:weiter\s+(?:auf|zu)\s+)?seite\s+\d{1,2}|next\s+page|page\s+\d{1,2})\b",
    re.IGNORECASE,
)
# The numbers of the pages in a row, and the next one: 1 2 3 Nächste Seite.
_PAGER = re.compile(
    r"^(?:Seiten?:?\s*|Pages?:?\s*)?1(?:\s*[|,·]?\s*\d{1,2}){1,15}\s*[|,·]?\s*(?:nächste\s+Seite|next\s+page)\b",
    re.IGNORECASE,
)
_ONE_PAGE = re.compile(
    r"\bauf\s+(?:einer|1)\s+Seite\b|\bKomplettansicht\b|\b(?:single|one)\s+page\b", re.IGNORECASE
)
_ELSEWHERE = re.compile(
    r"(?<![a-z])(?:comments?|kommentare?|leserbriefe?|related|teasers?|gallery|galerie|slider|carousel)(?![a-z])"
)
_PAGE_MARK = re.compile(r"(?:[/,_-](?:seite|page|p)?[-/]?\d{1,2})(?=/?$|\.\w{2,5}$)", re.IGNORECASE)
_PAGE_QUERY = re.compile(r"(?:^|&)(?:page|seite|p|pg|paged)=\d{1,2}(?:&|$)", re.IGNORECASE)


def cut_of(
    judged: Sequence[tuple[Piece, Verdict]],
    url: str = "",
    next_page: str = "",
    *,
    free: bool = True,
) -> str:
    """Return where an article breaks off, in a sentence for an editor, or ``""`` if it is whole.

    ``judged`` are all pieces of the input in order, ``next_page`` is what the page calls the next
    one of a series (``rel=next``), which may also be the next article. ``free`` is false where it
    says that not everybody may read all of it; then an offer to subscribe is the wall of a text
    that is short.
    """
    text = [index for index, (_, verdict) in enumerate(judged) if verdict.role is Role.BODY]
    if not text:
        return ""
    last = next((i for i in reversed(text) if _runs_on(judged[i][0])), text[-1])
    top = [piece for piece, _ in judged[max(0, text[0] - _BEHIND) : text[0]]]
    end = [piece for piece, _ in judged[last + 1 : last + 1 + _BEHIND]]
    return (
        _at_page([*top, *end], url, next_page)
        or _at_wall(judged[last][0], end, offers=not free and _is_short(judged, text))
        or _at_link(judged, last, url)
    )


def next_page_of(root: Any) -> str:
    """Return the address a page calls the next one (``<link rel=next>``), or ``""``."""
    for link in root.iter("link"):
        if "next" in (link.get("rel") or "").lower().split():
            return (link.get("href") or "").strip()
    return ""


def _runs_on(piece: Piece) -> bool:
    """Say whether a piece is running text of the article and not the wall in its way."""
    return is_prose(piece.text) and not _WALL.search(piece.text)


def _is_short(judged: Sequence[tuple[Piece, Verdict]], text: Sequence[int]) -> bool:
    return sum(word_count(judged[index][0].text) for index in text) <= _TEASER_WORDS


def _at_wall(last: Piece, behind: Sequence[Piece], *, offers: bool) -> str:
    """Say that a wall stands where the text ends, or with ``offers`` an offer to subscribe.

    An element named after walls that also holds the last paragraph is the text behind the wall.
    """
    inside = list(last.place.upwards())
    for piece in behind:
        if len(piece.text) > _LONGEST_SIGN or _OVERLAY.search(piece.context):
            continue
        named = offers or any(
            is_wall(place) for place in piece.place.upwards(_LEVELS) if place not in inside
        )
        if _WALL.search(piece.text) or (
            named and _OFFER.search(piece.text) and not is_prose(piece.text)
        ):
            return f"it breaks off at a paywall: “{_short(piece.text)}”"
    return ""


def _at_link(judged: Sequence[tuple[Piece, Verdict]], last: int, url: str) -> str:
    """Say that the last paragraph breaks off and the one link of its kind leads to the rest.

    Where several lead on, the paragraphs are teasers of other pages.
    """
    text = judged[last][0].text
    if not _BROKEN_OFF.search(text):
        return ""
    more = [index for index, (piece, _) in enumerate(judged) if _leads_on(piece)]
    if len(more) != 1 or not last < more[0] <= last + _NEAR:
        return ""
    address = next(_addresses(judged[more[0]][0], url), "")
    words = " ".join(text.split()[-_LAST_WORDS:])
    return f"it breaks off in “{words}”; the rest is elsewhere{_at(address)}"


def _leads_on(piece: Piece) -> bool:
    return len(piece.text) <= _LONGEST_LABEL and bool(_MORE.search(piece.text))


def _at_page(pieces: Sequence[Piece], url: str, next_page: str) -> str:
    """Say which page of several this is."""
    labels = [
        piece
        for piece in pieces
        if len(piece.text) <= _LONGEST_LABEL and not _ELSEWHERE.search(piece.context)
    ]
    whole = _address_of(labels, _ONE_PAGE, url)
    following = link_address(next_page, url)
    following = following if is_page_of(following, url) else ""
    following = following or _address_of(labels, _NEXT, url)
    if not following:  # Weiterlesen, and the address of this article with ?p=2
        more = _address_of(labels, _MORE, url)
        same = is_page_of(more, url) and urlsplit(more).path == urlsplit(url).path
        following = more if same else ""
    pager = any(map(_PAGER.match, (piece.text for piece in labels)))
    counted = next((found for piece in labels if (found := _PAGE.search(piece.text))), None)
    if counted and int(counted["page"]) < int(counted["pages"]):
        which = f"it is page {int(counted['page'])} of {int(counted['pages'])} only"
    elif following or whole or pager:
        which = "it is one page of several"
    else:
        return ""
    goes_on = f"; the next one{_at(following)}" if following else ""
    return which + goes_on + (f"; all of it on one page{_at(whole)}" if whole else "")


def is_page_of(address: str, url: str) -> bool:
    """Say whether an address is another page of the article at ``url``: only its number differs."""
    one, other = urlsplit(address), urlsplit(url)
    path = one.path
    if not path.strip("/") or one.netloc != other.netloc or address == url:
        return False
    if "comment" in path.lower() or "comment" in one.fragment.lower():
        return False
    if path == other.path:
        return bool(_PAGE_QUERY.search(one.query))
    if not _PAGE_MARK.search(path):
        return False
    return _bare(_PAGE_MARK.sub("", path)) in {
        _bare(other.path),
        _bare(_PAGE_MARK.sub("", other.path)),
    }


def _bare(path: str) -> str:
    """Return a path without a suffix and a slash at its end."""
    return re.sub(r"\.\w{2,5}$", "", path).rstrip("/")


def _address_of(pieces: Sequence[Piece], label: re.Pattern[str], url: str) -> str:
    """Return the address of the first link with a label such as ``nächste Seite``, or ``""``."""
    found = (
        address
        for piece in pieces
        if label.search(piece.text)
        for address in _addresses(piece, url)
        if not url or host_of(address) == host_of(url)
    )
    return next(found, "")


def _addresses(piece: Piece, url: str) -> Iterator[str]:
    """Yield the addresses of the links in a piece."""
    for element in piece.inline:
        href = attribute(element, "href").strip()
        address = link_address(href, url) if len(href) >= _SHORTEST_ADDRESS else ""
        if address.startswith("http"):
            yield address


def _at(address: str) -> str:
    return f": {address}" if address else ""


def _short(text: str) -> str:
    text = squash(text)
    return text if len(text) <= _QUOTED else f"{text[:_QUOTED].rstrip()}…"
