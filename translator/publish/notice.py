"""The line in which a version says that, and how, it was machine-translated."""

from __future__ import annotations

from dataclasses import dataclass

from translator.publish.address import is_link
from translator.publish.version import ReviewState, Version


@dataclass(frozen=True, slots=True)
class Phrases:
    """The notice in one language; phrases avoid agreement, so any name or number fits in."""

    translation: str
    gist: str
    unreviewed: str
    reviewed: str
    findings: str
    original: str


_PHRASES = {
    "de": Phrases(
        translation="Maschinelle Übersetzung ({route}) mit {engines}.",
        gist="Das verwendete Modell gibt nur den groben Inhalt wieder.",
        unreviewed="Von niemandem geprüft.",
        reviewed="Von Menschen durchgesehen.",
        findings="Befunde der automatischen Prüfung: {count}.",
        original="Original:",
    ),
    "en": Phrases(
        translation="Machine translation ({route}) by {engines}.",
        gist="The model used gives the gist only.",
        unreviewed="Not reviewed by a person.",
        reviewed="Reviewed by a person.",
        findings="Findings of the automatic checks: {count}.",
        original="Original:",
    ),
    "es": Phrases(
        translation="Traducción automática ({route}) con {engines}.",
        gist="El modelo utilizado solo da una idea general del contenido.",
        unreviewed="Sin revisión humana.",
        reviewed="Con revisión humana.",
        findings="Hallazgos de la comprobación automática: {count}.",
        original="Original:",
    ),
    "fr": Phrases(
        translation="Traduction automatique ({route}) avec {engines}.",
        gist="Le modèle utilisé ne donne qu’une idée générale du contenu.",
        unreviewed="Sans relecture humaine.",
        reviewed="Avec relecture humaine.",
        findings="Remarques du contrôle automatique : {count}.",
        original="Original :",
    ),
    "it": Phrases(
        translation="Traduzione automatica ({route}) con {engines}.",
        gist="Il modello usato dà solo un’idea generale del contenuto.",
        unreviewed="Senza revisione umana.",
        reviewed="Con revisione umana.",
        findings="Rilievi del controllo automatico: {count}.",
        original="Originale:",
    ),
    "nl": Phrases(
        translation="Machinevertaling ({route}) met {engines}.",
        gist="Het gebruikte model geeft alleen de strekking weer.",
        unreviewed="Niet door een mens nagekeken.",
        reviewed="Door een mens nagekeken.",
        findings="Bevindingen van de automatische controle: {count}.",
        original="Origineel:",
    ),
    "pl": Phrases(
        translation="Tłumaczenie maszynowe ({route}), narzędzie: {engines}.",
        gist="Użyty model oddaje jedynie ogólny sens.",
        unreviewed="Bez weryfikacji przez człowieka.",
        reviewed="Zweryfikowane przez człowieka.",
        findings="Uwagi z automatycznej kontroli: {count}.",
        original="Oryginał:",
    ),
    "pt": Phrases(
        translation="Tradução automática ({route}) com {engines}.",
        gist="O modelo utilizado dá apenas uma ideia geral do conteúdo.",
        unreviewed="Sem revisão humana.",
        reviewed="Com revisão humana.",
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
    reviewed = version.state is ReviewState.REVIEWED
    count = sum(version.finding_counts.values())
    parts = [
        phrases.translation.format(
            route=" → ".join(languages), engines=" + ".join(version.route.engines)
        ),
        phrases.gist if version.route.starter else "",
        phrases.reviewed if reviewed else phrases.unreviewed,
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


def language_name(code: str, lang: str) -> str:
    """Return the name of a language in a language (CLDR), or its code where there is none."""
    from babel import Locale, UnknownLocaleError

    try:
        name = Locale.parse(lang, sep="-").languages.get(code.replace("-", "_"))
        name = name or Locale.parse(code, sep="-").get_display_name(lang.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return code
    return name or code
