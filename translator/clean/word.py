"""Pages that Word saved: what a style or a symbol says there, elements say as on any other page."""

from __future__ import annotations

import re
from collections.abc import Iterator

_IS_WORD = re.compile(r"urn:schemas-microsoft-com:office:word|class=[\"']?Mso[A-Z]")
_FROM_WORD = re.compile(
    r"<meta\b[^<>]{0,100}\bcontent=[\"']?(?:Microsoft Word|Word\.Document)", re.IGNORECASE
)
_HEAD = 20_000  # characters
_EMPTY = re.compile(
    r"</?(?:o:p|st1:\w{1,20})\b[^<>]{0,200}>|<!\[(?:if\s[^<>\]]{0,60}|endif)\]>", re.IGNORECASE
)
_BODY = re.compile(r"<body\b[^<>]{0,1000}>", re.IGNORECASE)
_PARAGRAPH = re.compile(r"<p\b(?P<attributes>[^<>]{0,1000})>", re.IGNORECASE)
_CLASS = re.compile(r"\bclass=[\"']?(?P<name>Mso\w{1,60})")
_STYLES = {
    "MsoTitle": ("<h1>", "</h1>"),
    "MsoSubtitle": ('<p class="standfirst">', "</p>"),
    "MsoCaption": ("<figcaption>", "</figcaption>"),
}
_LEVEL = re.compile(r"mso-list:[^;\"']{0,40}?\blevel(?P<level>[1-9])")
# The sign of an item: in a span that Word marks, or before the spaces up to the text.
_SIGN = re.compile(
    r"\s*(?:<span\b[^<>]{0,300}>\s*){0,4}(?:<span[^<>]{0,100}mso-list:\s?Ignore[^<>]{0,100}>)?"
    r"\s*(?P<sign>[·•o§ØüvŸ–-]|&middot;|&bull;|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,5})[.)])\s*"
    r"<span\b[^<>]{0,100}font:\s*7\.0pt[^<>]{0,100}>(?:&nbsp;|&#160;|\s){1,60}</span>\s*(?:</span>\s*){0,5}",
)
_NUMBER = re.compile(r"\(?(\d{1,3})[.)]")
_NOTE_MARK = re.compile(
    r"<a\b[^<>]{0,300}\bhref=[\"']?#_(?:ftn|edn)(?P<number>\d{1,3})\b[^<>]{0,300}>(?:(?!</a).){0,1500}</a>",
    re.IGNORECASE | re.DOTALL,
)


def from_word(text: str) -> str:
    """Return a page that Word saved with headline, lists and marks of notes; any other as it is."""
    if "Mso" not in text and "office:word" not in text:
        return text
    if not _IS_WORD.search(text) or not _FROM_WORD.search(text[:_HEAD]):
        return text
    text = _EMPTY.sub("", text)
    text = _NOTE_MARK.sub(r'<sup><a href="#_ftn\g<number>">[\g<number>]</a></sup>', text)
    text = "".join(_parts(text))
    # All of it is the article: Word knows no menus.
    text = _BODY.sub(r"\g<0><article>", text, count=1)
    return re.sub(r"(?=</body>)", "</article>", text, count=1, flags=re.IGNORECASE)


def _parts(text: str) -> Iterator[str]:
    """Yield the page part by part; paragraphs that are items in a row become a list."""
    done = 0
    lists: list[str] = []  # names of the lists that are open
    for found in _PARAGRAPH.finditer(text):
        if found.start() < done:
            continue
        end = text.find("</p>", found.end())
        if end < 0:
            break
        if lists and text[done : found.start()].strip():
            yield "".join(f"</{name}>" for name in reversed(lists))
            lists.clear()
        inner = text[found.end() : end]
        named = _CLASS.search(found["attributes"])
        sign = _SIGN.match(inner)
        level = _LEVEL.search(found["attributes"])
        if sign and (level or (named and named["name"].startswith("MsoList"))):
            yield text[done : found.start()]
            yield from _open(lists, int(level["level"]) if level else 1, sign["sign"])
            yield f"<li>{inner[sign.end() :]}</li>"
        else:
            yield "".join(f"</{name}>" for name in reversed(lists))
            lists.clear()
            yield text[done : found.start()]
            start, stop = _STYLES.get(named["name"] if named else "", (found[0], "</p>"))
            yield f"{start}{inner}{stop}"
        done = end + len("</p>")
    yield "".join(f"</{name}>" for name in reversed(lists))
    yield text[done:]


def _open(lists: list[str], level: int, sign: str) -> Iterator[str]:
    """Open and close lists until one of the level and kind that an item's sign says is open."""
    number = _NUMBER.fullmatch(sign)
    name = "ol" if number else "ul"
    while len(lists) > level or (len(lists) == level and lists[-1] != name):
        yield f"</{lists.pop()}>"
    while len(lists) < level:
        yield f'<ol start="{number[1]}">' if number else "<ul>"
        lists.append(name)
