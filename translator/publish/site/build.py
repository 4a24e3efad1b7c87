"""The files of a site, from the versions that are published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files

from translator.publish.site import feeds
from translator.publish.site.links import broken
from translator.publish.site.plan import STYLE, Entry, plan
from translator.publish.site.render import Pages
from translator.settings import SiteSettings


@dataclass(frozen=True, slots=True)
class Site:
    """A built site: the bytes of its files by path, and what an editor should know of it.

    ``pictures`` are files below the output folder that its pages show; they lie at the same path
    in the site.
    """

    files: Mapping[str, bytes]
    languages: tuple[str, ...]
    articles: int
    pictures: tuple[str, ...] = ()
    problems: tuple[str, ...] = field(default=())


def build(entries: Sequence[Entry], settings: SiteSettings) -> Site:
    """Build the site of published versions.

    Raises:
        UsageError: a template of the house is wrong.
    """
    planned = plan(entries)
    pages = Pages(planned, settings)
    made = {STYLE: _style(settings), **dict(_pages(pages))}
    if settings.url:
        for lang, path in planned.feeds.items():
            made[path] = feeds.atom(planned, lang, settings)
        made["sitemap.xml"] = feeds.sitemap(planned, settings)
    pictures = tuple(sorted(pages.pictures))
    return Site(
        files=made,
        languages=planned.languages,
        articles=len({entry.stem for entry in planned.entries}),
        pictures=pictures,
        problems=tuple(broken(made, pictures)),
    )


def _pages(pages: Pages) -> Iterator[tuple[str, bytes]]:
    planned = pages.plan
    yield "index.html", pages.start()
    for lang, path in planned.indexes.items():
        yield path, pages.index(lang)
    for (lang, section), path in planned.sections.items():
        yield path, pages.section(lang, section)
    for entry in planned.entries:
        yield planned.articles[entry.lang, entry.stem], pages.article(entry)
    for (one, other, stem), path in planned.pairs.items():
        yield path, pages.pair(one, other, stem)


def _style(settings: SiteSettings) -> bytes:
    own = settings.templates / "site.css" if settings.templates else None
    if own is not None and own.is_file():
        return own.read_bytes()
    return files(__package__).joinpath("templates/site.css").read_bytes()
