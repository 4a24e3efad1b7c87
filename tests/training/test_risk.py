"""The last run: what the model would write becomes less costly, and references stay likely."""

from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("sacrebleu")
pytest.importorskip("sentencepiece")

from dataclasses import replace  # noqa: E402

from training import average, candidates, risk  # noqa: E402
from training.batches import TARGET_END  # noqa: E402
from training.model import Shape, Translator  # noqa: E402
from training.settings import Settings, load  # noqa: E402
from training.steps import Group  # noqa: E402

SHAPE = Shape(40, 50, width=16, hidden=32, heads=2, encoder_layers=1, decoder_layers=1)
FOUND = [
    candidates.Candidates([5, 6], [[7, 8], [9, 10], [11, 12, 13]], [0.0, 0.8, 0.2]),
    candidates.Candidates([14], [[15], [16], [17, 18], [19]], [0.0, 0.1, 0.5, 0.9]),
]


@pytest.fixture
def work(tmp_path: Path) -> Path:
    np.savez(tmp_path / "candidates.npz", **candidates.arrays(FOUND))
    torch.manual_seed(1)
    model = Translator(SHAPE)
    start = {"shape": SHAPE.as_dict(), "weights": model.state_dict(), "vocabulary": ["x"] * 50}
    torch.save(start, tmp_path / "start.pt")
    return tmp_path


def settings(work: Path) -> Settings:
    changes = ["risk.minutes=0.05", "risk.warm_steps=1", "risk.rate=0.003", "risk.tokens=100"]
    return load(changes=[f"paths.work={work}", *changes])


def test_lists_come_back_as_they_were_written(work: Path) -> None:
    lists = risk.load_lists(work / "candidates.npz")
    batch = risk.assemble(lists, np.array([1, 0]))
    assert batch.owner.tolist() == [0, 0, 0, 0, 1, 1, 1]
    assert batch.reference.tolist() == [True, False, False, False, True, False, False]
    assert [round(c, 3) for c in batch.cost.tolist()] == [0.0, 0.1, 0.5, 0.9, 0.0, 0.8, 0.2]
    assert batch.best.tolist() == [False, True, False, False, False, False, True]
    assert batch.source[:, 0].tolist() == [14, 5]
    assert batch.wanted[6].tolist()[:4] == [11, 12, 13, TARGET_END]
    assert batch.previous[6].tolist()[:4] == [0, 11, 12, 13]


@pytest.mark.parametrize("processes", [1, 2])
def test_a_plan_has_every_sentence_and_keeps_to_its_size(work: Path, processes: int) -> None:
    lists = risk.load_lists(work / "candidates.npz")
    plan = risk.plan(lists, tokens=12, seed=1, processes=processes)
    seen = [s for _ in range(2 // processes) for share in next(plan) for s in share]
    assert sorted(seen) == [0, 1]


def test_the_expected_cost_is_each_sentences_own() -> None:
    scores = torch.tensor([0.0, 0.0, 5.0, float(np.log(3.0)) + 5])
    cost, owner = torch.tensor([0.2, 0.4, 0.0, 1.0]), torch.tensor([0, 0, 1, 1])
    assert float(risk.expected_cost(scores, cost, owner)) == pytest.approx((0.3 + 0.75) / 2)


def test_a_run_makes_the_cheaper_hypothesis_likelier_and_keeps_the_reference(work: Path) -> None:
    plan = settings(work)
    lists = risk.load_lists(work / "candidates.npz")
    batch = risk.assemble(lists, np.array([0, 1]))

    def now(name: str) -> tuple[float, float]:
        saved = torch.load(work / name, weights_only=True)
        model = Translator(SHAPE, 0.0)
        model.load_state_dict(saved["weights"])
        reference, _, cost = risk.losses(model, batch, plan)
        return reference.item(), cost.item()

    assert plan.risk is not None
    risk.Run(plan, plan.risk, Group(0, 1, 0)).go()
    (reference, cost), (reference_after, cost_after) = now("start.pt"), now("average-001.pt")
    assert reference_after < reference
    assert cost_after < cost - 0.05
    average.run(work, last=1)  # the next step reads what this one wrote


def test_costs_teach_by_their_weight_alone(work: Path) -> None:
    plan = settings(work)
    assert plan.risk is not None
    lists = risk.load_lists(work / "candidates.npz")
    batch = risk.assemble(lists, np.array([0, 1]))
    worse = replace(batch, cost=1 - batch.cost)
    moved = []
    for weight, used in ((0.0, batch), (0.0, worse), (10.0, batch), (10.0, worse)):
        run = risk.Run(plan, replace(plan.risk, weight=weight), Group(0, 1, 0))
        reference, _, cost = risk.losses(run.model, used, plan)
        (reference + run.risk.weight * cost).backward()
        assert run.model.bias.grad is not None
        moved.append(run.model.bias.grad.clone())
    assert torch.equal(moved[0], moved[1])
    assert not torch.allclose(moved[2], moved[3])


def test_a_run_that_was_stopped_goes_on_and_one_that_is_over_stays(work: Path) -> None:
    plan = settings(work)
    assert plan.risk is not None
    short = replace(plan.risk, minutes=0.01)
    stopped = risk.Run(plan, short, Group(0, 1, 0))
    stopped.go()
    again = risk.Run(plan, plan.risk, Group(0, 1, 0))
    assert again.steps == stopped.steps > 0
    assert again.elapsed >= stopped.before + 0.6
    assert torch.equal(again.model.bias, stopped.model.bias)
    assert again.optimiser.state_dict()["state"][0]["step"] == stopped.steps
    again.go()
    assert again.steps > stopped.steps
    over = risk.Run(plan, plan.risk, Group(0, 1, 0))
    over.go()
    assert (over.steps, over.pieces) == (again.steps, again.pieces)
    assert all(torch.equal(over.average[name], value) for name, value in again.average.items())


@pytest.mark.parametrize("step", [candidates, risk])
def test_settings_without_the_last_run_are_one_clear_line(
    step: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    spanish = Path(step.__file__ or "").with_name("settings.en_es.toml")
    monkeypatch.setattr("sys.argv", ["step", "--settings", str(spanish)])
    with pytest.raises(SystemExit, match=r"no \[risk\]: take training/settings.toml"):
        step.main()
