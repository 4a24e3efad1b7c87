"""Argos packages as engines: the package's own tokenizer and its CTranslate2 model, in batches.

This is the only module that imports argostranslate, sentencepiece or ctranslate2. Packages with
a SentencePiece model, which is nearly all, need nothing of argostranslate: two distributions have a
module of this name, and installing or removing either breaks the other's. Only packages with a BPE
model take its tokenizer, and no more: importing its settings creates folders in the user's home.

What a sentence becomes does not depend on its neighbours: int8 arithmetic in a padded batch
gives other scores, and with them other words in 3 to 7 % of sentences, so only inputs with
equal numbers of pieces share a batch. That is bit for bit the result of one at a time.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any

from translator.engines.batches import WORKERS, Job, Output, by_shape
from translator.engines.border import border
from translator.engines.covered import Covered
from translator.engines.parts import Part, put_together, take_apart
from translator.engines.protocol import Hypothesis
from translator.engines.soundness import in_circles, torn
from translator.engines.spelling import Spelled, calmed, spell, tight
from translator.engines.vocabulary import (
    join_pieces,
    names_bytes,
    read_vocabulary,
    segmenter,
)
from translator.errors import EngineError
from translator.markup.verbatim import verbatim
from translator.models.converted import SHARED_PIECES, SOURCE_PIECES, TARGET_PIECES
from translator.models.package import Package
from translator.settings import Decoding

BEHAVIOUR = 5  # raise it when this module changes what comes out for the same model
# Source pieces one call of the model may have. Cut at 50 instead, the 56 longest sentences of two
# news sets lose 2.3 BLEU with starter 0.2.
LONGEST = 120
POSITIONS = 500  # pieces a model can count to; some end at 512
_HINT = "install the model again with `translator models install`, or the program with pip"
_SPOKEN_AS = {"pb": "pt", "zt": "zh-hant"}  # what glossaries call the languages Argos calls so


@dataclass(frozen=True, slots=True)
class _Loaded:
    """A package in memory; ``known`` are the source pieces that spell more than a byte."""

    model: Any
    tokenizer: Any
    sentencepiece: bool
    known: frozenset[str]
    targets: tuple[str, ...]
    joint: frozenset[str]
    speaker: Any = None  # divides target text, where the model has pieces of its own for it


@dataclass(frozen=True, slots=True)
class Care:
    """A way of searching that avoids loops: ``ngram`` pieces in a row never come twice."""

    penalty: float
    ngram: int


# The second breaks numbers ("360,000 to 400,000" repeats pieces), so it is the last resort.
CARE = (Care(penalty=1.1, ngram=5), Care(penalty=1.3, ngram=3))


class ArgosEngine:
    """Translates with one Argos package; the model is loaded at the first use, once.

    Safe to use from several threads.
    """

    def __init__(self, package: Package, decoding: Decoding | None = None) -> None:
        self.package = package
        self.source = package.source
        self.target = _SPOKEN_AS.get(package.target, package.target)
        self.starter = package.starter
        self._decoding = decoding or Decoding()
        self._lock = threading.Lock()
        self._spelled: dict[str, bool] = {}
        self._memory: _Loaded | None = None

    @property
    def name(self) -> str:
        """Return a name for people: ``argos de-en 1.0``, ``CTranslate2 opus-mt-de-en``."""
        if self.package.converted:
            return f"CTranslate2 {self.package.converted}"
        kind = "starter" if self.starter else "argos"
        return f"{kind} {self.source}-{self.target} {self.package.version}"

    @cached_property
    def signature(self) -> str:
        """Return a digest of everything that decides what comes out."""
        major = version("ctranslate2").split(".")[0]
        told = f"argos {BEHAVIOUR} {self.package.digest} {self._decoding!r} ctranslate2 {major}"
        return hashlib.sha256(told.encode()).hexdigest()[:16]

    def translate(self, sentences: Sequence[str]) -> list[str]:
        """Translate each sentence; see ``Engine``."""
        return [best.text for best in self.translate_scored(sentences)]

    def translate_scored(self, sentences: Sequence[str]) -> list[Hypothesis]:
        """Translate each sentence and say how likely that is; see ``ScoringEngine``."""
        return [best[0] for best in self.alternatives(sentences, 1)]

    def alternatives(self, sentences: Sequence[str], count: int) -> list[list[Hypothesis]]:
        """Return up to ``count`` different hypotheses per sentence, best first, at least one."""
        with border(self.name, _HINT):
            found = self._search(sentences, count)
            for i, (sentence, hypotheses) in enumerate(zip(sentences, found, strict=True)):
                keep = verbatim(sentence)
                if any(text not in hypotheses[0].text for text in keep):
                    found[i] = self._keeping(sentence, keep, count)
            return found

    def _keeping(self, sentence: str, keep: list[str], count: int) -> list[Hypothesis]:
        """Find hypotheses that have the texts to keep, with names in their place or taken apart."""
        if covered := Covered.of(sentence, keep):
            found = self._search([covered.text], count)[0]
            kept = [(h, covered.uncover(h.text)) for h in found]
            if kept[0][1]:
                return [Hypothesis(text, h.score) for h, text in kept if text]
        return self._search([sentence], count, keep)[0]

    def complete(self, sentences: Sequence[str], prefixes: Sequence[str]) -> list[str]:
        """Decode each sentence behind its prefix; the prefix comes back as it was given.

        The word the prefix ends with is complete: no letter is put right behind it, unless the
        model knows no other way. Texts that must not change stay whole where that can be had.
        """
        with border(self.name, _HINT):
            return self._completed(sentences, prefixes)

    def _completed(self, sentences: Sequence[str], prefixes: Sequence[str]) -> list[str]:
        """Complete sentences with texts to keep covered, and without where that fails."""
        covers = [Covered.of(sentence, verbatim(sentence)) for sentence in sentences]
        read = [c.text if c else s for c, s in zip(covers, sentences, strict=True)]
        given = [c.cover(p) if c else p for c, p in zip(covers, prefixes, strict=True)]
        found = self._complete(read, given)
        targets = [c.uncover(t) if c else t for c, t in zip(covers, found, strict=True)]
        broken = [i for i, target in enumerate(targets) if not target]
        bare = self._complete([sentences[i] for i in broken], [prefixes[i] for i in broken])
        for i, target in zip(broken, bare, strict=True):
            targets[i] = target
        return targets

    def _complete(self, sentences: Sequence[str], prefixes: Sequence[str]) -> list[str]:
        """Complete sentences as they are."""
        spelled = [self._spell(sentence) for sentence in sentences]
        heads = [prefix.rstrip() for prefix in prefixes]
        given = [calmed(h) if s.shouted else h for h, s in zip(heads, spelled, strict=True)]
        parted = [self._parts(s.text) for s in spelled]
        whole = [i for i, parts in enumerate(parted) if len(parts) == 1 and not parts[0].copy]
        behind = self._behind([parted[i][0].text for i in whole], [given[i] for i in whole])
        targets = dict(zip(whole, behind, strict=True))
        for i, parts in enumerate(parted):
            if i not in targets:
                targets[i] = self._behind_parts(parts, given[i])
        return [
            heads[i] + spelled[i].restore(targets[i][len(given[i]) :])
            for i in range(len(sentences))
        ]

    def score(self, sentences: Sequence[str], targets: Sequence[str]) -> list[float]:
        """Return the mean log-probability per piece, the end of the sentence included."""

        def run(batch: list[Job]) -> list[float]:
            results = self._loaded.model.score_batch(
                [list(job.source) for job in batch], [list(job.prefix) for job in batch]
            )
            return [sum(r.log_probs) / max(len(r.log_probs), 1) for r in results]

        with border(self.name, _HINT):
            jobs = [
                # What is beyond the model's reach is left out of the mean.
                Job(
                    self._source(self._spell(sentence).text)[:POSITIONS],
                    self._prefix(target)[:POSITIONS],
                )
                for sentence, target in zip(sentences, targets, strict=True)
            ]
            return by_shape(jobs, run)

    def _search(
        self, sentences: Sequence[str], count: int, keep: Sequence[str] = ()
    ) -> list[list[Hypothesis]]:
        """Find hypotheses for sentences, each taken apart, all parts decoded together."""
        spelled = [self._spell(sentence, keep) for sentence in sentences]
        parted = [self._parts(s.text, keep) for s in spelled]
        jobs = [
            Job(self._source(part.text), self._prefix(""))
            for parts in parted
            for part in parts
            if not part.copy
        ]
        outputs = iter(self._decode(jobs, count))
        found = []
        for sentence, parts in zip(spelled, parted, strict=True):
            decoded = [next(outputs) for part in parts if not part.copy]
            found.append(self._hypotheses(parts, decoded, sentence))
        return found

    def _hypotheses(
        self, parts: list[Part], decoded: list[list[Output]], sentence: Spelled
    ) -> list[Hypothesis]:
        """Join the parts' first outputs, then their second ones, and so on."""
        best: dict[str, float] = {}
        for rank in range(max((len(outputs) for outputs in decoded), default=1)):
            chosen = [outputs[min(rank, len(outputs) - 1)] for outputs in decoded]
            texts = [tight(self._text(output.pieces).strip()) for output in chosen]
            target = sentence.restore(put_together(parts, texts))
            score = sum(output.score for output in chosen) / max(len(chosen), 1)
            best.setdefault(target, score)
        return [Hypothesis(text, score) for text, score in best.items()]

    def _behind(self, texts: Sequence[str], prefixes: Sequence[str]) -> list[str]:
        """Decode whole texts behind prefixes without a blank at the end."""
        jobs = [
            Job(self._source(text), self._prefix(prefix)[:POSITIONS])
            for text, prefix in zip(texts, prefixes, strict=True)
        ]
        targets = [
            prefix + self._text(outputs[0].pieces)
            for prefix, outputs in zip(prefixes, self._decode(jobs, 1), strict=True)
        ]
        broken = [i for i, prefix in enumerate(prefixes) if torn(targets[i], prefix)]
        for i, outputs in zip(
            broken, self._decode([jobs[i] for i in broken], 8, fork=True), strict=True
        ):
            candidates = (prefixes[i] + self._text(output.pieces) for output in outputs)
            targets[i] = next((c for c in candidates if not torn(c, prefixes[i])), targets[i])
        return targets

    def _behind_parts(self, parts: list[Part], prefix: str) -> str:
        """Decode the part of a sentence that the prefix ends in; the parts behind it follow."""
        texts = [part.text for part in parts if not part.copy]
        decoded = self._decode([Job(self._source(t), self._prefix("")) for t in texts], 1)
        supply = (self._text(outputs[0].pieces).strip() for outputs in decoded)
        targets = [part.text if part.copy else next(supply) for part in parts]
        at = end = 0
        for number, part in enumerate(parts):
            found = prefix.find(targets[number], end)
            if found >= 0 and (part.copy or not prefix[end:found].strip()):
                at, end = number + 1, found + len(targets[number])
        while at < len(parts) and parts[at].copy:
            at += 1
        if at == len(parts):
            return prefix
        rest = prefix[end:].lstrip()
        head = prefix[: len(prefix) - len(rest)]
        if at and not rest:
            head += parts[at - 1].tail
        behind = self._behind([parts[at].text], [rest])[0].strip()
        return head + put_together(
            parts[at:],
            [
                behind,
                *(t for t, p in zip(targets[at + 1 :], parts[at + 1 :], strict=True) if not p.copy),
            ],
        )

    def _decode(self, jobs: list[Job], count: int, *, fork: bool = False) -> list[list[Output]]:
        """Decode jobs; what came out empty or in circles is decoded again with more care.

        ``fork`` asks for ``count`` different pieces right behind the prefix.
        """
        outputs = by_shape(jobs, lambda batch: self._run(batch, count, fork=fork))
        for i, job in enumerate(jobs):
            if _faulty(outputs[i][0], job):
                outputs[i] = self._carefully(job, count)
        return outputs

    def _carefully(self, job: Job, count: int) -> list[Output]:
        """Decode a job with ever more distaste for repetition, as little as its output needs."""
        for care in CARE:
            outputs = self._run([job], max(count, self._decoding.beam), care=care)[0]
            sound = [output for output in outputs if not _faulty(output, job)]
            if sound:
                return sound[:count]
        return outputs[:count]

    def _run(
        self, batch: list[Job], count: int, *, fork: bool = False, care: Care | None = None
    ) -> list[list[Output]]:
        """Decode jobs of one shape; only pieces behind the prefix come back."""
        decoding, (length, given) = self._decoding, batch[0].shape
        results = self._loaded.model.translate_batch(
            [list(job.source) for job in batch],
            target_prefix=[list(job.prefix) for job in batch] if given else None,
            beam_size=max(decoding.beam, 1 if fork else count),
            num_hypotheses=count,
            return_alternatives=fork,
            length_penalty=decoding.length_penalty,
            repetition_penalty=max(decoding.repetition_penalty, care.penalty if care else 1.0),
            no_repeat_ngram_size=care.ngram if care else 0,
            max_decoding_length=min(given + _room(length), POSITIONS + 5),
            disable_unk=True,
            return_scores=True,
        )
        exponent = decoding.length_penalty - 1.0
        return [
            [
                Output(tuple(pieces[given:]), score * (len(pieces) + 1) ** exponent)
                for pieces, score in zip(result.hypotheses, result.scores, strict=True)
            ]
            for result in results
        ]

    def _parts(self, sentence: str, keep: Sequence[str] = ()) -> list[Part]:
        return take_apart(
            sentence, self._spells, lambda text: len(self._encode(text)), LONGEST, keep
        )

    def _spell(self, sentence: str, keep: Sequence[str] = ()) -> Spelled:
        return spell(sentence, self._spells, self.source.split("-")[0], keep)

    def _spells(self, character: str) -> bool:
        """Say whether the model read the character in training, not just its bytes."""
        known = self._spelled.get(character)
        if known is None:
            pieces = self._encode(character)
            known = all(piece in self._loaded.known for piece in pieces)
            self._spelled[character] = known
        return known

    def _encode(self, text: str) -> tuple[str, ...]:
        return tuple(self._loaded.tokenizer.encode(text)) if text else ()

    def _source(self, text: str) -> tuple[str, ...]:
        """Return the pieces of a source text with those that the package wants around it."""
        package = self.package
        return tuple(
            filter(None, (package.source_prefix, *self._encode(text), package.source_suffix))
        )

    def _prefix(self, target: str) -> tuple[str, ...]:
        """Return the pieces of target text, behind the piece the package wants in front."""
        start = (self.package.target_prefix,) if self.package.target_prefix else ()
        if self._loaded.speaker is not None:
            return start + tuple(self._loaded.speaker.encode(target) if target else ())
        pieces = self._encode(target)
        if not self._loaded.joint.issuperset(pieces):
            pieces = tuple(segmenter(self._loaded.targets).encode(target))
        return start + pieces

    def _text(self, pieces: Sequence[str]) -> str:
        """Return the text of target pieces; a blank in front says that a new word begins."""
        if self._loaded.sentencepiece:
            return join_pieces(pieces)
        text = str(self._loaded.tokenizer.decode(list(pieces)))
        return text if text.startswith(tuple(".,;:!?)]'’%")) else f" {text}"

    @property
    def _loaded(self) -> _Loaded:
        """Load the package at the first use."""
        with self._lock:
            if self._memory is None:
                with border(self.name, _HINT):
                    self._memory = _load(self.package)
            return self._memory


