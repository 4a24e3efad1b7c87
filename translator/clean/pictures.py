"""Pictures and films of a page: which are the article's, and their address among many attributes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice
from urllib.parse import urlsplit

from bs4 import Tag

from translator.article import Block, BlockKind, Image, Mark, MarkKind, figure
from translator.clean.credits import FILE_NAME
from translator.clean.elements import around, attribute, elements_in, text_of
from translator.clean.link_addresses import absolute, is_beside, picture_address, web_address
from translator.clean.normalise import letters, normalise, squash
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
    r"(?:^|/)(?:(?:lazy-?(?:load(?:ing)?)?[-_])?placeholder|platzhalter|blank|spacer|transparent|pixel|1x1|empty|dummy|loading|grey|gray)"
    r"(?:[-_.]?(?:image|img|bild|\d{1,4}x\d{1,4}))?\.(?:gif|png|svg|jpe?g|webp)(?:\?.*)?$"
    r"|(?:transparent|placeholder|blank|spacer)[^/?]{0,60}\.gif(?:\?.*)?$"
    r"|-\d{1,2}x\d{1,2}(?:\.x?\d{1,8})?\.(?:gif|png|jpe?g|webp)(?:\?.*)?$",  # a preview of some pixels
    re.IGNORECASE,
)
_PICTURE_FILE = re.compile(r"\.(?:jpe?g|png|webp|gif|avif)\b", re.IGNORECASE)
_DOCUMENT = re.compile(r"\.(pdf|docx?|odt|pptx?|xlsx?|epub)$", re.IGNORECASE)
_HEADINGS = ("h2", "h3", "h4", "h5", "h6")
_HINT = re.compile(
    r"(?:https?://|/)[\w./%~:+,@=-]{3,300}\.(?:jpe?g|png|webp|avif)(?![\w])(?:\?[\w=&%.,;:+-]{1,200})?",
    re.IGNORECASE,
)
_MOST_HINTS = 8  # addresses in one attribute
_LONGEST_HINT = 4_000  # characters of an attribute
_SIGN = re.compile(
    r"(?:icon|logo|avatar|favicon|lupe|magnifier)[^/]{0,20}\.\w{3,4}$|/(?:logos?|smil(?:ie|ey)s|emoticons?|emojis?)/|/logo[-_]?\d{0,5}$"
    r"|(?:^|/)(?:pdf|play|(?:video|film)[-_]?play|play[-_]?(?:button|btn|arrow|overlay)|arrow|pfeil|button|btn|werbung|anzeige|zoom|lupe)"
    r"[-_]?\d{0,4}\.\w{3,4}$",
    re.IGNORECASE,
)
_DRAWING = re.compile(r"\.svg\b", re.IGNORECASE)
# Names of elements that hold the pictures of people and things, not of the article.
_SMALL_NAMES = re.compile(
    r"(?<![a-z])(?:avatar|gravatar|icon|icons|emoji|smiley|logo|badge|author|autor|autoren|profile|"
    r"teaser|related|sidebar|newsletter|share|social|promo|banner|ad|ads|advert|anzeige|sponsor|"
    r"recommend\w*|podcast|footer|nav|navigation|menu|comments?)(?![a-z])"
)
_NAMED_MEDIA = {"video": "Video", "amp-video": "Video", "audio": "Audio"}  # in every language
_READ_ALOUD = re.compile(
    r"text-?(?:to|2)-?speech|(?<![a-z])(?:tts|readspeaker)(?![a-z])", re.IGNORECASE
)
_NUMBERED = re.compile(r"(?:IMG|DSC|DSCN|P)[-_]?\d{3,9}", re.IGNORECASE)  # by a camera
_NAMING = ("class", "id", "alt", "role")
_TAG = re.compile(r"</?[a-z][^<>]{0,400}>", re.IGNORECASE)  # a caption with its markup
_STYLED = re.compile(r"(?:^|;)\s*(?:width|height)\s*:\s*(\d{1,5})px")
_SIZE = re.compile(
    r"-\d{2,4}x\d{2,4}(?=\.\w+$)|(?<!\.php)(?<!\.aspx)[?#].*$"
    # a program is asked for one of many in one word or two; with more it draws
    r"|(?<=\.php|aspx)\?(?:[^&]*&){2}.*$|[?&](?:w|h|width|height|size|quality)=\w*"
    r"|(?<=\.jpg)_\d{6,12}\.\w+$|(?<=/)sz?-\d{2,4}-\d{2,4}-(?=[^/]+$)"
    r"|(?<=\d)-\d{2,4}x\d{2,4}c?(?=-[^/]+$)"
)
_PROCESSED = re.compile(r"(?<=/)((?:csm|preview)_[^/]{1,200})_[0-9a-f]{10}(?=\.\w+$)")  # by TYPO3
_SIDES = re.compile(r"\d{2,4}x\d{2,4}")
_TELLING = 6  # letters and figures of a file's name that tell it from others
_MODERN = re.compile(r"\.(?:webp|avif)\b", re.IGNORECASE)
_PARTED = re.compile(r",\s+|(?<=[wxh]),(?=https?:|/)")  # of a srcset; an address may have commas
_WIDTH = re.compile(r"\s*(\d{1,5})w")
_COLUMN = 600  # pixels; the text of a published page is 42rem wide
_PHOTOGRAPH = 400  # pixels; a logo is hardly wider
_SMALLEST = 100  # pixels; what is smaller is a sign or the picture of a person
_NUMBER = re.compile(r"\s*(\d{1,5})(?:px)?\s*")
_LEVELS = 4  # elements around a picture whose names count
_MANY_PICTURES = 5  # a document's first page stands beside its sign and copies of itself at most
_LONGEST_NAME = 200  # characters of a class or id that are looked at


@dataclass(frozen=True, slots=True)
class _Rendition:
    """One of the files in which a page offers a picture; ``width`` in pixels, 0 if unknown."""

    address: str
    width: float = 0.0

    @property
    def is_modern(self) -> bool:
        """Say whether an older program may not show it."""
        return bool(_MODERN.search(self.address))


def image_of(medium: Medium, page: str) -> Image:
    """Return address and alternative text of a picture; without an address it is none.

    It is read once for a page: every step asks again.
    """
    known, key = medium.place.answers, (image_of, id(medium.element), page)
    if key not in known:
        known[key] = _image(medium.element, page)
    image: Image = known[key]
    return image


def _image(element: Tag, page: str) -> Image:
    """Read a picture.

    Pages that load their pictures late have a placeholder in ``src``. Of the renditions that a page
    offers the smallest counts that fills the column of a published page; where no width is known,
    the one a browser without support for choices shows.
    """
    frame = around(element, "picture")
    sources = [element, *(elements_in(frame, "source") if frame is not None else ())]
    found = [
        _Rendition(address, rendition.width)
        for rendition in _renditions(sources)
        if not is_placeholder_picture(rendition.address)
        and (address := picture_address(web_address(rendition.address), page))
    ]
    found = found or list(_hinted(element, page))
    found.sort(key=lambda rendition: is_beside(rendition.address))  # the web's before a copy's
    wide = [rendition for rendition in found if rendition.width >= _COLUMN]
    plain = [rendition for rendition in found if not rendition.width]
    best: _Rendition | None = None
    if wide:
        best = min(wide, key=lambda rendition: (rendition.width, rendition.is_modern))
    elif found:
        best = plain[0] if plain else max(found, key=lambda rendition: rendition.width)
    alt = squash(normalise(_TAG.sub(" ", attribute(element, "alt"))))
    return Image(url=best.address if best else "", alt=alt)


def _hinted(element: Tag, page: str) -> Iterator[_Rendition]:
    """Yield what any attribute for scripts says of where a picture is, whatever it is called."""
    for name, value in element.attrs.items():
        if name.startswith("data-") and isinstance(value, str):
            for found in islice(_HINT.finditer(value[:_LONGEST_HINT]), _MOST_HINTS):
                if address := picture_address(web_address(found[0]), page):
                    yield _Rendition(address)


def is_placeholder_picture(address: str) -> bool:
    """Say whether a picture only keeps the place of one that is loaded later, or of none."""
    return bool(_PLACEHOLDER.search(address))


def _renditions(sources: Sequence[Tag]) -> Iterator[_Rendition]:
    """Yield what the attributes of a picture and of the sources beside it offer."""
    for name in _ATTRIBUTES:
        if address := attribute(sources[0], name).strip():
            yield _Rendition(address)
    for source in sources:
        for name in _SETS:
            yield from _candidates(attribute(source, name))


def _candidates(sources: str) -> Iterator[_Rendition]:
    """Yield the renditions in a ``srcset`` (HTML standard, 4.8.4.2)."""
    for part in _PARTED.split(sources.strip()) if sources else ():
        address, _, size = part.strip().rstrip(",").partition(" ")
        width = _WIDTH.match(size)
        yield _Rendition(address, float(width[1]) if width else 0.0)


def is_small(medium: Medium) -> bool:
    """Say whether a picture is a sign, the picture of a person or part of a box, by size and names."""
    element = medium.element
    if is_tiny(medium):
        return True
    named = " ".join(attribute(element, name)[:_LONGEST_NAME] for name in _NAMING[:2])
    outer = (place.describe() for place in medium.place.upwards(_LEVELS))
    return bool(_SMALL_NAMES.search(named.lower()) or any(map(_SMALL_NAMES.search, outer)))


def is_tiny(medium: Medium) -> bool:
    """Say whether a picture is shown smaller than a photograph is."""
    sides = [_NUMBER.fullmatch(attribute(medium.element, side)) for side in ("width", "height")]
    sides += _STYLED.finditer(attribute(medium.element, "style"))
    return any(found and int(found[1]) < _SMALLEST for found in sides)


def leads_away(medium: Medium) -> bool:
    """Say whether a picture is a link to another page, not to a larger rendition of itself."""
    address = _target(medium)
    return bool(address) and not address.startswith("#") and not _PICTURE_FILE.search(address)


def is_linked(medium: Medium) -> bool:
    """Say whether a picture is a link or a control, and not one to a larger rendition of itself."""
    return medium.linked and not _PICTURE_FILE.search(_target(medium))


def _target(medium: Medium) -> str:
    link = around(medium.element, "a") if medium.linked else None
    return attribute(link, "href") if link is not None else ""


def is_drawing(image: Image) -> bool:
    """Say whether a picture is a drawing or a sign such as a logo rather than a photograph."""
    if _SIGN.search(urlsplit(image.url).path):
        return True
    return bool(_DRAWING.search(urlsplit(image.url).path)) and not _PICTURE_FILE.search(image.url)


def is_shown_as_photograph(medium: Medium) -> bool:
    """Say whether the page declares a picture, or shows it as wide as a photograph, whatever its file is called."""
    width = _NUMBER.fullmatch(attribute(medium.element, "width"))
    drawn = _DRAWING.search(attribute(medium.element, "src"))
    wide = width is not None and int(width[1]) >= _PHOTOGRAPH and not drawn
    return wide or attribute(medium.element, "itemprop") == "image"


def key_of(image: Image) -> str:
    """Return what tells a picture from others: its file without the size it is shown in.

    Where that name says little (``980x551.jpg``, ``wide.jpg``) it is its folder's that counts.
    """
    return _key(image.url)


@lru_cache(maxsize=1024)  # a picture is compared with those beside it
def _key(url: str) -> str:
    folder, _, file = _PROCESSED.sub(r"\1", _SIZE.sub("", url)).rpartition("/")
    told = _SIDES.sub("", file.partition(".")[0])
    if sum(map(str.isalnum, told)) < _TELLING:
        file = f"{folder.rpartition('/')[2]}/{file}"
    return file or url


def embed_of(medium: Medium, page: str) -> Block | None:
    """Return a film, a sound or another page within the page as a block, or ``None``.

    Its text is the title that the page gives it, else the name of the host it comes from; servers of
    films and sounds have names that say nothing.
    """
    element = medium.element
    candidates = [element, *elements_in(element, "source")]
    addresses = (attribute(tag, name) for tag in candidates for name in _FRAME_ATTRIBUTES)
    address = next((found for a in addresses if (found := absolute(web_address(a), page))), "")
    host = (urlsplit(address).hostname or "").removeprefix("www.")
    if not host:
        return None
    said = (attribute(element, name) for name in ("title", "aria-label", "data-title"))
    title = squash(normalise(next(filter(None, said), "")))[:_LONGEST_NAME]
    if not title and element.name in _NAMED_MEDIA:
        title, host = _NAMED_MEDIA[element.name], ".".join(host.split(".")[-2:])
    text = f"{title} ({host})" if title and host not in title else title or host
    return Block(BlockKind.EMBED, text, marks=(Mark(MarkKind.LINK, 0, len(text), address),))


def document_of(medium: Medium, of_text: AbstractSet[int], page: str) -> Block | None:
    """Return the document that a picture is the first page of, as a link, or ``None``.

    The one link to a document in the elements around the picture, which hold hardly another picture
    and none of which is in ``of_text``, the numbers of those that hold some of the article.
    """
    for place in islice(medium.place.upwards(), _LEVELS):
        if place.number in of_text or place.element is None:
            return None
        pictures = islice(elements_in(place.element, "img"), _MANY_PICTURES)
        if len([*pictures]) == _MANY_PICTURES:
            return None
        links = [link for link in elements_in(place.element, "a") if _is_document(link)]
        if links:
            address = absolute(web_address(attribute(links[0], "href")), page)
            heading = place.element.find(_HEADINGS)
            said = text_of(heading) if heading is not None else attribute(medium.element, "alt")
            kind = _DOCUMENT.search(urlsplit(address).path)
            if len(links) > 1 or not (said and kind):
                return None
            text = f"{squash(normalise(said))} ({kind[1].upper()})"
            mark = Mark(MarkKind.LINK, 0, len(text), address)
            return Block(BlockKind.EMBED, text, marks=(mark,))
    return None


def _is_document(link: Tag) -> bool:
    return bool(_DOCUMENT.search(urlsplit(attribute(link, "href")).path))


def named_embed(block: Block, caption: str, credit: str) -> Block:
    """Return a film that is called what its caption says, with the host that its address has."""
    host = (urlsplit(block.href).hostname or "").removeprefix("www.")
    text = " ".join(filter(None, (caption, f"({', '.join(filter(None, (credit, host)))})")))
    return replace(block, text=text, marks=(Mark(MarkKind.LINK, 0, len(text), block.href),))


def reads_aloud(medium: Medium) -> bool:
    """Say whether a sound is the article itself, read by a machine."""
    addresses = (attribute(medium.element, name) for name in _FRAME_ATTRIBUTES)
    return any(map(_READ_ALOUD.search, addresses))


def with_own_alt(block: Block) -> Block:
    """Return a figure whose alternative text is neither the name of a file nor the caption again."""
    image = block.image
    if image is None or not image.alt:
        return block
    said = letters(image.alt)
    again = said in {letters(block.text), letters(f"{block.text} {image.credit}")}
    if again or FILE_NAME.fullmatch(image.alt) or _NUMBERED.fullmatch(image.alt):
        return replace(block, image=replace(image, alt=""))
    return block


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
