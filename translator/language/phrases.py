"""What the program itself says in a language: above a translated version, and around the pages of a site."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NoticePhrases:
    """What a translated version says of how it was made and who has read it.

    Phrases avoid agreement, so any name or number fits in.
    """

    translation: str = ""
    gist: str = ""
    unreviewed: str = ""
    edited: str = ""
    reviewed: str = ""
    final: str = ""
    findings: str = ""
    doubts: str = ""
    original: str = ""


@dataclass(frozen=True, slots=True)
class SiteLabels:
    """What the pages of a site say around their articles.

    ``byline`` holds the ``{author}``, ``beside`` the name of a ``{language}``, ``pair`` the names of
    two.
    """

    byline: str = ""
    home: str = ""
    articles: str = ""
    sections: str = ""
    languages: str = ""
    elsewhere: str = ""
    beside: str = ""
    pair: str = ""
    skip: str = ""
    feed: str = ""
    unknown: str = ""
    machine: str = ""
    edited: str = ""
    reviewed: str = ""
    source: str = ""
