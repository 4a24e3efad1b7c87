"""The line in which a version says that, and how, it was machine-translated."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from translator.article import ReviewState
from translator.language.dates import Day
from translator.language.writing import day
from translator.publish.address import is_link
from translator.publish.escape import plain
from translator.publish.version import Version


@dataclass(frozen=True, slots=True)
class Phrases:
    """The notice in one language; phrases avoid agreement, so any name or number fits in."""

    translation: str
    gist: str
    unreviewed: str
    edited: str
    reviewed: str
    final: str
    findings: str
    original: str


_PHRASES = {
    "de": Phrases(
        translation="Maschinelle Übersetzung ({route}) mit {engines}.",
        gist="Das verwendete Modell gibt nur den groben Inhalt wieder.",
        unreviewed="Von niemandem geprüft.",
        edited="Von Menschen bearbeitet, von niemandem geprüft.",
        reviewed="Durchgesehen von {name} am {day}.",
        final="Freigegeben von {name} am {day}.",
        findings="Befunde der automatischen Prüfung: {count}.",
        original="Original:",
    ),
    "en": Phrases(
        translation="Machine translation ({route}) by {engines}.",
        gist="The model used gives the gist only.",
        unreviewed="Not reviewed by a person.",
        edited="Edited, not yet reviewed.",
        reviewed="Reviewed by {name} on {day}.",
        final="Approved by {name} on {day}.",
        findings="Findings of the automatic checks: {count}.",
        original="Original:",
    ),
    "es": Phrases(
        translation="Traducción automática ({route}) con {engines}.",
        gist="El modelo utilizado solo da una idea general del contenido.",
        unreviewed="Sin revisión humana.",
        edited="Con cambios humanos, aún sin revisión.",
        reviewed="Revisión: {name}, {day}.",
        final="Visto bueno: {name}, {day}.",
        findings="Hallazgos de la comprobación automática: {count}.",
        original="Original:",
    ),
    "fr": Phrases(
        translation="Traduction automatique ({route}) avec {engines}.",
        gist="Le modèle utilisé ne donne qu’une idée générale du contenu.",
        unreviewed="Sans relecture humaine.",
        edited="Texte modifié, pas encore relu.",
        reviewed="Relecture : {name}, {day}.",
        final="Validation : {name}, {day}.",
        findings="Remarques du contrôle automatique : {count}.",
        original="Original :",
    ),
    "it": Phrases(
        translation="Traduzione automatica ({route}) con {engines}.",
        gist="Il modello usato dà solo un’idea generale del contenuto.",
        unreviewed="Senza revisione umana.",
        edited="Con modifiche umane, non ancora revisionato.",
        reviewed="Revisione: {name}, {day}.",
        final="Approvazione: {name}, {day}.",
        findings="Rilievi del controllo automatico: {count}.",
        original="Originale:",
    ),
    "nl": Phrases(
        translation="Machinevertaling ({route}) met {engines}.",
        gist="Het gebruikte model geeft alleen de strekking weer.",
        unreviewed="Niet door een mens nagekeken.",
        edited="Bewerkt, nog niet nagekeken.",
        reviewed="Nagekeken door {name} op {day}.",
        final="Goedgekeurd door {name} op {day}.",
        findings="Bevindingen van de automatische controle: {count}.",
        original="Origineel:",
    ),
    "pl": Phrases(
        translation="Tłumaczenie maszynowe ({route}), narzędzie: {engines}.",
        gist="Użyty model oddaje jedynie ogólny sens.",
        unreviewed="Bez weryfikacji przez człowieka.",
        edited="Ze zmianami człowieka, jeszcze bez weryfikacji.",
        reviewed="Weryfikacja: {name}, {day}.",
        final="Zatwierdzenie: {name}, {day}.",
        findings="Uwagi z automatycznej kontroli: {count}.",
        original="Oryginał:",
    ),
    "pt": Phrases(
        translation="Tradução automática ({route}) com {engines}.",
        gist="O modelo utilizado dá apenas uma ideia geral do conteúdo.",
        unreviewed="Sem revisão humana.",
        edited="Com alterações humanas, ainda sem revisão.",
        reviewed="Revisão: {name}, {day}.",
        final="Aprovação: {name}, {day}.",
        findings="Ocorrências da verificação automática: {count}.",
        original="Original:",
    ),
}


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
    base = version.lang.partition("-")[0]
    lang = version.lang if base in _PHRASES else "en"
    phrases = _PHRASES.get(base, _PHRASES["en"])
    languages = [language_name(code, lang) for code in version.route.languages]
    count = sum(version.finding_counts.values())
    parts = [
        phrases.translation.format(
            route=" → ".join(languages), engines=" + ".join(version.route.engines)
        ),
        phrases.gist if version.route.starter else "",
        *_reviewed(version, phrases, lang),
        phrases.findings.format(count=count) if count else "",
    ]
    # The headline names the original for readers, the publication says where it appeared.
    names = [f"„{version.source_title}“" if version.source_title else "", version.metadata.source]
    original = ", ".join(filter(None, names)) or version.metadata.url
    url = version.metadata.url if is_link(version.metadata.url) else ""
    return Notice(
        lang=lang,
        statement=" ".join(filter(None, parts)),
        label=phrases.original if original else "",
        original=original,
        url=url,
    )


def _reviewed(version: Version, phrases: Phrases, lang: str) -> Iterator[str]:
    """Yield who vouches for a version, or that nobody does."""
    review = version.review
    if not version.state.accepted or review is None:
        yield phrases.edited if version.state is ReviewState.EDITED else phrases.unreviewed
        return
    yield phrases.reviewed.format(name=plain(review.by), day=_day(review.at, lang))
    if version.state is ReviewState.FINAL:
        yield phrases.final.format(name=plain(review.final_by), day=_day(review.final_at, lang))


def _day(time: str, lang: str) -> str:
    """Return the day of a time as texts of the language have it."""
    try:
        date = dt.date.fromisoformat(time[:10])
    except ValueError:
        return time
    return day(Day(time, date.day, date.month, date.year), lang)


def language_name(code: str, lang: str) -> str:
    """Return the name of a language in a language (CLDR), or its code where there is none."""
    from babel import Locale, UnknownLocaleError

    try:
        name = Locale.parse(lang, sep="-").languages.get(code.replace("-", "_"))
        name = name or Locale.parse(code, sep="-").get_display_name(lang.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return code
    return name or code
