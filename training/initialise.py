"""Step 2, initialise: write WORK/start.pt, the weights training begins with.

Of the same size as the parent package, the model is the parent. Of another size it takes from the
parent what fits and starts the rest anew; see :func:`fit`.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import torch
from torch import Tensor, nn

from training.model import Layer, Shape, Translator
from training.package import Package, read_package
from training.pieces import additions
from training.settings import Model, Settings, load, parser, work_folder


def _layer_of(name: str, parent: Shape) -> str:
    """Return the parent's name for a weight; extra layers copy the parent's last one."""
    side, _, rest = name.partition(".")
    if side not in {"encoder", "decoder"}:
        return name
    number, _, rest = rest.partition(".")
    most = parent.encoder_layers if side == "encoder" else parent.decoder_layers
    return f"{side}.{min(int(number), most - 1)}.{rest}"


def with_additions(parent: Package) -> Package:
    """Return the parent with rows for the signs it lacks, each a copy of its relative's row."""
    added = additions(parent.pieces)
    where = [parent.pieces.index(piece) for piece in added.values()]
    weights = dict(parent.weights)
    for name in ("target.weight", "bias"):
        weights[name] = torch.cat([weights[name], weights[name][where]])
    # Written less often than its relative, so that the new sign does not take over.
    weights["bias"][len(parent.pieces) :] -= 2.0
    pieces = [*parent.pieces, *added]
    shape = replace(parent.shape, target_vocabulary=len(pieces))
    return replace(parent, shape=shape, weights=weights, pieces=pieces)


def fit(model: Translator, parent: Package) -> int:
    """Copy the parent's weights into the corner of the model's that they fill.

    The rest of a matrix that grew starts small, so that at first the parent's part speaks. This
    is the widening of Net2Net (Chen et al. 2016) without its exact preservation, which layer norm
    over a wider state would break anyway. Layers that the parent lacks have the weights of its last
    one, but give on what they get; see :func:`pass_on`.

    Returns:
        How many weights had to be started anew, in numbers.
    """
    fresh = 0
    with torch.no_grad():
        for name, weight in model.named_parameters():
            known: Tensor = parent.weights[_layer_of(name, parent.shape)]
            if weight.shape != known.shape:
                weight.mul_(0.5)
                fresh += weight.numel() - known.numel()
            corner = tuple(slice(0, n) for n in known.shape)
            weight[corner] = known
    pass_on(model.encoder[parent.shape.encoder_layers - 1 :])
    pass_on(model.decoder[parent.shape.decoder_layers - 1 :])
    return fresh


def pass_on(layers: nn.ModuleList) -> None:
    """Have every layer but the first give on what the first gives, nearly: its parts add nothing, its norms scale back.

    Copies as they are would do the work of one layer over again, and what the parent knows is lost: with two
    of them FLORES dev costs 5.75 nats a piece, with two that give on 1.95, without any 1.89 (LOG.md).
    """
    norm = layers[0].outer_norm
    with torch.no_grad():
        scale = (norm.weight.square().mean() + norm.bias.var(unbiased=False)).sqrt()
        shift = norm.bias.mean()
        for layer in layers[1:]:
            assert isinstance(layer, Layer)
            for part in (layer.attention.output, layer.outer, layer.cross and layer.cross.output):
                if part is not None:
                    part.weight.zero_()
                    part.bias.zero_()
            for own in (layer.attention_norm, layer.cross_norm, layer.outer_norm):
                if own is not None:
                    own.weight.fill_(scale)
                    own.bias.fill_(shift)


def run(settings: Settings) -> Path:
    """Write the starting weights and return their path.

    Raises:
        OSError: the parent package cannot be read.
        ValueError: the model is narrower than its parent.
    """
    parent = with_additions(read_package(settings.paths.parent))
    shape = _shape(settings.model, parent.shape)
    torch.manual_seed(settings.train.seed)
    model = Translator(shape)
    fresh = fit(model, parent)
    path = work_folder(settings) / "start.pt"
    content = {"shape": shape.as_dict(), "weights": model.state_dict(), "vocabulary": parent.pieces}
    torch.save(content, path)
    total = sum(p.numel() for p in model.parameters())
    print(f"{total / 1e6:.1f} M weights, {fresh / 1e6:.1f} M of them new: {path}")
    return path


def _shape(size: Model, parent: Shape) -> Shape:
    if size.width < parent.width or size.hidden < parent.hidden:
        raise ValueError("the model is narrower than its parent")
    return Shape(
        source_vocabulary=parent.source_vocabulary,
        target_vocabulary=parent.target_vocabulary,
        width=size.width,
        hidden=size.hidden,
        heads=size.heads,
        encoder_layers=size.encoder_layers,
        decoder_layers=size.decoder_layers,
    )


def main() -> None:
    """Run the step from the command line."""
    arguments = parser(__doc__).parse_args()
    run(load(arguments.settings, arguments.changes))


if __name__ == "__main__":
    main()
