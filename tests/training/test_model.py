"""The parts of the recipe that need PyTorch: model, loss, optimiser, and a run of every step."""

import importlib.util
import json
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch")
sentencepiece = pytest.importorskip("sentencepiece")

from training import average, batches, export, initialise, likelihood, prepare, train  # noqa: E402
from training.evaluate import run as evaluate  # noqa: E402
from training.model import Shape, Translator, multiplying  # noqa: E402
from training.objective import Sampler, full_loss, log_probabilities, sampled_loss  # noqa: E402
from training.optimiser import RowAdam, rate_factor  # noqa: E402
from training.package import read_package  # noqa: E402
from training.pieces import TargetPieces, additions  # noqa: E402
from training.settings import Settings, load  # noqa: E402
from training.steps import choose  # noqa: E402

SMALL = Shape(40, 50, width=16, hidden=32, heads=2, encoder_layers=2, decoder_layers=1)
SENTENCES = (
    ("Das Haus ist groß und alt.", "The house is big and old."),
    ("Im Jahr 2019 kamen 11.000 Menschen.", "In 2019, 11,000 people came."),
    ("Frau Schmidt wohnt in München.", "Mrs Schmidt lives in Munich."),
    ("Der Hund schläft heute im Garten.", "The dog sleeps in the garden today."),
    ("„Wir haben keine Zeit“, sagte Schmidt.", '"We have no time," Schmidt said.'),
)


def corpus(seed: int = 0) -> batches.Corpus:
    generator = np.random.default_rng(seed)
    lengths = generator.integers(1, 9, (2, 30)).astype(np.int32)
    arrays = [generator.integers(3, 40, n.sum()).astype(np.uint16) for n in lengths]
    starts = [np.cumsum(n) - n for n in lengths]
    return batches.Corpus(*arrays, *lengths, *starts)


def test_the_decoder_does_not_look_ahead() -> None:
    model = Translator(SMALL, 0.0).eval()
    source, mask = torch.randint(3, 40, (1, 6)), torch.ones(1, 1, 1, 6, dtype=torch.bool)
    first, second = torch.tensor([[0, 5, 6, 7]]), torch.tensor([[9, 5, 6, 8]])
    a, b = model(source, first, mask), model(source, second, mask)
    assert torch.allclose(a[:, :3], b[:, :3])
    assert not torch.allclose(a[:, 3], b[:, 3])


def test_padding_changes_nothing() -> None:
    model = Translator(SMALL, 0.0).eval()
    source = torch.randint(3, 40, (1, 5))
    wide = torch.cat([source, torch.zeros(1, 3, dtype=torch.long)], 1)
    mask = torch.arange(8)[None, None, None] < 5
    previous = torch.tensor([[0, 5, 6]])
    narrow = model(source, previous, mask[..., :5])
    assert torch.allclose(narrow, model(wide, previous, mask), atol=1e-5)


def test_batches_hold_every_pair_once_and_end_marks() -> None:
    data = corpus()
    plan = batches.plan(data, tokens=40, seed=1, processes=1)
    seen: list[int] = []
    while len(seen) < len(data):
        (pairs,) = next(plan)
        seen.extend(pairs)
        batch = batches.assemble(data, pairs)
        assert ((batch.wanted == batches.TARGET_END).sum(1) == 1).all()
        assert (batch.mask.sum((1, 2, 3)).numpy() == data.source_length[pairs] + 1).all()
    assert sorted(seen) == list(range(len(data)))


def test_a_sample_of_everything_is_the_full_loss() -> None:
    sampler = Sampler(np.arange(50), frequent=10, negatives=40)
    sample = sampler.draw(np.array([3]), np.random.default_rng(0))
    assert list(sample.rows) == list(range(50))
    logits, wanted = torch.randn(7, 50), torch.randint(0, 50, (7,))
    sampled = sampled_loss(logits, wanted, sample.shift, 0.1)
    assert torch.allclose(sampled, full_loss(logits, wanted, 0.1), atol=1e-5)


def test_the_gradient_of_a_sampled_loss_is_that_of_its_definition() -> None:
    wanted, shift = torch.tensor([1, 4, 4]), torch.tensor([0.0, 0.0, 1.5, 0.7, 0.0])
    spread = shift.softmax(0)
    gradients = []
    for in_closed_form in (True, False):
        logits = torch.arange(15.0).view(3, 5).sin().requires_grad_()
        if in_closed_form:
            loss = sampled_loss(logits, wanted, shift, 0.1)
        else:
            total = torch.logsumexp(logits + shift, dim=1)
            right = logits.gather(1, wanted[:, None])[:, 0]
            loss = (total - 0.9 * right - 0.1 * (logits @ spread)).mean()
        (2 * loss).backward()
        gradients.append((loss.item(), logits.grad))
    (loss, found), (defined, expected) = gradients
    assert loss == pytest.approx(defined)
    assert torch.allclose(found, expected, atol=1e-6)


