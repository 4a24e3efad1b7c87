"""Sites as an editor builds them: versions in a flavour, and the files that docs/publishing.md shows."""

from __future__ import annotations

import base64
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup

from translator.publish import render
from translator.publish.flavours import Dress
from translator.publish.version import Version

DOCS = Path(__file__).parents[3] / "docs" / "publishing.md"
_FILE = re.compile(r"^```\w+ (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ADDRESS = "https://news.example"
LANGS = ("de", "en", "pt")
PICTURE = "pictures/bild-1.png"
_PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYPj/HwADAgH/p8J4AAAAAABJRU5ErkJggg=="
)


@dataclass(frozen=True)
class Generator:
    """A site generator: the flavour it takes, how it is called, which of the files of the docs it needs."""

    name: str
    flavour: str
    command: tuple[str, ...]
    files: tuple[str, ...]

    def is_there(self) -> bool:
        if self.command[0] == sys.executable:
            return find_spec(self.name) is not None
        return shutil.which(self.command[0]) is not None

    def require(self) -> None:
        if not self.is_there():
            pytest.skip(f"{self.name} is not installed here: {self.command[0]} is not found")


GENERATORS = {
    one.name: one
    for one in (
        Generator(
            "hugo",
            "hugo",
            ("hugo", "--quiet"),
            ("hugo.toml", *(f"layouts/_default/{n}.html" for n in ("baseof", "single", "list"))),
        ),
        Generator(
            "mkdocs",
            "mkdocs",
            (sys.executable, "-m", "mkdocs", "build", "--quiet"),
            ("mkdocs.yml", "overrides/main.html", "mkdocs_hooks.py"),
        ),
        Generator(
            "pelican",
            "pelican",
            (sys.executable, "-m", "pelican", "--quiet", "--fatal", "errors"),
            ("pelicanconf.py",),
        ),
        Generator(
            "jekyll",
            "hugo",
            ("jekyll", "build", "--quiet"),
            ("_config.yml", "output/_layouts/article.html"),
        ),
        Generator(
            "eleventy",
            "hugo",
            ("eleventy", "--quiet"),
            ("eleventy.config.mjs", "layouts/article.njk"),
        ),
    )
}


def in_docs() -> dict[str, str]:
    """Return the files that the documentation shows, by name."""
    return dict(_FILE.findall(DOCS.read_text(encoding="utf-8")))


@dataclass(frozen=True)
class Site:
    """A site that was built, and what the generator said of it."""

    root: Path
    said: str

    def page(self, lang: str, title: str) -> Page:
        """Return the page in a language whose headline is this."""
        for path in sorted(self.root.rglob("*.html")):
            page = Page(self.root, path)
            html = page.soup.html
            if html and html.get("lang") == lang and page.is_of(title):
                return page
        raise AssertionError(f"no page {lang} {title!r}: {sorted(self.root.rglob('*.html'))}")

    @property
    def pages(self) -> list[Page]:
        paths = sorted(self.root.rglob("*.html"))
        return [Page(self.root, path) for path in paths if path.is_file()]


@dataclass(frozen=True)
class Page:
    root: Path
    path: Path

    @property
    def soup(self) -> BeautifulSoup:
        return BeautifulSoup(self.path.read_text(encoding="utf-8"), "html.parser")

    def is_of(self, title: str) -> bool:
        """Tell whether it is the page of an article, no list of them."""
        named = self.soup.title and title in clean(self.soup.title.get_text())
        return bool(named and title in self.headlines)

    @property
    def headlines(self) -> list[str]:
        found = self.soup.find_all(["h1", "h2"])
        return [clean(one.get_text()) for one in found]

    @property
    def text(self) -> str:
        body = self.soup.body or self.soup
        return clean(body.get_text(" "))

    def leads_to(self, address: str) -> Path:
        """Return the file that an address on this page leads to."""
        parts = urlsplit(address)
        assert parts.netloc in ("", urlsplit(ADDRESS).netloc)
        path = unquote(parts.path)
        base = self.root if path.startswith("/") or parts.netloc else self.path.parent
        found = (base / path.lstrip("/")).resolve()
        return found / "index.html" if found.is_dir() else found


def clean(text: str) -> str:
    """Return a text as a reader sees it: without what nobody sees, in one line."""
    return " ".join(text.replace("\u200b", "").replace("\u00b6", "").split())


def build(
    generator: Generator,
    root: Path,
    versions: Iterable[tuple[str, Version]],
    *,
    draft: bool = False,
    more: dict[str, str] | None = None,
) -> Site:
    """Publish versions by their stems and build a site of them; ``more`` is added to its files."""
    generator.require()
    shown = in_docs()
    for name in generator.files:
        _write(root / name, shown[name])
    for name, text in (more or {}).items():
        before = (root / name).read_text(encoding="utf-8") if (root / name).exists() else ""
        _write(root / name, before + text)
    for stem, version in versions:
        dressed = replace(version, dress=Dress(generator.flavour, stem, draft=draft))
        path = root / "output" / version.lang / f"{stem}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(render(dressed, "md"))
    picture = root / "output" / PICTURE
    picture.parent.mkdir(parents=True, exist_ok=True)
    picture.write_bytes(_PNG)
    done = subprocess.run(  # noqa: S603 - a program that is installed here, on our own files
        generator.command,
        cwd=root,
        env=os.environ | {"LC_ALL": "C.UTF-8", "TZ": "UTC"},
        capture_output=True,
        text=True,
        check=False,
    )
    said = done.stdout + done.stderr
    assert done.returncode == 0, said
    return Site(root / "public", said)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
