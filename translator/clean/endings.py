"""What a house adds below an article, told by its place: labels, credits, invitations.

Only what stands at the very end is judged here, piece by piece upwards, until something is the
article's. Nothing within the article is touched, and of the end only a bounded share.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from translator.article import BlockKind
from translator.clean.phrases import words
from translator.clean.pieces import Piece, Role, Verdict, ends_sentence, is_prose, word_count

_MOST_PIECES = 8
_MOST_SHARE = 0.25  # of the text
_LABEL_WORDS = 6
_LONGEST_OPENING = 120  # characters of a line that introduces what is not there
_LONGEST_CREDIT = 200
_LONGEST_INVITATION = 700
_INVITING_WORDS = 2  # different ones
_SHARE_OF_TWO = 0.04  # of the words, where the house speaks to its readers
_SHARE_OF_ONE = 0.06  # where only one of them is named
_MOSTLY_LINKS = 0.6
_HASHTAGS = re.compile(r"(?:#\w+[\s,]*){2,40}")
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_CREDIT = re.compile(
    r"^(?:Ein (?:Beitrag|Artikel|Text) von|Autor(?:in|en|innen)?|Redaktion|Text|Texte|Quellen?|"
    r"Fotos?|Bilder?|Bild|Video|Grafik(?:en)?|Illustration(?:en)?|Design|Faktencheck|Mitarbeit|"
    r"Recherche|Protokoll|Übersetzung|Lektorat|Kontakt|Pressekontakt|Rückfragen|Tags?|Themen?|"
    r"Stichworte|Schlagworte|Schlagwörter|Ort|Original|Erstveröffentlichung|Author|Editor|Source)"
    r"\b[^.!?]{0,30}:"
)
# Who is spoken to, and who speaks.
_READER = re.compile(
    r"\b(?:Sie|Ihnen|Ihre[nmrs]?|[Dd]u|[Dd]ich|[Dd]ir|[Dd]eine[nmrs]?|[Ee]uch|[Ee]ure[nmrs]?|[Ii]hr|you|your)\b"
)
_HOUSE = re.compile(r"\b(?:[Ww]ir|[Uu]ns|[Uu]nser(?:e[nmrs]?)?|we|us|our)\b")

_LABEL = Verdict(Role.CHROME, "label", "a label below the article")
_ALONE = Verdict(Role.CHROME, "heading-alone", "a heading with nothing below it")
_OPENING = Verdict(Role.CHROME, "opening", "introduces what is not in the article")
_SIGNED = Verdict(Role.CHROME, "credits", "says who worked on the article")
_INVITATION = Verdict(Role.CHROME, "invitation", "invites readers to follow, pay or subscribe")
_LINKS = Verdict(Role.CHROME, "link-line", "a line that is nothing but links")


def without_endings(judged: Sequence[tuple[Piece, Verdict]]) -> list[tuple[Piece, Verdict]]:
    """Judge the last pieces of an article anew, from below."""
    result = list(judged)
    body = [index for index, (_, verdict) in enumerate(judged) if verdict.role is Role.BODY]
    total = sum(len(judged[index][0].text) for index in body)
    taken = 0
    prose = [judged[index][0] for index in body if is_prose(judged[index][0].text)]
    home = prose[-1].place.parent if prose else None
    for count, index in enumerate(reversed(body)):
        piece = judged[index][0]
        taken += len(piece.text)
        verdict = _ending(piece, elsewhere=piece.place.parent is not home)
        if verdict is None or count >= _MOST_PIECES or taken > _MOST_SHARE * total:
            break
        result[index] = (piece, verdict)
    return result


def _ending(piece: Piece, *, elsewhere: bool) -> Verdict | None:
    """Return the verdict on a piece that nothing follows, ``None`` if it is the article's.

    ``elsewhere`` says that it stands in another element than the last running text.
    """
    if piece.kind is BlockKind.HEADING:
        return _ALONE
    if piece.kind not in {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM}:
        return None
    if _is_invitation(piece):
        return _INVITATION
    return _label(piece, elsewhere=elsewhere) if piece.kind is BlockKind.PARAGRAPH else None


def _label(piece: Piece, *, elsewhere: bool) -> Verdict | None:
    """Return the verdict on a line below an article that says nothing of its subject."""
    text = piece.text
    prose = is_prose(text)
    short = word_count(text) <= _LABEL_WORDS and not ends_sentence(text)
    if len(text) <= _LONGEST_CREDIT and _CREDIT.match(text) and not prose:
        return _SIGNED
    if text.endswith(":") and len(text) <= _LONGEST_OPENING:
        return _OPENING
    if piece.links > _MOSTLY_LINKS and not prose:
        return _LINKS
    return _LABEL if _HASHTAGS.fullmatch(text) or (elsewhere and short) else None


def speaks_to_readers(text: str) -> bool:
    """Say whether a house speaks to its readers in a text: ``Besuchen Sie unseren …``."""
    return bool(_READER.search(text) and _HOUSE.search(text))


def _is_invitation(piece: Piece) -> bool:
    """Say whether a house speaks to its readers: of paying, following, writing to it."""
    text = piece.text
    if len(text) > _LONGEST_INVITATION:
        return False
    said = [word.casefold() for word in _WORD.findall(text)]
    inviting = len(words("invitations").intersection(said))
    share = inviting / max(1, len(said))
    reader, house = _READER.search(text), _HOUSE.search(text)
    if inviting < _INVITING_WORDS or not (reader or house):
        return False
    return share >= (_SHARE_OF_TWO if reader and house else _SHARE_OF_ONE)
