"""What must come out of a translation as it went in: addresses, file names, placeholders, markup.

An address without ``www.`` is told from a missing blank behind a full stop (Ende.Der, usw.in) by its
top-level domain: a country's code or one of the common others, in small letters or all in capitals.
Every pattern here needs linear time: what repeats is bounded or cannot be read in two ways.
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
# A power such as 10⁶ or 10⁻⁶: a model's normalisation of characters (NFKC) would make it 106.
_POWER = r"(?<![\w.,])\d{1,6}[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,4}(?!\w)"
PLACEHOLDER = re.compile(
    rf"{_POWER}|"
    r"\{\{[^{}]{0,300}\}\}|\{%[^{}]{0,300}%\}|\{\#[^{}]{0,300}\#\}|\$?\{[\w.:!$-]{0,60}\}"
    r"|%\(\w{1,60}\)[sdf](?!\w)|%(?:\d{1,2}\$)?[+0-]?\d{0,2}(?:\.\d)?[sdfiu@](?!\w)"
    r"|\[/?(?:gallery|caption|embed|video|audio|playlist|shortcode)(?:\s[^\[\]]{0,300})?\]"
    r"|\[/[a-z][\w-]{0,60}\]|\[[a-z]\w{0,60}[_-][\w-]{1,60}(?:\s[^\[\]]{0,300})?\]"
    r"|\[[a-z]\w{0,60}\s[^\[\]=]{0,60}=[^\[\]]{0,300}\]"
    r"|(?<![\w:]):(?=[^:\s]{0,40}[a-z])[a-z0-9_+-]{2,40}:(?![\w:])"
    r"|&(?:[a-z]{2,8}|\#\d{1,6}|\#x[0-9a-f]{1,6});"
    r"|</?[a-z][^<>]{0,300}>|<!--[^<>]{0,300}-->|\[[^\[\]]{0,200}\]\([^()\s]{1,500}(?:\([^()\s]{0,500}\))?\)"
    r"|`[^`]{1,300}`"
    r"|(?<!\w)__\w{1,60}__(?!\w)",
    re.IGNORECASE,
)
_NAME_OF_CODE = r"(?<!\w)\w{1,80}_\w{1,80}(?:\.\w{1,80}){0,5}"
VERBATIM = re.compile(rf"{PLACEHOLDER.pattern}|{ADDRESS.pattern}|{_NAME_OF_CODE}", re.IGNORECASE)


_GLUE = 40  # characters without a blank that join two such texts to one: &lt;b&gt;


_MOST = 200  # more of them in one sentence are no language


def verbatim(text: str) -> list[str]:
    """Return the first 200 texts in a text that must not be translated; glued ones in one piece."""
    spans: list[tuple[int, int]] = []
    for match in VERBATIM.finditer(text):
        start, end = match.span()
        if len(spans) == _MOST:
            break
        gap = text[spans[-1][1] : start] if spans else " "
        if len(gap) <= _GLUE and not any(map(str.isspace, gap)):
            spans[-1] = spans[-1][0], end
        else:
            spans.append((start, end))
    return [text[start:end] for start, end in spans]


def addresses(text: str) -> list[str]:
    """Return the addresses and file names in a text, in order."""
    return [match.group() for match in ADDRESS.finditer(text)]


def placeholders(text: str) -> list[str]:
    """Return the placeholders, tags and entities in a text, in order."""
    return [match.group() for match in PLACEHOLDER.finditer(text)]
