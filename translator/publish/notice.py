"""The line on top in which a version says that, and how, it was machine-translated."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from translator.article import ReviewState, Step
from translator.language.data import language
from translator.language.phrases import NoticePhrases
from translator.language.typography import quoted
from translator.language.writing import written_day
from translator.publish.address import is_link
from translator.publish.escape import plain
from translator.publish.version import Version


@dataclass(frozen=True, slots=True)
class Notice:
    """What a version says of its origin: a statement, and where the original is.

    ``lang`` is the language the notice itself is in: the version's, or English. ``url`` is empty
    where the original has no address on the web.
    """

    lang: str
    statement: str
    label: str = ""
    original: str = ""
    url: str = ""


def notice(version: Version) -> Notice | None:
    """Return the notice of a translated version, or ``None`` for a source text."""
    if version.route is None:
        return None
    lang = version.lang if language(version.lang).notice.translation else "en"
    phrases = language(lang).notice
    languages = [language_name(code, lang) for code in version.route.languages]
    count = sum(version.finding_counts.values())
    doubtful = version.doubt_counts.get(Step.DOUBTFUL.value, 0)
    parts = [
        phrases.translation.format(
            route=" → ".join(languages), engines=" + ".join(version.route.engines)
        ),
        phrases.gist if version.route.starter and not version.state.accepted else "",
        *_reviewed(version, phrases, lang),
        phrases.findings.format(count=count) if count else "",
        phrases.doubts.format(count=doubtful) if doubtful else "",
    ]
    # The headline names the original for readers, the publication says where it appeared.
    names = [quoted(version.source_title, lang), version.metadata.source]
    original = ", ".join(filter(None, names)) or version.metadata.url
    url = version.metadata.url if is_link(version.metadata.url) else ""
    return Notice(
        lang=lang,
        statement=" ".join(filter(None, parts)),
        label=phrases.original if original else "",
        original=original,
        url=url,
    )


def _reviewed(version: Version, phrases: NoticePhrases, lang: str) -> Iterator[str]:
    """Yield who vouches for a version, or that nobody does."""
    review = version.review
    if not version.state.accepted or review is None:
        yield phrases.edited if version.state is ReviewState.EDITED else phrases.unreviewed
        return
    yield phrases.reviewed.format(name=plain(review.by), day=written_day(review.at, lang))
    if version.state is ReviewState.FINAL:
        yield phrases.final.format(
            name=plain(review.final_by), day=written_day(review.final_at, lang)
        )


def language_name(code: str, lang: str) -> str:
    """Return the name of a language in a language (CLDR), or its code where there is none."""
    from babel import Locale, UnknownLocaleError

    try:
        name = Locale.parse(lang, sep="-").languages.get(code.replace("-", "_"))
        name = name or Locale.parse(code, sep="-").get_display_name(lang.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return code
    return name or code
