"""Pictures of a page: their address among the many attributes that pages use."""

from __future__ import annotations

import re

from bs4 import Tag

from translator.clean.addresses import picture_address, web_address
from translator.clean.elements import attribute
from translator.clean.pieces import Place

_ATTRIBUTES = (
    "data-src",
    "data-lazy-src",
    "data-original",
    "data-lazy",
    "src",
    "data-srcset",
    "data-lazy-srcset",
    "srcset",
)
_PLACEHOLDER = re.compile(
    r"(?:^|/)(?:placeholder|platzhalter|blank|spacer|transparent|pixel|1x1|empty|dummy|loading|grey|gray)"
    r"(?:[-_.]?(?:image|img|bild|\d{1,4}x\d{1,4}))?\.(?:gif|png|svg|jpe?g|webp)(?:\?.*)?$",
    re.IGNORECASE,
)


def address_in(place: Place) -> str:
    """Return the address of the first picture in the figure around a place, or ``""``."""
    figure = next((level.element for level in place.upwards() if _is_figure(level)), None)
    return address_of(figure) if figure is not None else ""


def _is_figure(place: Place) -> bool:
    return place.tag == "figure"


def address_of(figure: Tag) -> str:
    """Return the address of the first picture in a figure.

    Pages that load their pictures late have a placeholder in ``src``.
    """
    for image in (*figure.find_all(["img", "amp-img"]), *figure.find_all("source")):
        for name in _ATTRIBUTES:
            # A set of sources is a list of addresses with sizes behind them.
            address = attribute(image, name).strip().partition(" ")[0].rstrip(",")
            if picture_address(address, "") and not _PLACEHOLDER.search(address):
                return web_address(address)
    return ""
