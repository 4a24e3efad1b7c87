"""Text that a page holds folded up: answers, the rest of an article, what a custom element shows.

A page that was saved keeps its panels as they stood: the answers of a list of questions and what a
button "Weiterlesen" shows are hidden, and a browser shows them on a click. Menus, dialogs and
notes that pop up are hidden, too; what tells them apart is the control: the name of a section or a
question right above a text, or a button that goes on with it. Text in a shadow tree is shown at
once; the page has it in a template.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from translator.clean.elements import BLOCK_ELEMENTS
from translator.clean.normalise import squash
from translator.clean.pieces import ends_sentence, is_prose, word_count
from translator.clean.walk import HIDDEN_STYLE

# By way of the attribute, which few elements have: in a third of the time of asking each element.
# By way of the attributes, which few elements have: a third of the time of asking every element.
_SHADOWS = "descendant::template[@shadowrootmode or @shadowroot]"
_HIDDEN = (
    'descendant::*/@hidden/.. | descendant::*/@aria-hidden[.="true"]/..'
    ' | descendant::*/@style[contains(., "display") or contains(., "visibility")]/..'
)
_CONTROLS = (
    "descendant::*/@aria-controls/.. | descendant::*/@data-target/.."
    " | descendant::*/@data-bs-target/.. | descendant::*/@href[starts-with(., '#')]/.."
)
_POINTS = ("aria-controls", "data-target", "data-bs-target", "href")
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6", "summary", "dt", "legend"})
_ASKED = frozenset({"form", "input", "textarea", "select"})
_BESIDE = frozenset({"nav", "header", "footer", "form", "dialog", "aside"})
_POPS_UP = re.compile(
    r"(?<![a-z])(?:modal|pop-?up|popover|overlay|tool-?tips?|light-?box|drop-?down|dialog|menu|nav|cookies?|consent|"
    r"off-?canvas|login|search|share|social|comments?|respond|newsletter|banner|pay-?wall|reg-?wall|alert|print)(?![a-z])"
)
_ACCORDION = re.compile(r"accordion|akkordeon|toggle|question|frage|faq|collaps|expand")
_SHOWS_MORE = re.compile(
    r"^\W*(?:(?:hier |jetzt )?weiter\s?lesen|(?:mehr|alles) (?:lesen|anzeigen|zeigen|sehen)|(?:ganzen|gesamten|vollständigen) (?:artikel|text|beitrag)"
    r"(?: lesen| anzeigen)?|(?:text|artikel) (?:aufklappen|ausklappen)|aufklappen|ausklappen|read (?:more|on)|show more|continue reading)\W*$",
    re.IGNORECASE,
)
_LONGEST_CONTROL = 200  # characters
_FEWEST_WORDS = 2  # of the name of a section
_MOST_LINKED = 0.3  # of the text
_SHORTEST_REST = 200  # characters
_NEAR = 2  # elements beside a text among which the button that shows it stands


def unfold(root: Any) -> None:
    """Show what is folded up in the lxml tree of a page, in its place."""
    for template in root.xpath(_SHADOWS):
        _show_shadow(template)
    controls = {
        point: control
        for control in root.xpath(_CONTROLS)
        for name in _POINTS
        if (point := control.get(name, "").lstrip("#"))
    }
    folded: list[Any] = []
    for element in root.xpath(_HIDDEN):
        if not _is_hidden(element) or _lies_in(element, folded):
            continue
        if _is_answer(element, controls) or _is_rest(element):
            _show(element)
        else:
            folded.append(element)


def _show_shadow(template: Any) -> None:
    """Put the children of a host where its shadow tree has slots for them."""
    host = template.getparent()
    for slot in list(template.iter("slot")):
        name = slot.get("name", "")
        light = [e for e in host if e is not template and (e.get("slot") or "") == name]
        if light:
            slot.text = None
            for child in list(slot):
                slot.remove(child)
            slot.extend(light)
        slot.tag = "div" if any(child.tag in BLOCK_ELEMENTS for child in slot) else "span"
    template.tag = "div"


def _is_hidden(element: Any) -> bool:
    return (
        "hidden" in element.attrib
        or element.get("aria-hidden") == "true"
        or bool(HIDDEN_STYLE.search(element.get("style") or ""))
    )


def _lies_in(element: Any, folded: list[Any]) -> bool:
    """Say whether the last element that stays hidden is around one that comes behind it."""
    return bool(folded) and folded[-1] in element.iterancestors()


def _show(element: Any) -> None:
    for name in ("hidden", "aria-hidden"):
        element.attrib.pop(name, None)
    style = element.get("style")
    if style is not None:
        element.set("style", HIDDEN_STYLE.sub("", style))


def _is_answer(element: Any, controls: dict[str, Any]) -> bool:
    """Say whether a text is what the name of a section or a question right above it stands for."""
    control = controls.get(element.get("id") or "\0")
    if control is None:
        control = _control_above(element)
    if control is None or control in element.iter() or _pops_up(element):
        return False
    label = squash("".join(control.itertext()))
    named = word_count(label) >= _FEWEST_WORDS or label.endswith("?")
    short = label.endswith("?")  # an answer may be
    return len(label) <= _LONGEST_CONTROL and named and _is_text(element, short=short)


def _control_above(element: Any) -> Any:
    """Return the heading or button that stands right above an element, ``None`` if there is none."""
    above = element.getprevious()
    if above is None or not isinstance(above.tag, str):
        return None
    names = f"{above.get('class') or ''} {above.get('role') or ''}".lower()
    parts = list(above.iter())
    if above.tag in _HEADINGS or _ACCORDION.search(names):
        return above
    opens = any(part.tag == "button" or "aria-expanded" in part.attrib for part in parts)
    return above if opens else None


def _is_rest(element: Any) -> bool:
    """Say whether a text goes on with the one above it, and a button beside it shows it."""
    text = squash("".join(element.itertext()))
    if len(text) < _SHORTEST_REST or _pops_up(element) or not _is_text(element):
        return False
    above = [e for e in element.itersiblings(preceding=True) if is_prose(_text(e))]
    return bool(above) and any(_SHOWS_MORE.match(_text(near)) for near in _beside(element))


def _beside(element: Any) -> Iterator[Any]:
    for preceding in (False, True):
        for count, near in enumerate(element.itersiblings(preceding=preceding), start=1):
            yield near
            if count == _NEAR:
                break


def _text(element: Any) -> str:
    return squash("".join(element.itertext())) if isinstance(element.tag, str) else ""


def _pops_up(element: Any) -> bool:
    """Say whether an element lies over the page or beside its text when it is shown."""
    for level in (element, *element.iterancestors()):
        if level.tag in {"body", "main", "article"}:
            return False
        names = " ".join(level.get(name) or "" for name in ("class", "id", "role")).lower()
        if level.tag in _BESIDE or _POPS_UP.search(names):
            return True
    return False


def _is_text(element: Any, *, short: bool = False) -> bool:
    """Say whether an element holds running text, few links and nothing to fill in.

    ``short`` lets one short sentence be text.
    """
    text = squash("".join(element.itertext()))
    linked = sum(len(_text(link)) for link in element.iter("a"))
    return (
        (is_prose(text) or (short and ends_sentence(text) and word_count(text) >= _FEWEST_WORDS))
        and linked <= _MOST_LINKED * len(text)
        and not any(part.tag in _ASKED for part in element.iter())
    )
