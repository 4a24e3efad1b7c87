"""What becomes of an article's pictures: kept at their address, dropped, or copied beside.

Browsers save the pictures of a page in a folder beside it. Nothing is fetched: a picture is copied
from there or stays where it is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath
from urllib.parse import quote, unquote, urlsplit

from translator.article import Article, Block, Removal
from translator.clean.link_addresses import is_beside
from translator.files import write_atomic
from translator.settings import Settings

FOLDER = "pictures"  # below the folder of the published versions
SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".svg", ".bmp"})
_LARGEST = 50_000_000  # bytes
_DIGEST = 8  # letters, so that a picture never takes another's place


def place_pictures(article: Article, home: Path | None, stem: str, settings: Settings) -> Article:
    """Return an article with its pictures where the settings want them; copies are written.

    ``home`` is the folder its page was saved in, if it was.

    Raises:
        PublishError: a copy cannot be written.
    """
    if settings.pictures == "drop":
        return _without_pictures(article)
    blocks: list[Block] = []
    removed = list(article.removed)
    for block in article.blocks:
        if block.image is None or not is_beside(block.image.url):
            blocks.append(block)
            continue
        url = ""
        if home and settings.pictures == "local":
            url = _copied(block.image.url, home.resolve(), stem, settings)
        if url or block.text:
            blocks.append(replace(block, image=replace(block.image, url=url)))
        if not url:
            reason = "lies in the folder of the saved page only; --pictures local copies it"
            removed.append(Removal(block.image.url, "picture", reason))
    return replace(article, blocks=tuple(blocks), removed=tuple(removed))


def _without_pictures(article: Article) -> Article:
    dropped = tuple(_removals(article))
    blocks = tuple(block for block in article.blocks if block.image is None)
    return replace(article, blocks=blocks, removed=(*article.removed, *dropped))


def _removals(article: Article) -> Iterator[Removal]:
    for image in article.images:
        said = " ".join(filter(None, (image.caption, image.credit, image.url)))
        yield Removal(said, "picture", "pictures are left out: --pictures drop")


def _copied(address: str, home: Path, stem: str, settings: Settings) -> str:
    """Copy a picture from beside its page; return its address from a version, ``""`` if it is none."""
    file = (home / unquote(urlsplit(address).path)).resolve()
    if not file.is_relative_to(home) or file.suffix.lower() not in SUFFIXES:
        return ""
    try:
        if not file.is_file() or file.stat().st_size > _LARGEST:
            return ""
        data = file.read_bytes()
    except OSError:
        return ""
    digest = hashlib.sha256(data).hexdigest()[:_DIGEST]
    place = PurePosixPath(stem) / f"{file.stem}-{digest}{file.suffix.lower()}"
    target = settings.output / FOLDER / place
    if not settings.dry_run and not target.exists():
        write_atomic(target, data)
    up = "../" * (1 + stem.count("/"))
    return f"{up}{FOLDER}/{quote(place.as_posix())}"
