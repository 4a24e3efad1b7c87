"""What must come out of a translation as it went in: addresses, file names, placeholders, markup.

Every pattern here needs linear time: what repeats is bounded or cannot be read in two ways.
"""

from __future__ import annotations

import re

from translator.language.addresses import ADDRESS

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


def placeholders(text: str) -> list[str]:
    """Return the placeholders, tags and entities in a text, in order."""
    return [match.group() for match in PLACEHOLDER.finditer(text)]
