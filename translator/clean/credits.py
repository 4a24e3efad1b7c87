"""Of a caption, what it says and whose picture it is: by its elements, then by its words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bs4 import Tag

from translator.article import Mark
from translator.clean import labels
from translator.clean.elements import attribute, text_of
from translator.clean.normalise import letters
from translator.clean.phrases import words
from translator.clean.pieces import Piece, ends_sentence, stopword_share, word_count
from translator.markup.marks import shifted, within

_CREDIT_NAME = re.compile(
    r"(?:credits?|copyrights?|copyrightholder|photographer|fotograf(?:in)?|urheber|bild(?:autor|quelle|nachweis|"
    r"rechte)|foto(?:autor|quelle|nachweis)|image-?author|image-?source)(?![a-z])"
    r"|(?<![a-z])(?:source|quelle|rights|creator|agency|agentur)(?![a-z])"
)
_CAPTION_NAME = re.compile(
    r"caption(?![a-z])|(?<![a-z])(?:legend[e]?|bu|bildtext|bildunterschrift|bildunterzeile|infotext|unterschrift|"
    r"(?:image|img|bild|foto|photo|picture|media|pic)[-_]*(?:desc(?:ription)?|beschreibung|info|legend))(?![a-z])"
)
# What only programs that read a page aloud say, and what opens and turns pictures.
_UNSEEN_NAME = re.compile(
    r"(?<![a-z])(?:sr-only|visually-?hidden|screen-?reader(?:-text)?|a11y-hidden)(?![a-z])"
)
_NAMING = ("class", "id", "itemprop", "data-testid")
_LONGEST_NAME = 200  # characters of one attribute that are looked at
_LONGEST_CREDIT = 160  # characters
_MOST_ELEMENTS = 20  # in a text, at either end, that are looked at
_LEVELS = 3  # elements around a text in a caption whose names count
_PICTURE_FILE = re.compile(r"\.(?:jpe?g|png|webp|gif|avif)(?:\?|$)", re.IGNORECASE)
# What a site says of itself: "© 1996 - 2022 …"; of a picture the holder comes first, or one year.
_SITE_NOTICE = re.compile(
    r"(?:©|\(c\)|copyright)[^.|]{0,60}(?:19|20)\d\d\s*[-–]\s*(?:19|20)\d\d", re.IGNORECASE
)
_WIRE = re.compile(r"\s*\+\+\+[^+]{1,40}\+\+\+\s*$")  # "+++ dpa-Bildfunk +++"
_COUNTER = re.compile(
    r"^(?:Bild|Foto|Image|Photo)?\s*\d{1,3}\s?(?:/|von|of)\s?\d{1,3}(?!\d)\s*[:|–-]?\s*"
)
_STAMP = re.compile(
    r"(?:aktualisiert|publiziert|veröffentlicht|published|updated|posted)\b.*\d", re.IGNORECASE
)
_STAMP_WORDS = 6  # of a line that says when a page was published
_DURATION = re.compile(r"\d{1,2}:\d\d(?::\d\d)?(?:\s*(?:min|std|uhr|h)\.?)?", re.IGNORECASE)
# A source in brackets or at the end: of a line of its own it is the article's, of a caption the picture's.
_SOURCE = re.compile(
    r"\s*(?:[(\[]\s*(?P<inside>(?:Quelle|Source)\s?:[^()\[\]]{2,120})[)\]]|(?:(?<=[.!?)\s])|^)(?P<tail>(?:Quelle|Source)\s?:"
    r"[^:!?]{2,120}))\s*$"
)
# Names with a slash in brackets behind the text, or behind a bar.
_NAMED_TAIL = re.compile(
    r"\s*(?:\((?P<inside>[^()/]{2,60}/[^()]{2,60})\)|\s\|\s(?P<tail>[^|.!?]{4,80}))\s*$"
)
_CREDITS = re.compile(r"^Credits?\s?(?:\.\.\.|…)\s*")  # as if more were to come
_GLUED = re.compile(
    r"(?<=[a-zäöüß\d)])(?=(?:Foto|Fotos|Bild|Bilder|Photo|Grafik|Illustration|Quelle):\s)|"
    r"(?<=[\w).!?“”\"])(?=©)"
)
_WORD_END = re.compile(r"[\w.!?)“”\"»«]")  # without a space behind it
_BETWEEN = re.compile(r"\s[-–—|/•·]\s*$")  # caption and credit
FILE_NAME = re.compile(r"[^\s<>]{1,200}\.(?:jpe?g|png|gif|webp|tiff?)", re.IGNORECASE)
_FILE_AROUND = re.compile(rf"^{FILE_NAME.pattern}[.:,]?\s+|\s+{FILE_NAME.pattern}$", re.IGNORECASE)
_NAME_TOKEN = re.compile(r"[A-ZÄÖÜ][\w'’.&-]*,?|von|van|de|der|den|zu|di|da|del|el|al|\||©|\+|&")
_MARK = re.compile(r"[a-zäöü]{2,5}")
_PARTICLES = 0.34  # share of function words in a credit: "Philipp von Muster/dpa"
_ABBREVIATION = 4  # characters of "Inc." and the like
_MOST_NAMES = 6  # words of a credit that no name and no sign tells


@dataclass(frozen=True, slots=True)
class Caption:
    """What stands below a picture: its text with the marks over it, and the credit."""

    text: str = ""
    credit: str = ""
    marks: tuple[Mark, ...] = ()


def named(element: Tag) -> str:
    """Return classes, id and property of an element in lower case."""
    return " ".join(attribute(element, name)[:_LONGEST_NAME] for name in _NAMING).lower()


def is_named_caption(element: Tag) -> bool:
    """Say whether an element is called as those that hold captions are."""
    return element.name == "figcaption" or bool(_CAPTION_NAME.search(named(element)))


def is_named_credit(element: Tag) -> bool:
    """Say whether an element is called as those that hold credits are, and only those."""
    names = named(element)
    own = names.replace("caption__", "").replace("caption-", "")
    return bool(_CREDIT_NAME.search(names)) and not _CAPTION_NAME.search(own)


def is_control(element: Tag) -> bool:
    """Say whether an element is a button, a link within the page or a label that nobody sees."""
    if element.name == "button" or attribute(element, "role") == "button":
        return True
    href = attribute(element, "href") if element.name == "a" else ""
    if href.startswith("#") or (_PICTURE_FILE.search(href) and element.find("img") is None):
        return True
    return bool(_UNSEEN_NAME.search(named(element)))


def elements_around(piece: Piece, levels: int = _LEVELS) -> list[Tag]:
    """Return the elements around a text up to its figure, innermost first, inline ones included.

    An element within the text counts where it holds all of it.
    """
    key = letters(piece.text)
    found = [e for e in piece.inline[:_MOST_ELEMENTS] if letters(text_of(e)) == key]
    element = piece.place.element
    while element is not None and levels and element.name not in {"figure", "figcaption", "body"}:
        found.append(element)
        element, levels = element.parent, levels - 1
    return found


def is_credit_piece(piece: Piece) -> bool:
    """Say whether a text in a caption only says whose picture it is."""
    if len(piece.text) > _LONGEST_CREDIT:
        return False
    if labels.is_credit(piece.text) or _SOURCE.fullmatch(piece.text):
        return True
    if any(map(is_named_caption, piece.inline[:_MOST_ELEMENTS])):
        return False  # it holds both
    return any(
        is_named_credit(element) and len(text_of(element)) <= _LONGEST_CREDIT
        for element in elements_around(piece)
    )


def is_site_notice(text: str) -> bool:
    """Say whether a text claims the rights in a whole site rather than in a picture."""
    return bool(_SITE_NOTICE.search(text))


def is_label(piece: Piece) -> bool:
    """Say whether a text in a caption is a control, a counter or a length, nothing to print."""
    text = piece.text.strip(" |·•–-")
    if labels.is_counter(text) or _DURATION.fullmatch(text) or not _COUNTER.sub("", text):
        return True
    if labels.is_date_line(text) or (_STAMP.match(text) and word_count(text) <= _STAMP_WORDS):
        return True
    return any(map(is_control, elements_around(piece)))


def caption_of(pieces: Sequence[Piece]) -> Caption:
    """Return what the texts of one caption say together, each thing once."""
    found: list[Caption] = []
    for piece in pieces:
        caption = Caption("", piece.text) if is_credit_piece(piece) else split_caption(piece)
        if found and found[-1].credit.endswith(":"):
            found[-1] = Caption(
                found[-1].text,
                f"{found[-1].credit} {caption.text or caption.credit}",
                found[-1].marks,
            )
        else:
            found.append(caption)
    if len(found) > 1 and not any(caption.credit for caption in found) and is_names(found[-1].text):
        found[-1] = Caption("", found[-1].text)
    result = Caption()
    for caption in found:
        result = _joined(result, caption)
    return replace(result, credit=_bare(result.credit))


def _joined(first: Caption, second: Caption) -> Caption:
    """Return two parts of a caption as one; a short line above the text ends with a full stop."""
    credit = first.credit or second.credit
    if letters(first.text).startswith(letters(second.text)):
        return Caption(first.text, credit, first.marks)
    if letters(second.text).startswith(letters(first.text)):
        return Caption(second.text, credit, second.marks)
    between = " " if ends_sentence(first.text) else ". "
    moved = shifted(second.marks, len(first.text) + len(between))
    return Caption(f"{first.text}{between}{second.text}", credit, (*first.marks, *moved))


def split_caption(piece: Piece) -> Caption:
    """Return caption and credit of one text: by the elements in it, else by its words."""
    start, end, credit = _by_elements(piece)
    text = piece.text[start:end]
    start += len(text) - len(_COUNTER.sub("", text).lstrip())
    text = _WIRE.sub("", piece.text[start:end]).rstrip(" |(")
    caption, said = split_words(text)
    credit = credit or said
    if credit and (labels.is_sign_off(caption) or labels.byline(caption)):
        caption = ""  # who wrote the text is no caption
    end = start + len(caption) if text.startswith(caption) else start
    return Caption(caption, credit, within(piece.marks, start, end))


def _bare(credit: str) -> str:
    """Return a credit without brackets around it."""
    credit = _CREDITS.sub("", _COUNTER.sub("", credit.strip())).strip()
    last = credit.rpartition(" ")[2]
    if credit.endswith(".") and "." not in last[:-1] and len(last) > _ABBREVIATION:
        credit = credit[:-1]
    if credit.endswith(":"):
        return ""
    inside = credit[1:-1]
    wrapped = credit[:1] in "([" and credit[-1:] in ")]" and not set("()[]") & set(inside)
    return inside.strip() if wrapped else credit


def split_words(text: str) -> tuple[str, str]:
    """Return the caption and the credit that a text says, the latter ``""`` if there is none.

    The name of the picture's file is neither.
    """
    if FILE_NAME.fullmatch(text):
        return "", ""
    text = _FILE_AROUND.sub("", text)
    if glued := _GLUED.search(text):
        text = f"{text[: glued.start()]} {text[glued.start() :]}"
    caption, credit = labels.split_credit(text)
    if credit:
        return _BETWEEN.sub("", caption), credit
    if labels.is_credit(text):
        return "", text
    if found := _SOURCE.search(text):
        return text[: found.start()].rstrip(), (found["inside"] or found["tail"]).strip()
    found = _NAMED_TAIL.search(text)
    if found and is_names(said := (found["inside"] or found["tail"]).strip()):
        return text[: found.start()].rstrip(), said
    return text, ""


def _by_elements(piece: Piece) -> tuple[int, int, str]:
    """Return where in a text its caption begins and ends, and the credit in an element of its own.

    Controls go. Looked at are elements at either end of the text, again after each that went. Names
    right behind a word, without a space, are a credit that only the look of the page parts from it.
    """
    start, end, credit = 0, len(piece.text), ""
    for element in (*reversed(piece.inline[-_MOST_ELEMENTS:]), *piece.inline[:_MOST_ELEMENTS]):
        said, rest = text_of(element), piece.text[start:end].strip()
        if not said or not (rest.endswith(said) or rest.startswith(said)):
            continue
        control = is_control(element) or bool(FILE_NAME.fullmatch(said))
        whole, behind = said == rest, rest.endswith(said)
        last = behind and not whole
        glued = last and element.name == "span" and bool(_WORD_END.match(rest[-len(said) - 1]))
        credited = _says_credit(element, said, last=last) or (glued and is_names(said))
        if not control and (credit or not credited):
            continue
        start += len(piece.text[start:end]) - len(piece.text[start:end].lstrip())
        end = start + len(rest)
        start, end = (start, end - len(said)) if behind else (start + len(said), end)
        credit = credit if control else said
    text = piece.text[start:end]
    return end - len(text.lstrip()), start + len(text.rstrip()), credit


def _says_credit(element: Tag, said: str, *, last: bool) -> bool:
    """Say whether an element in a caption names whose picture it is."""
    if len(said) > _LONGEST_CREDIT or element.name == "a":
        return False
    if is_named_credit(element) or labels.is_credit(said) or _CREDITS.match(said):
        return True
    return last and labels.names_agency(said) and is_names(said)


def is_names(text: str) -> bool:
    """Say whether a text is nothing but names of people and agencies: two or more words, or an agency."""
    if not text or ends_sentence(text) or stopword_share(text) > _PARTICLES:
        return False
    parts = [part.strip() for part in text.split("/")]
    known = words("agencies")
    for number, part in enumerate(parts):
        mark = number > 0 and _MARK.fullmatch(part)  # as in "dpa/lno"
        if not (mark or part.casefold() in known or all(map(_NAME_TOKEN.fullmatch, part.split()))):
            return False
    return labels.names_agency(text) or 1 < word_count(text) <= _MOST_NAMES