def test_log_probabilities_and_their_gradient_are_those_of_the_definition() -> None:
    wanted, weight = torch.tensor([1, 4, 4]), torch.tensor([0.5, -1.0, 2.0])
    found = []
    for in_place in (True, False):
        leaf = torch.arange(15.0).view(3, 5).sin().requires_grad_()
        logits = leaf * 2
        if in_place:
            right, mean = log_probabilities(logits, wanted)
        else:
            every = logits.log_softmax(1)
            right, mean = every.gather(1, wanted[:, None])[:, 0], every.mean(1)
        (right @ weight + 0.3 * mean.sum()).backward()
        found.append((right.detach(), mean.detach(), leaf.grad))
    for ours, defined in zip(*found, strict=True):
        assert torch.allclose(ours, defined, atol=1e-6)


def test_a_sample_stands_for_the_whole_vocabulary() -> None:
    sampler = Sampler(np.arange(1000), frequent=10, negatives=100)
    sample = sampler.draw(np.array([3, 4]), np.random.default_rng(0))
    assert np.isin([3, 4], sample.rows).all()
    assert float(sample.shift.exp().sum()) == pytest.approx(1000, rel=1e-3)


def test_rows_without_gradient_stay() -> None:
    table = torch.zeros(4, 3)
    RowAdam(table).step(torch.tensor([1, 3]), torch.ones(2, 3), rate=0.1)
    assert torch.allclose(table[[1, 3]], torch.full((2, 3), -0.1))
    assert not table[[0, 2]].any()


@pytest.mark.parametrize("negatives", [10, 0])
def test_a_held_source_side_stays_until_it_is_let_go(negatives: int) -> None:
    plan = load(changes=[f"train.negatives={negatives}", "train.frequent=20"]).train
    model, data = Translator(SMALL, dropout=0.0), corpus()
    step, group = choose(model, data, plan), train.Group(0, 1, 0)

    def moved(number: int, *, held: bool) -> set[str]:
        before = {name: weight.clone() for name, weight in model.state_dict().items()}
        step.hold(held=held)
        step(number, [np.arange(30)], 1.0, group)
        after = model.state_dict()
        names = {name for name, weight in before.items() if not torch.equal(weight, after[name])}
        return {name.partition(".")[0] for name in names}

    assert moved(1, held=True) == {"target", "bias", "decoder"}
    assert moved(2, held=False) == {"target", "bias", "decoder", "source", "encoder"}


def test_bfloat16_is_for_devices_that_are_faster_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for processor, expected in (("AVX2", torch.float32), ("AVX512", torch.bfloat16)):
        monkeypatch.setattr(torch.backends.cpu, "get_cpu_capability", lambda p=processor: p)
        with multiplying("cpu"):
            product = torch.nn.functional.linear(torch.ones(2, 2), torch.ones(2, 2))
        assert product.dtype == expected


