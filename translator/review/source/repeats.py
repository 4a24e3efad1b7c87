"""What is dropped in several articles of one site, as a rule that would drop it everywhere.

A rule is offered as text and written by nobody but the editor. It is offered only where it would
have dropped nothing that editors left in those articles.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from translator.article import Article, Document, DocumentFormat
from translator.clean.link_addresses import host_of
from translator.clean.normalise import squash
from translator.review.source.edits import Action
from translator.review.source.store import SourceEdits

_ARTICLES = 2  # that have to say it: two are the least that repeat
_UP = 3  # elements around a text whose names are looked at; not swept
_DIGITS = re.compile(r"\d+")
_NAME = re.compile(r"[A-Za-z][A-Za-z_-]*")  # of a class that no program has numbered
_OPENING = re.compile(r"[^:]{3,40}: (?=\S)")  # of a line that says what follows

Found = dict[tuple[str, str], set[str]]  # stems by host and rule


@dataclass(frozen=True, slots=True)
class SiteRule:
    """A rule for a site, and in how many articles editors did what it would do."""

    host: str
    key: str  # ``drop`` or ``drop_lines``
    value: str
    articles: int

    @property
    def toml(self) -> str:
        """Return the rule as it would stand in translator.toml."""
        return f'[sites."{self.host}"]\n{self.key} = [{json.dumps(self.value, ensure_ascii=False)}]'


def element_of(document: Document, text: str, kept: Collection[str] = ()) -> str:
    """Return a selector of the element of a page that holds a text and none that is ``kept``.

    Empty where the text is not in an element with a name.
    """
    if document.format is not DocumentFormat.HTML:
        return ""
    from bs4 import BeautifulSoup

    wanted = squash(text)
    soup = BeautifulSoup(document.text, "lxml")
    elements = soup.select("*")
    same = [tag for tag in elements if squash(tag.get_text(" ")) == wanted]
    if not same:
        same = [tag for tag in elements if squash(tag.get_text()) == wanted]
    for tag in [*reversed(same), *(same[0].parents if same else ())][: len(same) + _UP]:
        classes = tag.get("class") or ()
        name = next((name for name in classes if _NAME.fullmatch(name)), "")
        if not name:
            continue
        selector = f"{tag.name}.{name}"
        inside = [squash(found.get_text(" ")) for found in soup.select(selector)]
        if not any(squash(one) in said for one in kept for said in inside if one):
            return selector
    return ""


def host_of_page(document: Document, article: Article) -> str:
    """Return the host that an article comes from, as far as it says so."""
    return host_of(document.url or article.metadata.url)


def repeated(
    edits: Mapping[str, SourceEdits], kept: Mapping[str, Collection[str]] = MappingProxyType({})
) -> tuple[SiteRule, ...]:
    """Return the rules that what was dropped in several articles of a site amounts to.

    ``kept`` are the texts that every article still has: none may match.
    """
    dropped = [
        (stem, one.host, edit)
        for stem, one in edits.items()
        for edit in one.edits
        if edit.action is Action.DROPPED and one.host
    ]
    elements: Found = defaultdict(set)
    for stem, host, edit in dropped:
        if edit.element:
            elements[host, edit.element].add(stem)
    rules = list(_rules("drop", elements))
    covered = {(rule.host, rule.value) for rule in rules}
    lines: Found = defaultdict(set)
    for stem, host, edit in dropped:
        if (host, edit.element) not in covered:
            lines[host, _pattern(edit.text)].add(stem)
    texts = [text for some in kept.values() for text in some]
    return (
        *rules,
        *(
            rule
            for rule in _rules("drop_lines", lines)
            if not any(re.fullmatch(rule.value, text) for text in texts)
        ),
    )


def _rules(key: str, found: Found) -> Iterator[SiteRule]:
    for (host, value), stems in sorted(found.items()):
        if len(stems) >= _ARTICLES:
            yield SiteRule(host, key, value, len(stems))


def _pattern(text: str) -> str:
    """Return a pattern for a line: what stands in front of its colon, or its words with any number."""
    opening = _OPENING.match(text)
    parts = (
        re.escape(part).replace(r"\ ", " ")
        for part in _DIGITS.split(opening[0] if opening else text)
    )
    return r"\d+".join(parts) + (".*" if opening else "")