def _load(package: Package) -> _Loaded:
    """Load model and tokenizer of a package.

    Batches run side by side, each on one thread: these models are too small to share one.
    """
    import ctranslate2

    model = ctranslate2.Translator(
        str(package.path / "model"), device="cpu", inter_threads=WORKERS, intra_threads=1
    )
    own = package.path / SOURCE_PIECES
    pieces = own if own.is_file() else package.path / SHARED_PIECES
    sentencepiece = pieces.is_file()
    tokenizer = _SentencePiece(pieces) if sentencepiece else _bpe(package)
    speaker = _SentencePiece(package.path / TARGET_PIECES) if own.is_file() else None
    sources = read_vocabulary(package.path / "model", "source")
    targets = read_vocabulary(package.path / "model", "target")
    joint = frozenset(targets) if sources == targets else frozenset()
    known = frozenset(piece for piece in sources if not piece.startswith("<0x"))
    tokenizer.encode("a")
    return _Loaded(model, tokenizer, sentencepiece, known, targets, joint, speaker)


class _SentencePiece:
    """Divides source text into pieces; ``join_pieces`` joins target pieces."""

    def __init__(self, file: Path) -> None:
        from sentencepiece import SentencePieceProcessor

        self._processor = SentencePieceProcessor(model_file=str(file))

    def encode(self, text: str) -> list[str]:
        """Return the pieces of a text."""
        pieces: list[str] = self._processor.encode(text, out_type=str)
        return pieces


def _bpe(package: Package) -> Any:
    """Return the tokenizer of an older package, from either distribution of Argos Translate."""
    try:
        from argostranslate.tokenizer import BPETokenizer

        tokenizer = BPETokenizer(package.path / "bpe.model", package.source, package.target)
        tokenizer.encode("a")  # imports the rest of what it needs
    except ImportError as error:
        raise EngineError(
            f"its tokenizer needs Argos Translate, and that cannot be imported: {error}",
            path=package.path,
            hint="install it again with `pip install --force-reinstall --no-deps "
            "argos-translate-lt`, or a newer model with `translator models update`",
        ) from error
    return tokenizer


def _room(length: int) -> int:
    """Return how many pieces a target may have; no sound translation is three times as long."""
    return min(3 * length + 20, POSITIONS)


def _faulty(output: Output, job: Job) -> bool:
    """Say whether an output is empty, endless, goes in circles or spells out the names of bytes."""
    if not join_pieces(output.pieces).strip() or names_bytes(output.pieces):
        return True
    if len(output.pieces) >= _room(len(job.source)):
        return True
    return in_circles(output.pieces) and not in_circles(job.source)
