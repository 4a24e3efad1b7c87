"""What the program itself says in a language (above a version, around the pages of a site), and chat models."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field


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


@dataclass(frozen=True, slots=True)
class Chat:
    """What a chat model says, by kind: a ``refusal``, or words ``around`` a translation.

    ``meant`` is what a source of this language has, if its translation may say something of the
    kind; where it lacks a kind, that is what a model says in this language.
    """

    refusal: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    around: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    meant: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
