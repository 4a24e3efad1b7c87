"""What the model itself writes, and what that costs: the data of :mod:`training.risk`.

Every sentence is translated into a few hypotheses by the package as users have it. A hypothesis costs how far it is from
the references (several, where the corpora have the same German more than once), and more for a word that is none, for
each lost name and each lost number. Writes ``WORK/candidates.npz``. Needs CTranslate2, sacrebleu and simplemma.
"""

from __future__ import annotations

import multiprocessing
import random
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from training.corpora import Pair, held_out, read_all
from training.decode import Decoder
from training.measures import copied_names, found_names, long_words, numbers_lost
from training.package import read_package
from training.pieces import UNKNOWN, TargetPieces, plain_quotes
from training.settings import Risk, Settings, load, parser, work_folder

_CHUNK = 200  # sentences that are translated at once
_SEEN = 2  # what the English of the corpora has so often is a word, whatever the dictionary says


@dataclass(frozen=True)
class Sentence:
    """A German sentence and its translations in the corpora, that of the corpus it was drawn from first."""

    source: str
    references: tuple[str, ...]


@dataclass(frozen=True)
class Candidates:
    """A sentence in pieces: ``texts[0]`` is the reference, which costs nothing; the others are hypotheses."""

    source: list[int]
    texts: list[list[int]]
    costs: list[float]


def drawn(corpora: dict[str, list[Pair]], risk: Risk) -> list[Sentence]:
    """Return the sentences that take part, shuffled."""
    draw = random.Random(risk.seed)
    references: dict[str, list[str]] = defaultdict(list)
    for listed in corpora.values():
        for source, target in listed:
            references[source].append(plain_quotes(target))
    found: dict[str, Sentence] = {}
    for name, most in risk.sources.items():
        listed = list(corpora.get(name, []))
        draw.shuffle(listed)
        for source, target in listed[:most]:
            every = dict.fromkeys([plain_quotes(target), *references[source]])
            found.setdefault(source, Sentence(source, tuple(every)))
    sentences = list(found.values())
    draw.shuffle(sentences)
    return sentences


def words_of(corpora: dict[str, list[Pair]]) -> frozenset[str]:
    """Return the long English words in lower case that the corpora have more than once."""
    counts = Counter(
        w for listed in corpora.values() for _, english in listed for w in long_words(english)
    )
    return frozenset(word for word, count in counts.items() if count >= _SEEN)


class Cost:
    """What a hypothesis costs, 0 to 1 and more."""

    def __init__(self, known: Callable[[str], bool], wrong: float) -> None:
        """``known`` tells a word of the language, ``wrong`` is the cost of one mistake that is counted."""
        from sacrebleu.metrics.bleu import BLEU
        from sacrebleu.metrics.chrf import CHRF

        self.known, self.wrong = known, wrong
        self.bleu, self.chrf = BLEU(effective_order=True), CHRF()

    def __call__(self, sentence: Sentence, text: str) -> float:
        """Return one less the mean of BLEU and chrF, and ``wrong`` for each mistake."""
        references = list(sentence.references)
        alike = (
            self.bleu.sentence_score(text, references).score
            + self.chrf.sentence_score(text, references).score
        )
        return 1 - alike / 200 + self.wrong * self.mistakes(sentence, text)

    def mistakes(self, sentence: Sentence, text: str) -> int:
        """Count words that are none, and names and numbers of the source that are lost."""
        there = {w for t in (sentence.source.lower(), *sentence.references) for w in long_words(t)}
        invented = sum(w not in there and not self.known(w) for w in set(long_words(text)))
        lost = copied_names(sentence.source, sentence.references[0]) - found_names(text)
        numbers = len(numbers_lost(sentence.source, text)) - len(
            numbers_lost(sentence.source, sentence.references[0])
        )
        return invented + len(lost) + max(numbers, 0)


def chosen(hypotheses: Sequence[tuple[list[int], float]], kept: int) -> list[int]:
    """Return which of the hypotheses (pieces, cost) are kept: the first, the worst, and the best ones."""
    order = sorted(range(len(hypotheses)), key=lambda i: (hypotheses[i][1], i))
    return list(dict.fromkeys([0, order[0], order[-1], *order]))[:kept]


