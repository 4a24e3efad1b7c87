"""The keywords of an article: what its page declares, without the site's name and sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from translator.clean.normalise import letters
from translator.clean.pieces import ends_sentence, word_count
from translator.clean.structured import Structured

_KEYS = ("news_keywords", "article:tag", "parsely-tags", "sailthru.tags")
_SITE_KEYS = ("keywords",)  # many systems put the same ones on every page of a site
_BETWEEN = re.compile(r"\s*[,;|]\s*")
# Entries of a content system: "type:article", "stats-reach-all", "Featured auf Startseite", "_Prio_3".
_FIELD = re.compile(
    r"^_|^[\w-]{2,30}\s*[:=]\s*\S+$|^[a-z\d]+(?:-[a-z\d]+){2,}$|(?i:\b(?:startseite|featured|top-?thema)\b)"
)
_MOST = 20  # tags of one article
_MOST_OF_SITE = 100  # keywords that are looked for in the text
_WORDS = 5  # words; chosen by reading, not swept
_LONGEST = 60  # characters
_SHORTEST = 2  # letters


def tags_of(facts: Structured, houses: Sequence[str], text: str) -> tuple[str, ...]:
    """Return the keywords of an article from JSON-LD, else from the first meta tag that has some.

    At most 20, each once; the site's name, sentences and entries of a content system are none. Of
    the meta tag ``keywords`` those count that stand in ``text``, what the page says.
    """
    known = [key for house in houses if (key := letters(house))]
    for values in (facts.keywords, *([facts.meta.get(key, "")] for key in _KEYS)):
        if found := _tags(values, known):
            return found[:_MOST]
    said = text.casefold()
    site = _tags([facts.meta.get(key, "") for key in _SITE_KEYS], known)
    return tuple(tag for tag in site[:_MOST_OF_SITE] if tag.casefold() in said)[:_MOST]


def _tags(values: Iterable[str], houses: Sequence[str]) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for tag in _split(values):
        if _is_tag(tag, houses):
            found.setdefault(letters(tag), tag)
    return tuple(found.values())


def _split(values: Iterable[str]) -> Iterator[str]:
    for value in values:
        yield from (part.strip(" #\"'") for part in _BETWEEN.split(value))


def _is_tag(text: str, houses: Sequence[str]) -> bool:
    return (
        _SHORTEST <= len(text) <= _LONGEST
        and word_count(text) in range(1, _WORDS + 1)
        and not ends_sentence(text)
        and not _FIELD.match(text)
        and letters(text) not in houses
    )
