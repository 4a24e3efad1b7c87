"""Fit the weights that find the article in pasted text: ``python -m benchmarks.run_of_prose``.

Pages are rendered to text as a browser copies them. The label of a line is whether it is in the
article: of the news pages their own truth says so, of the other pages our cleaning of the page
itself (F1 .97 on annotated strings), which knows the markup that the pasted text has lost. Each
page counts twice, the second time without its empty lines and bullets, which not every browser
copies.

Two weighted logistic regressions with an L2 penalty of 1, one for lines of prose and one for the
others, by Newton's method, on half a of the pages (by the SHA-256 of their ids). Prints what share
of the words of a half the lines with log-odds above 0 have right. ``--write`` writes the weights to
``translator/clean/line_weights.py``; the figures of the whole stage are those of
``benchmarks.cleaning``.

The pages belong to their publishers and are not part of the project; ``--clean``, ``--clean2`` and
``--news`` name archives or folders.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.sets import read_files
from translator.article import Article, BlockKind
from translator.clean import clean
from translator.clean.line_features import NAMES, features
from translator.clean.masthead import find_headline
from translator.clean.normalise import letters, normalise
from translator.clean.pasted_lines import breaks, read_lines
from translator.clean.pieces import Piece
from translator.clean.run_of_prose import core
from translator.errors import TranslatorError
from translator.load import load_text

SHARED = Path(__file__).parents[2] / "shared" / "eval"
TARGET = Path(__file__).parents[1] / "translator" / "clean" / "line_weights.py"
_ABOVE, _BELOW = 40, 60  # lines around an article that count; menus farther off are easy
_WITHOUT_LAYOUT = 0.4  # weight of the second rendering
_NEWS = 2.0  # weight of pages whose truth was not made by ourselves
_WORDS_RIGHT = 0.8  # pairs of words of a line that the article has, too
_PENALTY = 1.0
_STEPS = 30
_BULLET = re.compile(r"^\s*[*+-] ")

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Sample:
    """The lines of one text: their features, labels and numbers of words."""

    half: str
    values: Array
    labels: Array
    words: Array
    weight: float


def samples(pages: Mapping[str, Path]) -> Iterator[Sample]:
    """Yield the samples of all sets of pages that are there, by the names of the sets."""
    for name, path in pages.items():
        files = dict(read_files(path))
        for stem, entry in json.loads(files["truth.json"]).items():
            data = files[f"html/{entry['file']}"]
            texts = _article_texts(data, entry if name == "news" else None)
            half = "ab"[int(hashlib.sha256(stem.encode()).hexdigest(), 16) % 2]
            weight = _NEWS if name == "news" else 1.0
            shown = _render(data)
            bare = "\n".join(_BULLET.sub("", line) for line in shown.split("\n") if line.strip())
            for text, share in ((shown, 1.0), (bare, _WITHOUT_LAYOUT)):
                sample = _sample(text, texts, half, weight * share)
                if sample is not None:
                    yield sample


def _render(data: bytes) -> str:
    from inscriptis import get_text
    from inscriptis.model.config import ParserConfig

    page = load_text(data, name="page.html", stem="page").text
    return str(get_text(page, ParserConfig(display_links=False)))


def _article_texts(data: bytes, truth: Mapping[str, list[dict[str, str]]] | None) -> list[str]:
    """Return the texts of an article's blocks; a truth has no lists, these come from the page."""
    try:
        article: Article | None = clean(load_text(data, name="page.html", stem="page"))
    except TranslatorError:
        article = None
    blocks = article.blocks if article else ()
    if truth is None:
        return [block.text for block in blocks]
    beside = {BlockKind.LIST_ITEM, BlockKind.TABLE_ROW, BlockKind.QUOTE}
    told = [block["text"] for block in truth["blocks"]]
    return told + [block.text for block in blocks if block.kind in beside]


def _sample(text: str, texts: Sequence[str], half: str, weight: float) -> Sample | None:
    lines = normalise(text).split("\n")
    pieces = read_lines(lines)
    labels = _labels(pieces, texts)
    if labels is None:
        return None
    inner = core(pieces)
    headline = find_headline(pieces, inner[0], inner) if inner else -1
    values = features(pieces, breaks(lines, pieces), inner, headline)
    words = [len(piece.text.split()) for piece in pieces]
    return Sample(half, np.array(values), np.array(labels), np.array(words, float), weight)


def _pairs(text: str) -> Counter[tuple[str, ...]]:
    found = re.findall(r"\w+", text.casefold())
    return Counter(pairwise(found))


