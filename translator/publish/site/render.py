"""The pages of a site, from templates that a house can replace one by one."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PackageLoader, TemplateError
from markupsafe import Markup

from translator.article import BlockKind
from translator.errors import UsageError
from translator.language.data import language
from translator.language.phrases import SiteLabels
from translator.language.writing import written_day
from translator.publish.address import is_link
from translator.publish.as_html import body_html, byline, direction
from translator.publish.as_markdown import is_shown
from translator.publish.disclosure import as_script, disclosed, news_article, shown_image
from translator.publish.escape import plain
from translator.publish.inline import html
from translator.publish.notice import language_name, notice
from translator.publish.site.pairs import side_by_side
from translator.publish.site.plan import STYLE, Entry, Plan, link, section_of
from translator.publish.version import GENERATOR, Version
from translator.settings import SiteSettings

_PICTURES = "pictures/"  # below the root of the site as below the output folder


@dataclass(frozen=True, slots=True)
class Card:
    """What a list of articles shows of one; addresses are seen from the list."""

    title: str
    lead: str
    href: str
    date: str
    day: str
    section: str
    section_lang: str
    picture: str
    label: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link to another page, in the language ``lang``."""

    text: str
    href: str
    lang: str = ""
    current: bool = False


class Pages:
    """Renders the pages of a plan; ``pictures`` are those copied files that they show."""

    def __init__(self, planned: Plan, settings: SiteSettings) -> None:
        self.plan = planned
        self.settings = settings
        self.pictures: set[str] = set()

    @cached_property
    def _templates(self) -> Environment:
        own = [FileSystemLoader(self.settings.templates)] if self.settings.templates else []
        return Environment(
            loader=ChoiceLoader([*own, PackageLoader("translator.publish.site")]),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )

    def start(self) -> bytes:
        """Return the page at the root: the languages that there are."""
        page = "index.html"
        languages = [
            Link(_own_name(lang), link(path, page), lang)
            for lang, path in self.plan.indexes.items()
        ]
        first = self.plan.languages[0] if self.plan.languages else "en"
        # With an address it is the x-default of the lists, which has to name them, too.
        lists = self.plan.indexes if self.settings.url else None
        return self._render("start.html", page, first, lists, languages=languages, switch=[])

    def index(self, lang: str) -> bytes:
        """Return the list of all articles in a language."""
        page = self.plan.indexes[lang]
        title = _labels(lang).articles
        return self._list(page, lang, title, self.plan.of(lang), self.plan.indexes)

    def section(self, lang: str, section: str) -> bytes:
        """Return the list of the articles of a section in a language."""
        page = self.plan.sections[lang, section]
        others = {
            other: path for (other, name), path in self.plan.sections.items() if name == section
        }
        name = self._section(section, lang)
        return self._list(page, lang, name, self.plan.of(lang, section), others)

    def article(self, entry: Entry) -> bytes:
        """Return the page of an article in a language."""
        version, page = entry.version, self.plan.articles[entry.lang, entry.stem]
        versions = {
            other.lang: self.plan.articles[other.lang, other.stem]
            for other in self.plan.versions(entry.stem)
        }
        body = [b for b in version.blocks if is_shown(b) and b.kind is not BlockKind.LEAD]
        self._note_pictures(version, page)
        image = shown_image(version)
        address = self._whole(page)
        picture = self._picture(image.url, page, absolute=True) if image else ""
        section = section_of(entry)
        return self._render(
            "article.html",
            page,
            entry.lang,
            versions=versions,
            title=plain(version.title),
            lead=Markup(  # noqa: S704 - escaped by ``html``
                " ".join(html(b.text, b.marks) for b in version.blocks if b.kind is BlockKind.LEAD)
            ),
            description=plain(version.lead),
            body=Markup("\n".join(body_html(body))),  # noqa: S704 - escaped there
            notice=notice(version),
            source_lang=version.source_lang,
            author=plain(version.metadata.author),
            byline=byline(version),
            source=plain(version.metadata.source),
            date=plain(version.metadata.date),
            day=written_day(plain(version.metadata.date), entry.lang),
            section=self._section_link(section, entry.lang, page) if section else None,
            pairs=self._pairs(entry, page),
            picture=picture,
            meta=disclosed(version),
            linked=Markup(as_script(news_article(version, url=address, image=picture))),  # noqa: S704
            noindex=self.settings.noindex and version.route and not version.state.accepted,
            original=version.metadata.url if is_link(version.metadata.url) else "",
        )

    def pair(self, one: str, other: str, stem: str) -> bytes:
        """Return the page that shows two versions of an article side by side."""
        page = self.plan.pairs[one, other, stem]
        found = {entry.lang: entry.version for entry in self.plan.versions(stem)}
        left, right = found[one], found[other]
        for version in (left, right):
            self._note_pictures(version, page)
        rows = [
            (Markup(mine), Markup(theirs))  # noqa: S704 - escaped where blocks become HTML
            for mine, theirs in side_by_side(left, right)
        ]
        sides = [
            {
                "lang": version.lang,
                "dir": direction(version.lang),
                "title": plain(version.title),
                "name": _own_name(version.lang),
                "href": link(self.plan.articles[version.lang, stem], page),
                "notice": notice(version),
            }
            for version in (left, right)
        ]
        says = _labels(other).pair.format(
            first=language_name(one, other), second=language_name(other, other)
        )
        return self._render("pair.html", page, other, sides=sides, rows=rows, title=says)

    @property
    def title(self) -> str:
        """Return the name of the site."""
        return plain(self.settings.title)

    def _list(
        self,
        page: str,
        lang: str,
        title: str,
        entries: Sequence[Entry],
        versions: Mapping[str, str],
    ) -> bytes:
        sections = [
            self._section_link(name, lang, page)
            for (spoken, name) in self.plan.sections
            if spoken == lang
        ]
        cards = [self._card(entry, page) for entry in entries]
        return self._render(
            "list.html", page, lang, title=title, cards=cards, sections=sections, versions=versions
        )

    def _card(self, entry: Entry, page: str) -> Card:
        version = entry.version
        image = shown_image(version)
        home = self.plan.articles[entry.lang, entry.stem]
        picture = image.url if image else ""
        if picture and not is_link(picture):
            path = posixpath.normpath(posixpath.join(posixpath.dirname(home), unquote(picture)))
            picture = link(path, page) if path.startswith(_PICTURES) else ""
        return Card(
            title=plain(version.title) or entry.stem,
            lead=plain(version.lead),
            href=link(home, page),
            date=plain(version.metadata.date),
            day=written_day(plain(version.metadata.date), entry.lang)
            or _labels(entry.lang).unknown,
            section=self._section(section_of(entry), entry.lang),
            section_lang=self._spoken(section_of(entry), entry.lang),
            picture=picture,
            label=_state(version),
        )

    def _pairs(self, entry: Entry, page: str) -> list[Link]:
        found = []
        for one, other in self.plan.pairs_of(entry.stem):
            path = self.plan.pairs[one, other, entry.stem]
            if entry.lang in (one, other):
                theirs = other if entry.lang == one else one
                name = language_name(theirs, entry.lang)
                original = theirs == entry.version.source_lang and entry.version.route
                labels = _labels(entry.lang)
                mine = language_name(entry.lang, entry.lang)
                said = labels.beside if original else labels.pair
                text = said.format(language=name, first=mine, second=name)
                found.append(Link(text[:1].upper() + text[1:], link(path, page)))
        return found

    def _section_link(self, section: str, lang: str, page: str) -> Link:
        path = self.plan.sections[lang, section]
        name = self._section(section, lang)
        return Link(name, link(path, page), self._spoken(section, lang), current=path == page)

    def _section(self, section: str, lang: str) -> str:
        return plain(self.settings.sections.get(section, {}).get(lang, section))

    def _spoken(self, section: str, lang: str) -> str:
        """Return the language a section's name is in, ``""`` if it is that of the page."""
        known = self.settings.sections.get(section, {})
        source = self._sources.get(section, "")
        return "" if lang in known or lang == source else source

    @cached_property
    def _sources(self) -> dict[str, str]:
        """Return for each section the language that names it."""
        return {section_of(entry): entry.version.source_lang for entry in self.plan.entries}

    def _picture(self, url: str, page: str, *, absolute: bool = False) -> str:
        """Return the address of a picture as a page, or all the world, can use it."""
        if is_link(url) or not absolute:
            return url
        path = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(url)))
        return self._whole(path) if path.startswith(_PICTURES) else ""

    def _note_pictures(self, version: Version, page: str) -> None:
        for block in version.blocks:
            url = block.image.url if block.image else ""
            path = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(url)))
            if url and not is_link(url) and path.startswith(_PICTURES):
                self.pictures.add(path)

    def _whole(self, path: str) -> str:
        return self.settings.url + link(path, "") if self.settings.url else ""

    def _render(
        self,
        name: str,
        page: str,
        lang: str,
        versions: Mapping[str, str] | None = None,
        **values: Any,
    ) -> bytes:
        """Fill in a template.

        Raises:
            UsageError: it is a house's own and wrong.
        """
        alternates = [
            Link(_own_name(other), self._whole(path) or link(path, page), other)
            for other, path in (versions or {}).items()
        ]
        switch = [
            Link(_own_name(other), link(path, page), other, current=other == lang)
            for other, path in (versions or {}).items()
        ]
        fallback = next(iter(versions.values()), "") if versions else ""
        if self.settings.url and versions == self.plan.indexes:
            fallback = "index.html"
        around = {
            "lang": lang,
            "dir": direction(lang),
            "labels": _labels(lang),
            "site": self.title,
            "home": link(self.plan.indexes.get(lang, "index.html"), page),
            "style": link(STYLE, page),
            "generator": GENERATOR,
            "canonical": self._whole(page),
            "alternates": alternates if len(alternates) > 1 else [],
            "fallback": self._whole(fallback) if fallback else "",
            "switch": switch,
            "feed": self._whole(self.plan.feeds.get(lang, "")) if lang in self.plan.feeds else "",
        }
        try:
            text = self._templates.get_template(name).render(around | values)
        except TemplateError as error:
            raise _wrong(error, name, self.settings.templates) from error
        return text.encode()


def _labels(lang: str) -> SiteLabels:
    """Return what a site says in a language, or in English."""
    known = language(lang).site
    return known if known.home else language("en").site


def _own_name(lang: str) -> str:
    """Return what a language calls itself, as it stands alone: Español."""
    name = language_name(lang, lang)
    return name[:1].upper() + name[1:]


def _state(version: Version) -> str:
    labels = _labels(version.lang)
    if version.route is None:
        return labels.source
    if version.state.accepted:
        return labels.reviewed
    return labels.edited if version.state.value == "edited" else labels.machine


def _wrong(error: TemplateError, name: str, folder: Path | None) -> UsageError:
    line = getattr(error, "lineno", None)
    file = getattr(error, "name", None) or name
    return UsageError(
        f"the template is wrong: {error.message or error}",
        path=(folder / file) if folder else None,
        line=line,
        hint="mend it, or take it out of the folder to have ours",
    )
