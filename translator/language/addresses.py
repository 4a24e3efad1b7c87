"""Addresses of the web and mail, handles, file names and paths: one pattern for all who ask.

An address without ``www.`` is told from a missing blank behind a full stop (Ende.Der, usw.in) by its
top-level domain: a country's code or one of the common others, in small letters or all in capitals.
Everything here needs linear time: what repeats is bounded or cannot be read in two ways.
"""

from __future__ import annotations

import re

# Country codes that are German words too (am, im, in, es, so …) only count with a path behind them.
_COUNTRIES = (
    "ac ad ae af ag al ao aq ar at au aw az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bw by bz ca cc "
    "cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg eu fi fj fk fm fo fr "
    "ga gb gd ge gf gg gh gi gl gm gn gp gq gr gt gu gw gy hk hn hr ht hu id ie il io iq ir is it je jm "
    "jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm "
    "mn mo mp mq mr ms mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl "
    "pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd se sg sh si sk sl sm sn sr ss st su sv sx sy sz "
    "tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug uk us uy uz va vc ve vg vi vn vu wf ws ye yt "
    "za zm zw"
)
_WORDLIKE = "ai am as es et im in so an er hm um"
_COMMON = (
    "com org net info biz name edu gov mil int app dev blog news media online shop store site website "
    "tech cloud social wiki berlin hamburg koeln cologne bayern nrw saarland ruhr wien tirol swiss "
    "gmbh museum travel jobs eus cat asia club live life world today video radio tube press"
)
_FILES = (
    "pdf docx? xlsx? pptx? od[tsp] rtf epub txt csv tsv xml json ya?ml toml html? php css js ts py sh "
    "exe msi apk iso zip rar 7z gz tar jpe?g png gif svg webp tiff? heic mp[34] m4a ogg wav mov avi mkv"
)
_ABBREVIATIONS = "bzw|usw|etc|vgl|ggf|inkl|evtl|bzgl|sog|abs|art|nr|prof|mio|mrd|bspw|geb|gest|ehem"
_LABEL = r"[a-z0-9äöüß](?:[a-z0-9äöüß-]{0,61}[a-z0-9äöüß])?"
_END = r"[^\s<>\"„“”«».,;:!?)\]'’]"
_PATH = rf"(?:/(?:[^\s<>\"„“”«»]{{0,2000}}{_END})?)"


def _any(words: str) -> str:
    return "|".join(words.split())


_DOMAIN = (
    rf"(?<![\w@./-])(?!(?:{_ABBREVIATIONS})\.)(?:{_LABEL}\.){{1,4}}"
    rf"(?:(?-i:{_any(_COUNTRIES)}|{_any(_COMMON)}|{_any(_COMMON.upper())}|DE|AT|CH|EU|TV|UK|FR|IO)"
    rf"(?![\w@])(?!\.\w){_PATH}?"
    rf"|(?:{_any(_WORDLIKE)}){_PATH})"
)
ADDRESS = re.compile(
    rf"(?:https?://|ftp://|www\.)[^\s<>\"„“”«»]{{0,2000}}{_END}"
    r"|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}"
    rf"|(?<![\w@./-])[\w-]{{1,80}}(?:\.[\w-]{{1,40}}){{0,3}}\.(?:{_any(_FILES)})(?![\w-])"
    rf"|{_DOMAIN}"
    r"|(?<![\w.])(?!\d{1,3}(?:\.\d{3}){3})\d{1,3}(?:\.\d{1,3}){3}(?!\w|\.\d)"
    r"|(?<![\w/])(?:~|\.{1,2})?/[\w.-]{1,80}(?:/[\w.-]{1,80}){1,20}/?|(?<!\w)[A-Z]:\\[\w\\.-]{1,200}"
    r"|(?<![\w@#&/])(?:@\w{2,60}|#(?=\d{0,20}[^\W\d])\w{2,100})",
    re.IGNORECASE,
)


def addresses(text: str) -> list[str]:
    """Return the addresses and file names in a text, in order."""
    return [match.group() for match in ADDRESS.finditer(text)]


def without_addresses(text: str) -> str:
    """Return a text with its addresses blanked out, so that everything else stays in its place."""
    return ADDRESS.sub(lambda match: "_" * len(match.group()), text)


def address_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Return where addresses and file names stand in a text, in order."""
    return tuple(match.span() for match in ADDRESS.finditer(text))