def test_the_rate_rises_holds_and_cools_down() -> None:
    plan = load(changes=["train.warm_steps=10", "train.cooldown=0.5"]).train
    assert rate_factor(5, 0.0, plan) == 0.5
    assert rate_factor(50, 0.4, plan) == 1.0
    assert rate_factor(50, 0.75, plan) == pytest.approx(0.5)
    assert rate_factor(50, 1.0, plan) == 0.02


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A tiny parent package, corpus and development set, and settings for them."""
    folder = tmp_path_factory.mktemp("workshop")
    models = [_pieces(folder / side, [p[i] for p in SENTENCES]) for i, side in enumerate("se")]
    names = [[m.id_to_piece(i) for i in range(m.vocab_size())] for m in models]
    shape = Shape(len(names[0]), len(names[1]), 16, 32, 2, 2, 1)
    parent = folder / "parent"
    saved = {"shape": shape.as_dict(), "weights": Translator(shape).state_dict()}
    pytest.importorskip("ctranslate2")
    export.write_model(parent / "model", {**saved, "vocabulary": names[1]}, names[0], "int8")
    (parent / "sentencepiece.model").write_bytes((folder / "s.model").read_bytes())
    (folder / "corpora").mkdir()
    lines = "".join(f"{a}\t{b}\n" for a, b in SENTENCES)
    (folder / "corpora" / "wmt_news.tsv").write_text(lines, encoding="utf-8")
    (folder / "dev.tsv").write_text("Der Hund ist alt.\tThe dog is old.\n", encoding="utf-8")
    return load(
        changes=[
            f"paths.parent={parent}",
            f"paths.target_spm={folder / 'e.model'}",
            f"paths.corpora={folder / 'corpora'}",
            f"paths.development={folder / 'dev.tsv'}",
            f"paths.work={folder / 'work'}",
            "data.default_weight=6",
            "data.copy_pairs=5",
            *("model.width=16", "model.hidden=32", "model.heads=2"),
            *("model.encoder_layers=2", "model.decoder_layers=1"),
            *("train.minutes=0.02", "train.tokens=200", "train.negatives=10", "train.frequent=20"),
        ]
    )


def _pieces(prefix: Path, lines: list[str]) -> "sentencepiece.SentencePieceProcessor":
    side = prefix.name
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(lines * 20),
        model_prefix=str(prefix),
        vocab_size=70,
        hard_vocab_limit=False,
        character_coverage=1.0,
        split_digits=side == "s",
        pad_id=-1,
        unk_id=0 if side == "s" else 1,
        bos_id=1 if side == "s" else -1,
        eos_id=2 if side == "s" else 0,
        minloglevel=2,
    )
    return sentencepiece.SentencePieceProcessor(model_file=f"{prefix}.model")


def test_english_numbers_and_names_are_cut_as_in_german(workshop: Settings) -> None:
    parent = read_package(workshop.paths.parent)
    pieces = [*parent.pieces, *additions(parent.pieces)]
    cut = TargetPieces(parent.sentencepiece, workshop.paths.target_spm, pieces)
    german, english = SENTENCES[1]
    found = [pieces[i] for i in cut.encode(english, german)]
    assert not [p for p in found if len(p) > 1 and any(map(str.isdigit, p))]
    assert "".join(found).replace("▁", " ").strip() == english
    german, english = "„Schmidt“ schläft.", "“Schmidt” sleeps."
    found = [pieces[i] for i in cut.encode(english, german)]
    assert "".join(found).replace("▁", " ").strip() == '"Schmidt" sleeps.'


def test_a_package_comes_back_as_it_was_written(workshop: Settings) -> None:
    parent = read_package(workshop.paths.parent)
    again = Translator(parent.shape)
    again.load_state_dict(parent.weights)
    assert parent.pieces[0] == "</s>"


def test_every_step_runs_and_resumes(
    workshop: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    work = workshop.paths.work
    prepare.run(workshop)
    initialise.run(workshop)
    for _ in range(2):  # the second run finds its time used up and only saves
        train.Run(workshop, train.Group(0, 1, 0), "cpu").go()
    saved = torch.load(work / "checkpoint.pt", weights_only=True)
    assert saved["step"] > 0
    assert saved["saves"] == 2
    average.run(work, last=2)
    package = export.run(workshop, work / "best.pt")
    with zipfile.ZipFile(package) as archive:
        metadata = json.loads(archive.read("de_en/metadata.json"))
    assert (metadata["from_code"], metadata["to_code"]) == ("de", "en")
    if importlib.util.find_spec("sacrebleu"):
        assert evaluate(workshop, package, None).segments == 1
    assert "argosmodel" in capsys.readouterr().out


def test_weights_between_two_models(tmp_path: Path) -> None:
    begun, ended = ({"weights": {"w": torch.tensor([w])}} for w in (0.0, 4.0))
    torch.save(begun, tmp_path / "start.pt")
    torch.save(ended, tmp_path / "average-001.pt")
    for share, expected in ((0.0, 4.0), (0.25, 3.0), (0.5, 2.0)):
        best = average.run(tmp_path, 1, share)
        assert torch.load(best, weights_only=True)["weights"]["w"].tolist() == [expected]


def test_a_larger_model_starts_from_its_parent(workshop: Settings, tmp_path: Path) -> None:
    changes = ["model.width=32", "model.hidden=64", "model.heads=4", "model.encoder_layers=3"]
    wide = load(
        changes=[f"paths.parent={workshop.paths.parent}", f"paths.work={tmp_path}", *changes]
    )
    start = torch.load(initialise.run(wide), weights_only=True)
    model = Translator(Shape(**start["shape"]))
    model.load_state_dict(start["weights"])
    assert len(model.encoder) == 3
    narrow = load(changes=[f"paths.parent={workshop.paths.parent}", "model.width=8"])
    with pytest.raises(ValueError, match="narrower"):
        initialise.run(narrow)


def test_a_deeper_model_says_nearly_what_its_parent_says(
    workshop: Settings, tmp_path: Path
) -> None:
    parent = initialise.with_additions(read_package(workshop.paths.parent))
    torch.manual_seed(1)
    for norm in (
        "encoder.1.outer_norm",
        "decoder.0.outer_norm",
    ):  # as training leaves them: not 1 and 0
        parent.weights[f"{norm}.weight"] = 1.04 + 0.05 * torch.randn(16)
        parent.weights[f"{norm}.bias"] = 0.05 * torch.randn(16)
    shallow, deep = (
        Translator(replace(parent.shape, encoder_layers=2 + more, decoder_layers=1 + more), 0.0)
        for more in (0, 2)
    )
    for model in (shallow, deep):
        initialise.fit(model, parent)
    source, mask = torch.randint(3, 40, (2, 6)), torch.ones(2, 1, 1, 6, dtype=torch.bool)
    previous = torch.randint(3, 40, (2, 5))
    said, again = (model(source, previous, mask) for model in (shallow, deep))
    assert torch.allclose(said, again, atol=0.2)
    assert (said - again).std() < 0.05 * said.std()


def test_a_run_ends_after_its_pieces(workshop: Settings, tmp_path: Path) -> None:
    plan = replace(workshop.train, pieces=0.002, minutes=60.0)
    settings = replace(workshop, train=plan, paths=replace(workshop.paths, work=tmp_path))
    prepare.run(settings)
    initialise.run(settings)
    train.Run(settings, train.Group(0, 1, 0), "cpu").go()
    seen = torch.load(tmp_path / "checkpoint.pt", weights_only=True)["pieces"]
    assert 2000 <= seen < 2400  # a batch has up to 200
    assert train.left(settings) == "run complete"
    longer = replace(settings, train=replace(plan, pieces=1.0))
    assert train.left(longer).startswith("1.00 M pieces left")


def test_what_a_model_learned_is_likelier(workshop: Settings, tmp_path: Path) -> None:
    corpus = likelihood.references(workshop, _sentences(tmp_path))
    assert len(corpus) == len(SENTENCES)
    plan = load(changes=["train.negatives=10", "train.frequent=20", "train.rate=1e-2"]).train
    torch.manual_seed(3)
    parent = initialise.with_additions(read_package(workshop.paths.parent))
    model = Translator(parent.shape, 0.0)
    step, group, pairs = choose(model, corpus, plan), train.Group(0, 1, 0), np.arange(len(corpus))
    before = likelihood.likelihood(model, corpus)
    for number in range(1, 20):
        step(number, [pairs], 1.0, group)
    after = likelihood.likelihood(model, corpus)
    gap, low, high = after.less(before)
    assert low <= gap <= high < -1
    assert before.less(before) == (0.0, 0.0, 0.0)


def test_the_likelihood_is_the_probability_of_the_pieces_one_by_one(
    workshop: Settings, tmp_path: Path
) -> None:
    corpus = likelihood.references(workshop, _sentences(tmp_path))
    model = Translator(read_package(workshop.paths.parent).shape, 0.0).eval()
    found = likelihood.likelihood(model, corpus)
    for number in range(len(corpus)):
        batch = batches.assemble(corpus, np.array([number]))
        states = model(batch.source, batch.previous, batch.mask)[0]
        chances = model.logits(states).softmax(1)
        wanted = [int(piece) for piece in batch.wanted[0] if piece != batches.IGNORED]
        nats = -sum(chances[at, piece].log().item() for at, piece in enumerate(wanted))
        assert found.nats[number] == pytest.approx(nats, rel=1e-4)
        assert found.pieces[number] == len(wanted)


def _sentences(folder: Path) -> Path:
    path = folder / "set.tsv"
    path.write_text("".join(f"{a}\t{b}\n" for a, b in SENTENCES), encoding="utf-8")
    return path


def test_the_gpu_step_runs_on_a_cpu_too(workshop: Settings, tmp_path: Path) -> None:
    work = tmp_path / "work"
    dense = load(
        changes=[
            f"paths.parent={workshop.paths.parent}",
            f"paths.target_spm={workshop.paths.target_spm}",
            f"paths.corpora={workshop.paths.corpora}",
            f"paths.development={workshop.paths.development}",
            f"paths.work={work}",
            *("model.width=16", "model.hidden=32", "model.heads=2", "model.encoder_layers=2"),
            *("model.decoder_layers=1", "train.negatives=0", "train.minutes=0.02"),
            *("data.default_weight=6", "data.copy_pairs=5", "data.sampling=0.5", "data.epochs=2"),
            *("train.score_minutes=0.005", "train.tokens=200"),
        ]
    )
    prepare.run(dense)
    initialise.run(dense)
    pytest.importorskip("sacrebleu")
    train.Run(dense, train.Group(0, 1, 0), "cpu").go()
    assert "greedy BLEU" in (work / "train.log").read_text(encoding="utf-8")


def test_nothing_here_needs_the_product(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine with a GPU has the recipe alone."""
    from training.decode import split

    monkeypatch.setitem(sys.modules, "translator.article", None)
    assert split("Das ist eins. Das ist zwei.") == ["Das ist eins.", "Das ist zwei."]
