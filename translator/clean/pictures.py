"""Pictures and films of a page: which are the article's, and their address among many attributes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from bs4 import Tag

from translator.article import Block, BlockKind, Image, Mark, MarkKind, figure
from translator.clean.addresses import absolute, picture_address, web_address
from translator.clean.elements import attribute
from translator.clean.normalise import normalise, squash
from translator.clean.pieces import Medium, Place

_ATTRIBUTES = (
    "data-src",
    "data-lazy-src",
    "data-original",
    "data-lazy",
    "data-orig-file",
    "src",
)
_SETS = ("data-srcset", "data-lazy-srcset", "srcset")
_FRAME_ATTRIBUTES = ("src", "data-src", "data-lazy-src", "data-url", "data")
_PLACEHOLDER = re.compile(
    r"(?:^|/)(?:placeholder|platzhalter|blank|spacer|transparent|pixel|1x1|empty|dummy|loading|grey|gray)"
    r"(?:[-_.]?(?:image|img|bild|\d{1,4}x\d{1,4}))?\.(?:gif|png|svg|jpe?g|webp)(?:\?.*)?$",
    re.IGNORECASE,
)
_PICTURE_FILE = re.compile(r"\.(?:jpe?g|png|webp|gif|avif)\b", re.IGNORECASE)
_DRAWING = re.compile(r"\.svg\b", re.IGNORECASE)
# Names of elements that hold the pictures of people and things, not of the article.
_SMALL_NAMES = re.compile(
    r"(?<![a-z])(?:avatar|gravatar|icon|icons|emoji|smiley|logo|badge|author|autor|autoren|profile|"
    r"teaser|related|sidebar|newsletter|share|social|promo|banner|ad|ads|advert|anzeige|sponsor|"
    r"recommend\w*|podcast|footer|nav|navigation|menu|comments?)(?![a-z])"
)
_NAMING = ("class", "id", "alt", "role")
_SIZE = re.compile(r"-\d{2,4}x\d{2,4}(?=\.\w+$)|[?#].*$")
_SMALLEST = 100  # pixels; what is smaller is a sign or the picture of a person
_NUMBER = re.compile(r"\s*(\d{1,5})(?:px)?\s*")
_LEVELS = 4  # elements around a picture whose names count
_LONGEST_NAME = 200


def image_of(medium: Medium, page: str) -> Image:
    """Return address and alternative text of a picture; without an address it is none.

    Pages that load their pictures late have a placeholder in ``src``; of a set of sources the
    largest counts.
    """
    element = medium.element
    frame = element.find_parent("picture")
    sources = [element, *(frame.find_all("source") if frame is not None else ())]
    address = next((found for source in sources if (found := _address(source, page))), "")
    alt = squash(normalise(attribute(element, "alt")))
    return Image(url=address, alt=alt)


def _address(element: Tag, page: str) -> str:
    for name in _ATTRIBUTES:
        address = attribute(element, name).strip()
        if address and not _PLACEHOLDER.search(address) and (found := _sound(address, page)):
            return found
    for name in _SETS:
        largest = max(_candidates(attribute(element, name)), default=(0.0, ""))[1]
        if largest and not _PLACEHOLDER.search(largest) and (found := _sound(largest, page)):
            return found
    return ""


def _sound(address: str, page: str) -> str:
    return picture_address(web_address(address), page)


def _candidates(sources: str) -> Iterator[tuple[float, str]]:
    """Yield size and address of the pictures in a ``srcset`` (HTML standard, 4.8.4.2)."""
    for part in re.split(r",\s+", sources.strip()):
        address, _, size = part.strip().rstrip(",").partition(" ")
        number = re.match(r"\s*([\d.]{1,8})[wx]", size)
        try:
            yield float(number[1]) if number else 0.0, address
        except ValueError:
            yield 0.0, address


def is_small(medium: Medium) -> bool:
    """Say whether a picture is a sign, the picture of a person or part of a box, by size and names."""
    element = medium.element
    for side in ("width", "height"):
        found = _NUMBER.fullmatch(attribute(element, side))
        if found and int(found[1]) < _SMALLEST:
            return True
    named = " ".join(attribute(element, name)[:_LONGEST_NAME] for name in _NAMING[:2])
    around = (place.describe() for place in medium.place.upwards(_LEVELS))
    return bool(_SMALL_NAMES.search(named.lower()) or any(map(_SMALL_NAMES.search, around)))


def is_drawing(image: Image) -> bool:
    """Say whether a picture is a drawing such as a logo rather than a photograph."""
    return bool(_DRAWING.search(urlsplit(image.url).path)) and not _PICTURE_FILE.search(image.url)


def key_of(image: Image) -> str:
    """Return what tells a picture from others: its file without the size it is shown in."""
    return _SIZE.sub("", image.url.rpartition("/")[2]) or image.url


def embed_of(medium: Medium, page: str) -> Block | None:
    """Return a film, a sound or another page within the page as a block, or ``None``.

    Its text is the title that the page gives it, else the name of the host it comes from.
    """
    element = medium.element
    candidates = [element, *element.find_all("source")]
    addresses = (attribute(tag, name) for tag in candidates for name in _FRAME_ATTRIBUTES)
    address = next((found for a in addresses if (found := absolute(web_address(a), page))), "")
    host = (urlsplit(address).hostname or "").removeprefix("www.")
    if not host:
        return None
    said = (attribute(element, name) for name in ("title", "aria-label", "data-title"))
    title = squash(normalise(next(filter(None, said), "")))[:_LONGEST_NAME]
    text = f"{title} ({host})" if title and host not in title else title or host
    return Block(BlockKind.EMBED, text, marks=(Mark(MarkKind.LINK, 0, len(text), address),))


def in_figure(place: Place) -> Tag | None:
    """Return the innermost ``figure`` around a place."""
    return next((level.element for level in place.upwards() if level.tag == "figure"), None)


def with_caption(block: Block, caption: str, credit: str, marks: tuple[Mark, ...] = ()) -> Block:
    """Return a figure with a caption and a credit, where it has none yet."""
    image = block.image or Image()
    text = block.text or caption
    return figure(
        replace(image, caption=text, credit=image.credit or credit),
        block.marks if block.text else marks,
    )