def _labels(pieces: Sequence[Piece], texts: Sequence[str]) -> list[float] | None:
    """Return 1.0 for each line of the article, 0.0 for the others; ``None`` for a tiny article."""
    keys = {letters(text) for text in texts} - {""}
    known = _pairs("\n".join(texts))
    labels = []
    for piece in pieces:
        key, pairs = letters(piece.text), _pairs(piece.text)
        shared = sum((pairs & known).values())
        long = len(key) > 25 and shared >= _WORDS_RIGHT * max(1, sum(pairs.values()))  # noqa: PLR2004
        labels.append(float(key in keys or long))
    body = [i for i, piece in enumerate(pieces) if labels[i] and len(letters(piece.text)) > 60]  # noqa: PLR2004
    if len(body) < 3:  # noqa: PLR2004
        return None
    for index, piece in enumerate(pieces):  # labels such as "Politik" come back in menus
        if not body[0] - 4 <= index <= body[-1] + 6 and len(letters(piece.text)) < 60:  # noqa: PLR2004
            labels[index] = 0.0
    return labels


def fit(data: Sequence[Sample], *, prose: bool) -> Array:
    """Return the weights for lines of prose, or for the others."""
    values, labels, weights = [], [], []
    for sample in data:
        inside = np.flatnonzero(sample.labels)
        near = slice(max(0, int(inside[0]) - _ABOVE), int(inside[-1]) + _BELOW)
        kept = _is_prose(sample.values[near]) == prose
        size = np.log2(2 + sample.words[near])
        values.append(sample.values[near][kept])
        labels.append(sample.labels[near][kept])
        weights.append((size * sample.weight / np.sqrt(size.sum()))[kept])
    x, y, w = np.concatenate(values), np.concatenate(labels), np.concatenate(weights)
    w /= w.mean()
    found = np.zeros(x.shape[1])
    for _ in range(_STEPS):
        p = 1 / (1 + np.exp(-x @ found))
        slope = x.T @ (w * (p - y)) + _PENALTY * found
        bend = (x.T * (w * p * (1 - p))) @ x + _PENALTY * np.eye(len(found))
        found -= np.linalg.solve(bend, slope)
    return found


def _is_prose(values: Array) -> NDArray[np.bool_]:
    columns = [NAMES.index("long prose"), NAMES.index("short prose")]
    return np.asarray(values[:, columns].sum(axis=1) > 0)


def words_right(data: Sequence[Sample], weights: Mapping[str, Array]) -> tuple[float, float]:
    """Return precision and recall of the lines with log-odds above 0, by words."""
    right = said = wanted = 0.0
    for sample in data:
        prose = _is_prose(sample.values)
        odds = np.where(prose, sample.values @ weights["prose"], sample.values @ weights["other"])
        chosen = odds > 0
        right += float((sample.words * sample.labels)[chosen].sum())
        said += float(sample.words[chosen].sum())
        wanted += float((sample.words * sample.labels).sum())
    return right / max(1.0, said), right / max(1.0, wanted)


def module(weights: Mapping[str, Array], figures: str) -> str:
    """Return the source of ``line_weights.py``."""
    lines = [
        '"""Weights of the features of a line; written by ``python -m benchmarks.run_of_prose``.',
        "",
        *figures.splitlines(),
        '"""',
        "",
        "from __future__ import annotations",
        "",
        "from collections.abc import Mapping",
        "",
        "WEIGHTS: Mapping[str, Mapping[str, float]] = {",
    ]
    for kind, values in weights.items():
        lines.append(f'    "{kind}": {{')
        lines += [
            f'        "{name}": {value:.2f},' for name, value in zip(NAMES, values, strict=True)
        ]
        lines.append("    },")
    return "\n".join([*lines, "}", ""])


def main() -> int:
    """Fit, print the figures of both halves, and write the weights if asked to."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    for name in ("clean", "clean2", "news"):
        parser.add_argument(f"--{name}", type=Path, default=SHARED / name / "pages.tar.xz")
    parser.add_argument(
        "--write", action="store_true", help="write translator/clean/line_weights.py"
    )
    chosen = parser.parse_args()
    paths = {name: getattr(chosen, name) for name in ("clean", "clean2", "news")}
    missing = [str(path) for path in paths.values() if not path.exists()]
    if missing:
        print(f"pages are not there: {', '.join(missing)}", file=sys.stderr)
        return 0
    data = list(samples(paths))
    learnt = [sample for sample in data if sample.half == "a"]
    weights = {kind: fit(learnt, prose=kind == "prose") for kind in ("prose", "other")}
    figures = []
    for half in "ab":
        part = [sample for sample in data if sample.half == half]
        precision, recall = words_right(part, weights)
        figures.append(
            f"Half {half}, {len(part)} texts: {precision:.3f} of the words in lines with log-odds "
            f"above 0 are the article's,\n{recall:.3f} of its words are in them."
        )
    print("\n".join(figures))
    if chosen.write:
        TARGET.write_text(module(weights, "\n".join(figures)), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
