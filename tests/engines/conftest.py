"""The embedded starter, and tiny models with random weights for what the starter does not have."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from translator.engines.argos import ArgosEngine
from translator.models.package import STARTER_DIR, Origin, Package, read_package
from translator.settings import Decoding

NEWS = Path(__file__).with_name("news.txt")


@pytest.fixture(scope="session")
def starter() -> Package:
    package = read_package(STARTER_DIR / "de_en", Origin.STARTER)
    assert package is not None
    return package


@pytest.fixture(scope="session")
def engine(starter: Package) -> ArgosEngine:
    return ArgosEngine(starter, Decoding())


@pytest.fixture(scope="session")
def news() -> list[str]:
    return NEWS.read_text(encoding="utf-8").splitlines()


@pytest.fixture
def random_package(tmp_path: Path) -> Callable[..., Package]:
    """Build a whole, working package around a model that has learned nothing."""

    def build(tokenizer: str, tokenizer_text: bytes, pieces: list[str], **metadata: str) -> Package:
        folder = tmp_path / "random"
        (folder / "model").mkdir(parents=True)
        _write_random_model(folder / "model", pieces)
        (folder / tokenizer).write_bytes(tokenizer_text)
        told = {"from_code": "de", "to_code": "en", "package_version": "1.0"} | metadata
        (folder / "metadata.json").write_text(json.dumps(told), encoding="utf-8")
        package = read_package(folder)
        assert package is not None
        return package

    return build


def _write_random_model(folder: Path, pieces: list[str]) -> None:
    """Save a Transformer of one layer, eight dimensions and two heads that knows ``pieces``."""
    import ctranslate2
    import numpy as np

    tokens = ["<unk>", "<s>", "</s>", *pieces]
    width = {"embeddings": (len(tokens), 8), "projection": (len(tokens), 8)}
    inner = {"self_attention/linear_0": (24, 8), "attention/linear_1": (16, 8)}
    inner |= {"ffn/linear_0": (16, 8), "ffn/linear_1": (8, 16)}
    random = np.random.default_rng(7)
    spec = ctranslate2.specs.TransformerSpec.from_config(1, 2)
    for name, value in spec.variables().items():
        if value is not None:
            continue
        *path, attribute = name.split("/")
        layer = spec
        for step in path:
            stem, _, number = step.rpartition("_")
            layer = (
                getattr(layer, stem)[int(number)]
                if number.isdigit() and not hasattr(layer, step)
                else getattr(layer, step)
            )
        known = inner.get("/".join(path[-2:])) or width.get(path[-1].removesuffix("_0"), (8, 8))
        known = None if path[-1] == "layer_norm" else known
        weights = random.normal(size=known or 8).astype(np.float32)
        setattr(layer, attribute, weights if known else np.ones(8, dtype=np.float32))
    spec.register_source_vocabulary(tokens)
    spec.register_target_vocabulary(tokens)
    spec.validate()
    spec.save(str(folder))
