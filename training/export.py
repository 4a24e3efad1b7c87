"""Step 5, export: weights to an Argos package (CTranslate2, int8), with its zip beside it.

Writes ``WORK/PAIR/`` and ``WORK/PAIR.argosmodel`` (``de_en``). Needs ctranslate2, which a machine with a
GPU often lacks: run this step elsewhere, on the weights that came back.
"""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import sentencepiece
import torch
from torch import Tensor

from training.model import MAX_POSITIONS, Shape, sinusoids
from training.package import read_package
from training.pieces import written
from training.quantise import matrices, multiply_alike
from training.settings import Languages, Settings, load, parser

# A fixed date in the archive: the same weights make the same bytes.
_DATE = (2026, 1, 1, 0, 0, 0)


class _Writer:
    """Puts our weights where CTranslate2's specification wants them."""

    def __init__(self, weights: dict[str, Tensor]) -> None:
        self.weights = weights

    def array(self, name: str) -> np.ndarray:
        return self.weights[name].detach().float().numpy()

    def linear(self, spec: Any, *names: str) -> None:
        """CTranslate2 stacks the projections of one input."""
        spec.weight = np.concatenate([self.array(f"{n}.weight") for n in names])
        spec.bias = np.concatenate([self.array(f"{n}.bias") for n in names])

    def norm(self, spec: Any, name: str) -> None:
        spec.gamma, spec.beta = self.array(f"{name}.weight"), self.array(f"{name}.bias")

    def layer(self, spec: Any, name: str, *, cross: bool) -> None:
        own = f"{name}.attention"
        self.linear(spec.self_attention.linear[0], f"{own}.query", f"{own}.key", f"{own}.value")
        self.linear(spec.self_attention.linear[1], f"{own}.output")
        self.norm(spec.self_attention.layer_norm, f"{name}.attention_norm")
        if cross:
            other = f"{name}.cross"
            self.linear(spec.attention.linear[0], f"{other}.query")
            self.linear(spec.attention.linear[1], f"{other}.key", f"{other}.value")
            self.linear(spec.attention.linear[2], f"{other}.output")
            self.norm(spec.attention.layer_norm, f"{name}.cross_norm")
        self.linear(spec.ffn.linear_0, f"{name}.inner")
        self.linear(spec.ffn.linear_1, f"{name}.outer")
        self.norm(spec.ffn.layer_norm, f"{name}.outer_norm")


def specification(shape: Shape, weights: dict[str, Tensor]) -> Any:
    """Return the CTranslate2 specification of a model, without its vocabularies."""
    from ctranslate2.specs import TransformerSpec, common_spec

    spec: Any = TransformerSpec.from_config(
        (shape.encoder_layers, shape.decoder_layers),
        shape.heads,
        pre_norm=False,
        activation=common_spec.Activation.RELU,
    )
    writer = _Writer(weights)
    positions = sinusoids(MAX_POSITIONS, shape.width).numpy()
    for side, name in ((spec.encoder, "source"), (spec.decoder, "target")):
        found = side.embeddings
        embedding = found[0] if isinstance(found, list) else found
        embedding.weight = writer.array(f"{name}.weight")
        side.position_encodings.encodings = positions
        side.scale_embeddings = True
    spec.decoder.start_from_zero_embedding = True
    spec.decoder.projection.weight = writer.array("target.weight")
    spec.decoder.projection.bias = writer.array("bias")
    for number, layer in enumerate(spec.encoder.layer):
        writer.layer(layer, f"encoder.{number}", cross=False)
    for number, layer in enumerate(spec.decoder.layer):
        writer.layer(layer, f"decoder.{number}", cross=True)
    return spec


def write_model(
    folder: Path, checkpoint: dict[str, Any], sources: list[str], quantization: str
) -> None:
    """Write ``model.bin``, its configuration and vocabularies into ``folder``."""
    spec = specification(Shape(**checkpoint["shape"]), checkpoint["weights"])
    spec.register_source_vocabulary(sources)
    spec.register_target_vocabulary(list(checkpoint["vocabulary"]))
    config = spec.config
    config.add_source_eos = True
    config.eos_token = "</s>"  # noqa: S105 - a piece, no password
    config.decoder_start_token = config.eos_token
    config.bos_token, config.unk_token = "<s>", "<unk>"
    spec.validate()
    exact = matrices(spec)
    spec.optimize(quantization=quantization)
    multiply_alike(spec, exact)
    folder.mkdir(parents=True)
    spec.save(str(folder))


def pack(folder: Path, archive: Path) -> None:
    """Zip a package folder, the folder's name included, as Argos expects it."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as zipped:
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            entry = zipfile.ZipInfo(path.relative_to(folder.parent).as_posix(), _DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            zipped.writestr(entry, path.read_bytes())


def metadata(languages: Languages) -> str:
    """Return the ``metadata.json`` of a package, as Argos expects it."""
    content = {
        "package_version": languages.version,
        "argos_version": "1.9",
        "from_code": languages.source,
        "from_name": languages.source_name,
        "to_code": languages.target,
        "to_name": languages.target_name,
        "links": [],
    }
    return json.dumps(content, indent=1) + "\n"


def without_dead_pieces(saved: dict[str, Any]) -> dict[str, Any]:
    """Return a checkpoint less the target pieces that are never written."""
    kept = written(saved["vocabulary"])
    weights = dict(saved["weights"])
    for name in ("target.weight", "bias"):
        weights[name] = weights[name][kept]
    shape = {**saved["shape"], "target_vocabulary": len(kept)}
    return {
        **saved,
        "weights": weights,
        "shape": shape,
        "vocabulary": [saved["vocabulary"][i] for i in kept],
    }


def run(settings: Settings, checkpoint: Path) -> Path:
    """Export a checkpoint and return the path of the package.

    Raises:
        OSError: the checkpoint or the parent package cannot be read.
    """
    saved = torch.load(checkpoint, weights_only=True, map_location="cpu")
    saved = without_dead_pieces(saved)
    parent = read_package(settings.paths.parent)
    source = sentencepiece.SentencePieceProcessor(model_proto=parent.sentencepiece)
    sources = [source.id_to_piece(i) for i in range(source.vocab_size())]
    folder = settings.paths.work / settings.languages.pair
    shutil.rmtree(folder, ignore_errors=True)
    write_model(folder / "model", saved, sources, settings.export.quantization)
    (folder / "sentencepiece.model").write_bytes(parent.sentencepiece)
    (folder / "metadata.json").write_text(metadata(settings.languages), encoding="utf-8")
    (folder / "README.md").write_text(settings.languages.about.lstrip(), encoding="utf-8")
    archive = folder.with_suffix(".argosmodel")
    pack(folder, archive)
    print(f"{archive}: {archive.stat().st_size / 1e6:.1f} MB")
    return archive


def main() -> None:
    """Run the step from the command line."""
    arguments = parser(__doc__)
    arguments.add_argument("--checkpoint", type=Path, help="default: WORK/best.pt")
    chosen = arguments.parse_args()
    settings = load(chosen.settings, chosen.changes)
    run(settings, chosen.checkpoint or settings.paths.work / "best.pt")


if __name__ == "__main__":
    main()
