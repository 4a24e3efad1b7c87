"""What a chat model answers: the translation without what it puts around it, or what is wrong with it.

Whether words are a refusal or a note, or the article's own, is told from the source
(``language/chatter.py``). Where a source says nothing of the kind, its translation does not.
"""

from __future__ import annotations

import json
import re
import unicodedata

from translator.language.chatter import said
from translator.language.data import NEVER, language
from translator.language.detected import detected

_TIMES = 4  # as long as its source a translation may be, and
_ROOM = 80  # characters more
_PART = 8  # of its source a translation must have at least, if that has
_LONG = 30  # characters
_QUOTES = (("“", "”"), ("„", "“"), ("»", "«"), ("«", "»"), ("‘", "’"), ('"', '"'), ("'", "'"))
_OPENING = ("„", '"', "“", "»", "«", "'", "‚", "‘")
_MARKS = '"“”„»«'
_WRAPS = ("***", "**", "__", "```", "`", "*")
_THOUGHT = re.compile(r"\A\s*<(think|thinking|reasoning)>.*?</\1>", re.DOTALL | re.IGNORECASE)
_FENCE = re.compile(r"\A```\w*\n(.*)\n```\Z", re.DOTALL)
# What templates of models, programs and Markdown leave: no translation has it unless its source does.
_DEBRIS = re.compile(
    r"<\|[^<>]{0,40}\|>|</?[A-Za-z][\w-]{0,40}>|\[/?INST\]|<</?SYS>>|\*\*|`[^`']+`|\\n"
    r"|\{[^{}]*\}|\[[A-Z][A-Z _]+\]"
)
_LISTED = re.compile(r"(?:#{1,6}|[>*-])\s")
_BULLETS = ("#", ">", "*", "-", "–", "—", "•", "·")
_TWICE = 3  # words
_PROMPT = re.compile(
    r"Before it stands:|Behind it stands:|You translate news from|between the tags|Use these terms:"
)
_STRANGE = {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"}
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\ufffd")
_QUOTED = re.compile(r"""["“„«»][^"“”„«»]*["”“»«]""")
_WORD = re.compile(r"[^\W\d_]+")
_SURE = 0.99  # probability of langdetect
_LETTERS = 60  # below, langdetect guesses
_FEW = 20  # letters; enough where neither the words nor the letters are those of the language
_SENTENCE = 5  # words
_SOME = 12  # letters outside of quotations, to go by


def bare(answer: str, sentence: str) -> str:
    """Return an answer without thoughts, tags, marks and quotation marks around all of it."""
    answer = _THOUGHT.sub("", answer).strip()
    answer = answer.removeprefix("<sentence>").removesuffix("</sentence>").strip()
    if fenced := _FENCE.match(answer):
        answer = fenced[1].strip()
    for mark in _WRAPS:
        inner = answer[len(mark) : -len(mark)]
        wrapped = answer == f"{mark}{inner}{mark}" and inner.strip(mark) and mark not in inner
        if wrapped and not sentence.startswith(mark):
            answer = inner.strip()
    if sentence.lstrip().startswith(_OPENING) or sum(sentence.count(q) for q in _MARKS) % 2:
        return answer  # the sentence is, or a quotation ends in it
    for opening, closing in _QUOTES:
        inner = answer[1:-1]
        plain = re.sub(r"(?<=\w)['’](?=\w)", "", inner)  # apostrophes
        if inner and answer == f"{opening}{inner}{closing}" and not {opening, closing} & {*plain}:
            return inner.strip()
    return answer


def fault(answer: str, sentence: str, source: str, target: str) -> str:
    """Say what is wrong with an answer, ``""`` if nothing is."""
    return (
        _no_text(answer, sentence)
        or _not_alone(answer, sentence)
        or _spoken(answer, sentence, source, target)
        or _other_language(answer, sentence, source, target)
    )


def _no_text(answer: str, sentence: str) -> str:
    has = any(char.isalnum() for char in answer)
    if not answer or (not has and any(char.isalnum() for char in sentence)):
        return "it says nothing"
    if len(answer.splitlines()) > 1:
        return "it says more than the translation"
    strange = {c for c in answer if unicodedata.category(c) in _STRANGE or c in _TURNING}
    if strange - {*sentence}:
        return "its answer has characters that are no text"
    if len(answer) > _TIMES * len(sentence) + _ROOM:
        return "its answer is much longer than the sentence"
    if len(sentence) > _LONG and len(answer) * _PART < len(sentence):
        return "its answer is much shorter than the sentence"
    return ""


def _not_alone(answer: str, sentence: str) -> str:
    """Find what programs leave around a translation, and the request itself."""
    if _PROMPT.search(answer) and not _PROMPT.search(sentence):
        return "it repeats what it was told"
    if _LISTED.match(answer) and not sentence.lstrip().startswith(_BULLETS):
        return "it answers in Markdown"
    words = answer.split()
    half = len(words) // 2
    if half >= _TWICE and words[:half] == words[half:] and answer.count(".") > sentence.count("."):
        return "it says the translation twice"
    if answer.startswith(("{", "[")) and not sentence.startswith(("{", "[")):
        try:
            json.loads(answer)
        except ValueError:
            pass
        else:
            return "it answers in JSON"
    found = (match[0] for match in _DEBRIS.finditer(answer))
    left = next((text for text in found if text.strip("[]") not in sentence), "")
    return f"its answer has {left!r} in it" if left else ""


def _spoken(answer: str, sentence: str, source: str, target: str) -> str:
    """Find what a model says for itself."""
    found = said(answer, sentence, source, target)
    if found is None:
        return ""
    return "it refuses" if found.refuses else "it talks of the translation"


def _other_language(answer: str, sentence: str, source: str, target: str) -> str:
    """Find an answer in another language, where its words leave no doubt.

    A sentence that is not in its own language (a title, a quotation, a list of names) says nothing
    of its translation's.
    """
    source, target = source.partition("-")[0], target.partition("-")[0]
    if _foreign_script(answer, sentence, target):
        return "its answer is in another script"
    ours, theirs = _function_words(sentence, source, target)
    if source == target or theirs > ours or _letters(answer) < _FEW:
        return ""
    if " ".join(answer.split()) == " ".join(sentence.split()):
        small = sum(word.islower() for word in _WORD.findall(sentence))
        lang, probability = detected(answer)
        same = ours > 1 or (small > 1 and lang == source and probability >= _SURE)
        return "its answer is not translated" if same else ""
    if ours < 2:  # noqa: PLR2004 - one may be a name's
        return ""
    answer = _outside_quotes(answer)
    if language(target).words.function is not NEVER:
        left, right = _function_words(answer, source, target)
        left_over = left > 1 and left > 3 * right
        found = _detected(answer, sentence, target) if not right else ""
    else:
        lang, probability = detected(answer)
        left_over = lang == source and probability >= _SURE and _letters(answer) >= _LETTERS
        found = ""
    return "its answer is not translated" if left_over else found


def _detected(answer: str, sentence: str, target: str) -> str:
    """Find another language in an answer that has no function word of the one wanted."""
    if len(_WORD.findall(answer)) < _SENTENCE:
        return ""
    accented = any(c.isalpha() and not c.isascii() and c not in sentence for c in answer)
    if _letters(answer) < _LETTERS and not (target == "en" and accented):
        return ""
    lang, probability = detected(answer)
    return "its answer is in another language" if probability >= _SURE and lang != target else ""


def _outside_quotes(text: str) -> str:
    """Return a text without its quotations, which may be titles left as they are, if that is some."""
    rest = _QUOTED.sub(" ", text)
    return rest if _letters(rest) >= _SOME else text


def _letters(text: str) -> int:
    return sum(char.isalpha() for char in text)


def _function_words(text: str, source: str, target: str) -> tuple[int, int]:
    """Count the function words that only the one language has, and only the other."""
    words = [word.casefold() for word in _WORD.findall(text)]
    one, other = language(source).words.function, language(target).words.function
    both = [(bool(one.fullmatch(word)), bool(other.fullmatch(word))) for word in words]
    return both.count((True, False)), both.count((False, True))


def _foreign_script(answer: str, sentence: str, target: str) -> bool:
    """Say whether most letters are of a script that the language is not written in."""
    from babel.core import get_global

    if "_Latn" not in get_global("likely_subtags").get(target, ""):
        return False
    letters = [char for char in answer if char.isalpha()]
    foreign = [
        char
        for char in letters
        if char not in sentence and not unicodedata.name(char, "").startswith("LATIN")
    ]
    return len(foreign) > len(letters) / 2
