"""Put right in place what is surely wrong: no model needed, no other word touched."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import pairwise, zip_longest

from translator.language.data import language
from translator.language.names import Name, beside, is_english_name, names, noun_rating
from translator.language.said import ends
from translator.language.transliteration import exonyms, likeness, skeleton, territories
from translator.language.writing import one_style, ordinals
from translator.translate import amounts, lost_names, times_of_day
from translator.translate.around_names import around_names
from translator.translate.faults import Faults, Pair, find
from translator.translate.kept_texts import put_back
from translator.translate.lost_names import Garbled

Span = tuple[int, int]
Edit = tuple[Span, str]

_TRANSLATED_PARTICLE = re.compile(
    rf"(?:\b(?:{lost_names.PARTICLES}|von|van|de)\s+){{0,2}}(?:\bthe\s+|\bder\s+)?$",
    re.IGNORECASE,
)
_QUOTATION = re.compile('["“„”«»]([^"“„”«»]{3,60})["”“«»]')
_ATTEMPT = 0.5  # likeness of a word in front of a name that was an attempt at it
_CONFUSED = 0.6  # likeness of two countries a model takes for one another: Iran, Iraq
_MISPLACED = 0.75  # likeness of an English word that has no business being capitalised
_PARTICLED = 0.6  # likeness of a name behind a translated particle
_NAME = re.compile(r"\b[^\W\d_a-z][^\W\d_]+")
_NOUN = re.compile(r" ([^\W\d_a-zß-ÿ][^\W\d_]+)")
_POSSESSIVE = ("'s", "’s")
_VERB = re.compile(r"(?:ed|ing|ly)$")  # and adverbs
_NAME_BEFORE = re.compile(r"(?<!\w)([^\W\d_a-zß-ÿ][^\W_]+) ((?:[a-z]{2,3} )*)$")
LONGEST = (
    3_000  # characters of a sentence; what is longer is none, and every pair would be compared
)
_BESIDE = 0.15  # likeness of a garbled word right beside a name it stands beside in the source


def mend(
    pair: Pair,
    target: str,
    faults: Faults | None = None,
    closed: Callable[[Span], bool] = lambda _: False,
    claimed: Callable[[Span], bool] = lambda _: False,
) -> str:
    """Return ``target`` with every fault corrected for which there is one sure correction.

    ``faults`` are those of the target, where they are known. No name is put where the target is
    ``closed`` to it, for what stands there is right, and none is spelled otherwise where a term has ``claimed`` its place.

    A missing number takes the place of the surplus number that stands for it, a missing name that
    of a garbled word that looks like it; particles of names are restored; English ordinals get
    their right endings. Without such faults the target comes back as it is.
    """
    if max(len(pair.source), len(target)) > LONGEST:
        return target
    faults = find(pair, target) if faults is None else faults
    edits = times_of_day.corrections(pair.source, target, pair.lang, pair.into)
    edits += put_back(pair.source, target)
    quoted = _quoted(pair, target)
    named = _names(pair, target, faults, quoted)[len(quoted) :]
    edits += [
        edit
        for edit in (*_numbers(pair, target, faults), *quoted, *_open(named, closed))
        if not _inside(edit[0], edits)
    ]
    edits += _open(_particles(pair, target, edits), closed)
    edits += _parts_of_names(pair, target, faults, edits)
    edits += _misspelt(pair, target, edits)
    for more in around_names(pair, target, faults):
        if not _inside(more[0], edits) and not any(text == more[1].strip() for _, text in edits):
            edits.append(more)
    edits += _states(pair, target)
    edits += _open(_respelt(pair, target, edits), claimed)
    begun = len(target)
    for (start, end), text in sorted(edits, reverse=True):
        if end <= begun:
            target, begun = target[:start] + text + target[end:], start
    target = amounts.signs(target, pair.source, pair.lang)
    target = one_style(target, pair.source, pair.lang, pair.into)
    return ordinals(target, pair.source, pair.into)


def _open(edits: Iterable[Edit], closed: Callable[[Span], bool]) -> Iterator[Edit]:
    return (edit for edit in edits if not closed(edit[0]))


def _numbers(pair: Pair, target: str, faults: Faults) -> list[Edit]:
    edits: list[Edit] = []
    lost = []
    for gone in faults.numbers:
        span = amounts.torn(gone, target, pair.lang, pair.into)
        span = span or amounts.unsigned(gone, target, pair.into)
        if span and not _inside(span, edits):
            edits.append((span, amounts.written(gone, pair.lang, pair.into)))
        else:
            lost.append(gone)
    free = tuple(stray for stray in faults.strays if not _inside(stray.span, edits))
    instead = amounts.pairs(tuple(lost), free)
    left = {stray.span for stray in free} - {stray.span for _, stray in instead}
    for gone, stray in instead:
        text = amounts.written(gone, pair.lang, pair.into)
        if text:
            start, end = _with_rest(stray.span, left, target)
            edits.append(((start - stray.figure.negative, end), text))
    paired = {span for span, _ in edits}
    for gone in lost:
        wrong = amounts.misscaled(gone, target, pair.into)
        text = amounts.written(gone, pair.lang, pair.into)
        if wrong and text and wrong.span not in paired:
            edits.append((wrong.span, text))
            paired.add(wrong.span)
    return edits


def _with_rest(span: Span, left: set[Span], target: str) -> Span:
    """Return a span with the numbers from nowhere right beside it: 5 000 00 000."""
    start, end = span
    for before, behind in (*sorted(left, reverse=True), *sorted(left)):
        if behind == start - 1 and target[behind] == " ":
            start = before
        elif before == end + 1 and target[end] == " ":
            end = behind
    return start, end


def _parts_of_names(pair: Pair, target: str, faults: Faults, edits: list[Edit]) -> Iterator[Edit]:
    """Put a number behind the name it belongs to, which stands once: Maroon 5, Apollo 13.

    It does if nothing is counted behind it, and nothing from nowhere may stand for it.
    """
    if any(stray.kind == "plain" for stray in faults.strays):
        return
    known = [n for n in names(pair.source, pair.lang, pair.into) if n.sure and not n.family]
    for gone in faults.numbers:
        name = next((n for n in known if n.span[1] + 1 == gone.span[0]), None)
        if name is None or gone.kind != "plain" or not gone.text.isdecimal():
            continue
        rest = pair.source[gone.span[1] :].lstrip()
        partitive = language(pair.lang).numbers.partitive or "(?!)"
        counts = not ends(pair.source, gone.span[1], pair.lang) or re.match(
            rf"(?:{partitive})\b", rest
        )
        found = [m.end() for m in re.finditer(rf"\b{re.escape(name.written)}\b", target)]
        found += [end for (_, end), text in edits if text == name.written]
        if len(found) == 1 and not counts:
            yield (found[0], found[0]), f" {gone.text}"


def _names(pair: Pair, target: str, faults: Faults, quoted: list[Edit]) -> list[Edit]:
    """Replace garbled words by the missing names they look like, each used once."""
    edits = list(quoted)
    garbled = [word for word in faults.garbled if not _inside(word.span, edits)]
    free = [word for word in garbled if word.text[0].isupper()]
    low = [word for word in garbled if word.text.islower()]
    missing = (*faults.names, *faults.doubtful)
    if country := _country(pair, target, missing):
        edits.append(country)
    for one, other in pairwise(missing):
        whole = f"{one.text} {other.text}"
        word = lost_names.lookalike(replace(one, forms=(whole,), text=whole), tuple(free))
        rest = tuple(w for w in free if w != word)
        if any(lost_names.lookalike(name, rest) for name in (one, other)):
            continue
        if word and pair.source[one.span[0] : other.span[1]] == whole and not one.particle:
            free.remove(word)
            edits.append((word.span, f"{one.written} {other.written}"))
            missing = tuple(name for name in missing if name not in (one, other))
    for name in missing:
        if any(name.written in text for _, text in edits):
            continue
        word = lost_names.lookalike(name, tuple(free)) or _beside(pair, target, name, free)
        if word:
            free.remove(word)
        elif pair.into == "en" and name.sure:
            word = lost_names.lookalike(name, lost_names.misplaced(pair.source, target), _MISPLACED)
        if word and not _inside(word.span, edits) and not _is_accented(pair, name, word.text):
            edits.append(_edit(pair, target, name, word.span))
    return _in_small_letters(pair, target, missing, low, edits)


def _is_accented(pair: Pair, name: Name, word: str) -> bool:
    """Say whether Spanish has accents where a name that is spelled alike has none: it may be its own form, Abdalá."""
    return pair.into == "es" and not word.isascii() and name.written.isascii()


def _in_small_letters(
    pair: Pair, target: str, missing: Iterable[Name], low: list[Garbled], edits: list[Edit]
) -> list[Edit]:
    """Return the edits with those of names that became words in small letters, each of which is used once."""
    made = list(edits)
    for name in missing:
        left = [word for word in low if not _inside(word.span, made)]
        edit = _behind_another(pair, target, name, left)
        if edit and not any(edit[1].endswith(text) for _, text in made):
            made.append(edit)
    return made


def _misspelt(pair: Pair, target: str, edits: list[Edit]) -> Iterator[Edit]:
    """Spell names as the source does where the target has a letter too many or few."""
    if pair.into != "en":
        return
    found = names(pair.source, pair.lang, pair.into)
    for span, text in lost_names.misspelt(found, pair.source, target):
        if not _inside(span, edits):
            yield span, text


def _states(pair: Pair, target: str) -> Iterator[Edit]:
    """Call a German state so: *das Land Bayern*, the state of Bavaria, not the country."""
    if pair.into != "en":
        return
    for named in language(pair.lang).names.states.finditer(pair.source):
        forms = exonyms(pair.lang, pair.into).get(named[1], (named[1],))
        for form in forms:
            for match in re.finditer(rf"\b(?:country|[Ll]and)(?= of {re.escape(form)}\b)", target):
                yield match.span(), "state"


def _respelt(pair: Pair, target: str, edits: list[Edit]) -> Iterator[Edit]:
    """Spell names as English does where the target has them in German letters: Prigoschin, Prigozhin.

    Before another name that stays as it is so does a given name: Juri Knorr is a German.
    """
    found = names(pair.source, pair.lang, pair.into)
    for name, behind in zip_longest(found, found[1:]):
        text = _as_in_german(name)
        given = behind and beside(pair.source, name, behind) == " " and not _as_in_german(behind)
        if not text or given:
            continue
        for match in re.finditer(rf"(?<![\w-]){re.escape(text)}(?!\w)", target):
            if not _inside(match.span(), edits):
                yield match.span(), name.forms[0]


def _as_in_german(name: Name) -> str:
    """Return how the source spells a name of which English has the same sounds in other letters, or nothing."""
    for text in (name.text, name.text.removesuffix("s")):
        if text in name.forms:
            return ""
        if skeleton(text) == skeleton(name.forms[0]):
            return text
    return ""


def _behind_another(pair: Pair, target: str, name: Name, low: list[Garbled]) -> Edit | None:
    """Put a name in the place of what is no word, in small letters, where it stands behind the same name.

    *Bernd Engelien*, Bernd angelen; *Virgil van Dijk*, Virgil vanvanjk.
    """
    before = _NAME_BEFORE.search(pair.source[: name.span[0]])
    if not before:
        return None
    rated = [
        (max(likeness(name.text, word.text), likeness(before[2] + name.text, word.text)), -at, word)
        for at, word in enumerate(low)
    ]
    for alike, _, word in sorted(rated, key=lambda item: item[:2], reverse=True):
        verb = _VERB.search(word.text) and not _VERB.search(name.forms[0])
        if verb or alike < _BESIDE:
            continue
        for kept, put in ((before[0], ""), (f"{before[1]} ", before[2])):
            if re.search(rf"(?<!\w){re.escape(kept)}$", target[: word.span[0]]):
                return word.span, put + _in_its_case(pair, target, name, word.span)
    return None


def _in_its_case(pair: Pair, target: str, name: Name, span: Span) -> str:
    """Return a name for the place of a word: a family's in the German genitive, before a noun, gets the English one there.

    *Karl Lauterbachs Plan*: Lauterbach before 's, Lauterbach's for a word in -s; Peters stays Peters.
    """
    start, end = span
    base, owned = name.text.removesuffix("s"), _NOUN.match(pair.source, name.span[1])
    known = base not in name.forms or base == name.text or is_english_name(name.text)
    if known or not name.family or not owned or noun_rating(owned[1], pair.lang) < 1:
        return name.forms[0]
    ended = target[start:end].endswith("s") and not target.startswith(_POSSESSIVE, end)
    return f"{base}'s" if ended else base


def _beside(pair: Pair, target: str, name: Name, free: list[Garbled]) -> Garbled | None:
    """Return the garbled word that stands behind the same word as ``name`` does in the source."""
    before = re.search(r"([^\W\d_]+)\s$", pair.source[: name.span[0]])
    if not before or not before[1][0].isupper():
        return None
    for word in free:
        if (
            target[: word.span[0]].endswith(f"{before[1]} ")
            and likeness(name.text, word.text) >= _BESIDE
        ):
            return word
    return None


def _country(pair: Pair, target: str, missing: tuple[Name, ...]) -> Edit | None:
    """Put the one missing country in the place of the one that comes from nowhere."""
    theirs = territories(pair.into)
    lost = [name for name in missing if name.forms[0] in theirs]
    named = {form for name in names(pair.source, pair.lang, pair.into) for form in name.forms}
    wrong = [
        match
        for country in theirs
        if country in target and country not in named and country not in pair.source
        for match in re.finditer(rf"\b{re.escape(country)}\b", target)
    ]
    if len(lost) != 1 or len(wrong) != 1:
        return None
    # Germany may well stand for an adjective; South Korea does not stand for North Korea.
    name, other = lost[0].written, wrong[0].group()
    confused = name.split()[-1] == other.split()[-1] or likeness(name, other) >= _CONFUSED
    return (wrong[0].span(), name) if confused else None


def _quoted(pair: Pair, target: str) -> list[Edit]:
    """Copy what stands in quotation marks where it is foreign to the source language too: titles."""
    ours, theirs = list(_QUOTATION.finditer(pair.source)), list(_QUOTATION.finditer(target))
    if len(ours) != len(theirs):
        return []
    found = {name.text for name in names(pair.source, pair.lang, pair.into) if name.sure}
    edits = []
    for one, other in zip(ours, theirs, strict=True):
        words = one[1].split()
        title = found.intersection(words) and all(w[0].isupper() for w in words)
        if title and one[1] != other[1] and lost_names.garbled(pair.source, other[1], pair.into):
            edits.append((other.span(1), one[1]))
    return edits


def _inside(span: tuple[int, int], edits: list[Edit]) -> bool:
    return any(start < span[1] and span[0] < end for (start, end), _ in edits)


def _edit(pair: Pair, target: str, name: Name, span: tuple[int, int]) -> Edit:
    """Write a name over ``span``, its particles over what they were translated to."""
    start, end = span
    if name.sure and not name.particle:
        end += len(target) - len(without_remnant(pair, target, end, name.forms[0]))
    if name.particle:
        start = _before(target, start)
        start -= len(name.particle) + 1 if target[:start].endswith(f" {name.particle} ") else 0
    else:
        start = without_fragment(pair, target, start, name.written)
    return (start, end), (name.particle and name.written) or _in_its_case(pair, target, name, span)


def without_fragment(pair: Pair, target: str, start: int, name: str) -> int:
    """Return where ``name`` should begin so that no attempt at it is left in front: Car Carole."""
    before = re.search(r"(?<!\S)([^\W\d_]{2,})(?:['’]s)?\s+$", target[:start])
    if not before or not before[1][0].isupper() or _has_word(pair.source, before[1]):
        return start
    first = name.split(maxsplit=1)[0]
    alike = first.startswith(before[1]) or likeness(first, before[1]) >= _ATTEMPT
    return before.start() if alike else start


def _has_word(text: str, word: str) -> bool:
    return bool(re.search(rf"\b{re.escape(word)}\b", text))


def without_remnant(pair: Pair, target: str, end: int, name: str) -> str:
    """Take away what is left of an attempt at the name that ends at ``end``: Yakubu Sabo Sa."""
    behind = re.match(r"\s+([^\W\d_]+)", target[end:])
    if not behind or not behind[1][0].isupper() or _has_word(pair.source, behind[1]):
        return target
    if any(lost_names.stands(n, behind[1]) for n in names(pair.source, pair.lang, pair.into)):
        return target  # the name of somebody else: Shakhtar Donetsk
    if lost_names.garbled(pair.source, behind[1], pair.into):
        lost = lost_names.missing(pair.source, target, pair.lang, pair.into)
        others = [n for n in lost if n.forms[0] != name]
        remnant = all(likeness(n.text, behind[1]) < _BESIDE for n in others)
    else:
        remnant = name.startswith(behind[1]) or likeness(name, behind[1]) >= _ATTEMPT
    return target[:end] + target[end + behind.end() :] if remnant else target


def _before(target: str, start: int) -> int:
    """Return where a translated particle in front of ``start`` begins."""
    match = _TRANSLATED_PARTICLE.search(target[:start])
    return match.start() if match else start


def _particled(name: Name, target: str) -> re.Match[str] | None:
    """Find the name, or an attempt at it, behind a particle that was translated."""
    words = [m for m in _NAME.finditer(target) if _before(target, m.start()) < m.start()]
    rated = [(likeness(name.text, m.group()), -m.start(), m) for m in words]
    best = max(rated, key=lambda item: item[:2], default=None)
    return best[2] if best and best[0] >= _PARTICLED else None


def _particles(pair: Pair, target: str, edits: list[Edit]) -> list[Edit]:
    """Restore the particles of names that are there without them: from the Leyen."""
    found: list[Edit] = []
    for name in names(pair.source, pair.lang, pair.into):
        if not name.particle or name.particle.casefold() in target.casefold():
            continue
        if lost_names.renamed(name, pair.source, target):
            continue
        match = _particled(name, target)
        taken = match and any(a < match.end() and match.start() < b for (a, b), _ in edits)
        if match and not taken:
            start = _before(target, match.start())
            if start < match.start():
                found.append(((start, match.end()), name.written))
    return found