class Translating:
    """Makes candidates with the parent package; one for each process."""

    def __init__(self, settings: Settings, risk: Risk, words: frozenset[str]) -> None:
        """Load the package.

        Raises:
            OSError: it cannot be read.
        """
        from simplemma import is_known

        self.risk = risk
        target = settings.languages.target
        parent = read_package(settings.paths.parent)
        self.pieces = TargetPieces(parent.sentencepiece, settings.paths.target_spm, parent.pieces)
        self.decoder = Decoder(settings.paths.parent)
        self.penalty = settings.export.length_penalty
        self.cost = Cost(lambda word: word in words or is_known(word, lang=target), risk.wrong)

    def __call__(self, sentences: Sequence[Sentence]) -> list[Candidates]:
        """Return the candidates of those sentences that teach something."""
        cut = [self.pieces.source.encode(s.source, out_type=str) for s in sentences]
        found = self.decoder.model.translate_batch(
            cut,
            max_batch_size=1024,
            batch_type="tokens",
            beam_size=self.risk.beam,
            num_hypotheses=self.risk.beam,
            length_penalty=self.penalty,
            max_decoding_length=200,
        )
        made = (self._of(s, list(f.hypotheses)) for s, f in zip(sentences, found, strict=True))
        return [candidates for candidates in made if candidates is not None]

    def _of(self, sentence: Sentence, hypotheses: list[list[str]]) -> Candidates | None:
        reference = self.pieces.encode(sentence.references[0], sentence.source)
        scored = []
        for pieces in hypotheses:
            text = "".join(pieces).replace("▁", " ").strip()
            scored.append(
                ([self.pieces.ids.get(p, UNKNOWN) for p in pieces], self.cost(sentence, text))
            )
        costs = [cost for _, cost in scored]
        if not reference or UNKNOWN in reference or max(costs) - min(costs) < self.risk.spread:
            return None
        kept = [scored[i] for i in chosen(scored, self.risk.kept)]
        return Candidates(
            self.pieces.source.encode(sentence.source),
            [reference, *(pieces for pieces, _ in kept)],
            [0.0, *(cost for _, cost in kept)],
        )

    def fits(self, sentence: Sentence) -> bool:
        """Tell whether a sentence has as many pieces as the settings allow."""
        return (
            self.risk.fewest <= len(self.pieces.source.encode(sentence.source)) <= self.risk.pieces
        )


def arrays(found: Sequence[Candidates]) -> dict[str, np.ndarray]:
    """Return the arrays of ``candidates.npz``.

    ``source`` and ``target`` are flat uint16 piece ids; ``source_length`` int32 counts the pieces of each sentence,
    ``target_length`` those of each text; ``texts`` int32 the texts of each sentence, the reference first; ``cost``
    float32 is what each text costs.
    """
    texts = [text for one in found for text in one.texts]
    return {
        "source": np.array([p for one in found for p in one.source], np.uint16),
        "source_length": np.array([len(one.source) for one in found], np.int32),
        "target": np.array([p for text in texts for p in text], np.uint16),
        "target_length": np.array([len(text) for text in texts], np.int32),
        "texts": np.array([len(one.texts) for one in found], np.int32),
        "cost": np.array([cost for one in found for cost in one.costs], np.float32),
    }


_worker: list[Translating] = []


def _start(settings: Settings, risk: Risk, words: frozenset[str]) -> None:
    _worker.append(Translating(settings, risk, words))


def _work(sentences: Sequence[Sentence]) -> list[Candidates]:
    return _worker[0]([s for s in sentences if _worker[0].fits(s)])


def run(settings: Settings, risk: Risk, processes: int) -> None:
    """Translate, weigh and write.

    Raises:
        OSError: the package or the corpora cannot be read.
    """
    started = time.monotonic()
    corpora = read_all(settings.paths.corpora, settings.data, held_out(settings.paths.development))
    sentences = drawn(corpora, risk)
    chunks = [sentences[at : at + _CHUNK] for at in range(0, len(sentences), _CHUNK)]
    found: list[Candidates] = []
    start = partial(_start, settings, risk, words_of(corpora))
    with multiprocessing.Pool(processes, start) as pool:
        for number, made in enumerate(pool.imap(_work, chunks), 1):
            found += made
            if number % 5 == 0 or number == len(chunks):
                seconds = time.monotonic() - started
                print(
                    f"{number * _CHUNK} of {len(sentences)} sentences, {len(found)} kept, {seconds:.0f} s",
                    flush=True,
                )
    content: dict[str, Any] = arrays(found)
    np.savez(work_folder(settings) / "candidates.npz", **content)


def main() -> None:
    """Run the step from the command line."""
    arguments = parser(__doc__)
    arguments.add_argument("--processes", type=int, default=2, help="of one thread each")
    chosen = arguments.parse_args()
    settings = load(chosen.settings, chosen.changes)
    if settings.risk is None:
        raise SystemExit("the settings have no [risk]: take training/settings.toml as a model")
    run(settings, settings.risk, chosen.processes)


if __name__ == "__main__":
    main()
