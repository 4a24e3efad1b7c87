"""What a translation is judged by: BLEU, chrF, and whether numbers and names arrive."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_NAME = re.compile(r"\b[A-ZÄÖÜ][\w'’-]*[\w]")
_GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_LONG_WORD = re.compile(r"(?<![\w'’])[^\W\d_]{6,}(?![\w'’])")
_LETTERS = re.compile(r"[^\W\d_]+")
_LOOP = re.compile(r"\b(\w+(?:\W+\w+){0,5})(?:\W+\1\b){2,}", re.IGNORECASE)


@dataclass(frozen=True)
class Score:
    """Scores of one set; shares are between 0 and 1.

    ``bleu`` and ``chrf`` are sacrebleu's, with their signatures; ``numbers`` is the share of
    source numbers found in the output in either notation; ``names`` the share of capitalised
    words that source and reference write alike and the output has too; ``loops`` counts
    segments in which one to six words come three times running.
    """

    segments: int
    bleu: float
    chrf: float
    bleu_signature: str
    chrf_signature: str
    numbers: float
    names: float
    loops: int


def number_forms(number: str) -> set[str]:
    """Return the spellings a German number may take in English: 11.000, 11,000, 11000."""
    swapped = number.translate(str.maketrans(".,", ",."))
    forms = {number, swapped}
    if _GROUPED.fullmatch(number):
        forms.add(re.sub(r"[.,]", "", number))
    return forms


def number_share(sources: Sequence[str], outputs: Sequence[str]) -> float:
    """Return the share of the numbers written in digits in the sources that the outputs have.

    Each occurrence counts; one in the output answers for one in the source.
    """
    total = sum(len(_NUMBER.findall(source)) for source in sources)
    lost = sum(len(numbers_lost(*pair)) for pair in zip(sources, outputs, strict=True))
    return 1 - lost / total if total else 1.0


def numbers_lost(source: str, output: str) -> list[str]:
    """Return the numbers written in digits in a source that its output does not have."""
    there, lost = _NUMBER.findall(output), []
    for number in _NUMBER.findall(source):
        match = next((n for n in there if n in number_forms(number)), None)
        if match is None:
            lost.append(number)
        else:
            there.remove(match)
    return lost


def copied_names(source: str, reference: str) -> set[str]:
    """Return the capitalised words that a source and its reference translation share."""
    return found_names(source) & found_names(reference)


def found_names(text: str) -> set[str]:
    """Return the words of a text that may be names: those with a capital."""
    return set(_NAME.findall(text))


def long_words(text: str) -> list[str]:
    """Return the words in lower case, of six letters or more: those that :func:`invented_share` looks at."""
    return [word for word in _LONG_WORD.findall(text) if word.islower()]


def name_share(sources: Sequence[str], outputs: Sequence[str], references: Sequence[str]) -> float:
    """Return the share of copied names (distinct in a segment) that the outputs have."""
    found = total = 0
    for source, output, reference in zip(sources, outputs, references, strict=True):
        names = copied_names(source, reference)
        total += len(names)
        found += len(names & found_names(output))
    return found / total if total else 1.0


def invented_share(
    sources: Sequence[str], outputs: Sequence[str], known: Callable[[str], bool]
) -> float:
    """Return the share of outputs with a word that seems invented.

    That is a word in lower case, of six letters or more, that ``known`` (a dictionary of the
    target language) does not have and that stands in no source, in whatever case. Names are in
    capitals and short words too often rare ones; translations by people are not quite free of
    such words either: they misspell, and a dictionary has gaps.
    """
    copied = {word.lower() for source in sources for word in _LETTERS.findall(source)}
    found = sum(
        any(w not in copied and not known(w) for w in long_words(output)) for output in outputs
    )
    return found / len(outputs) if outputs else 0.0


def score(sources: Sequence[str], outputs: Sequence[str], references: Sequence[str]) -> Score:
    """Score outputs against one reference each; all three sequences are of one length."""
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF

    bleu, chrf = BLEU(), CHRF()
    return Score(
        segments=len(sources),
        bleu=bleu.corpus_score(list(outputs), [list(references)]).score,
        chrf=chrf.corpus_score(list(outputs), [list(references)]).score,
        bleu_signature=str(bleu.get_signature()),
        chrf_signature=str(chrf.get_signature()),
        numbers=number_share(sources, outputs),
        names=name_share(sources, outputs, references),
        loops=sum(1 for text in outputs if _LOOP.search(text)),
    )
