"""``translator models compare``: one article through every model, side by side."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from translator.models.package import STARTER_DIR

Command = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def second_model(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The starter's model a second time, installed by a person, without a pin on the fake one."""
    folder = project / "installed" / "de_en-9"
    shutil.copytree(STARTER_DIR / "de_en", folder)
    monkeypatch.setenv("TRANSLATOR_MODELS_DIR", str(folder.parent))
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(project / "argos"))
    (project / "translator.toml").write_text("", encoding="utf-8")
    return folder


def test_every_model_is_named_with_what_it_made(command: Command) -> None:
    code, out, err = command("models", "compare", "de", "en", "input/kim.md", "--json")
    found = json.loads(out)
    assert code == 0
    assert [one["name"] for one in found] == ["argos de-en 0.5", "starter de-en 0.5"]
    assert found[0]["segments"] == found[1]["segments"]
    assert found[0]["segments"][0]["source"] == "Kim reist nach Moskau"
    assert all(one["seconds"] > 0 and not one["error"] for one in found)
    assert all(one["processor-seconds"] > 0 for one in found)
    assert all(0 <= one["segments"][0]["confidence"] <= 1 for one in found)
    assert err.count(": done") == 2


def test_sentences_stand_below_each_other(command: Command) -> None:
    code, out, _ = command("models", "compare", "de", "en", "input/kim.md", "--lines", "1")
    lines = out.splitlines()
    start = lines.index("Kim reist nach Moskau")
    assert code == 0
    assert lines[start + 1].startswith("  argos de-en 0.5: ")
    assert lines[start + 2].startswith("  starter de-en 0.5: ")
    assert start + 3 == len(lines)


def test_a_model_that_does_not_work_is_said_and_the_others_go_on(
    command: Command, second_model: Path
) -> None:
    (second_model / "model" / "model.bin").write_bytes(b"no weights")
    code, out, err = command("models", "compare", "de", "en", "input/kim.md", "--json")
    found = json.loads(out)
    assert code == 0
    assert "argos de-en 0.5" in found[0]["error"]
    assert found[1]["segments"]
    assert err.count("argos de-en 0.5") == 1
    assert (found[0]["seconds"], found[0]["doubtful"]) == (0, None)
    code, out, _ = command("models", "compare", "de", "en", "input/kim.md")
    row = next(line for line in out.splitlines() if line.startswith(" argos de-en 0.5"))
    assert code == 0
    assert found[0]["error"] in row


def test_doubt_stands_beside_time_and_findings(command: Command, project: Path) -> None:
    Path("input/kim.md").write_text("# Kim\n\nDer Quarzwendel glimmt im Zwackelgrund.\n", "utf-8")
    code, out, _ = command("models", "compare", "de", "en", "input/kim.md", "--lines", "0")
    head, *rows = out.splitlines()
    assert code == 0
    assert head.split()[-4:] == ["Doubtful", "To", "look", "at"]
    _, out, _ = command("models", "compare", "de", "en", "input/kim.md", "--json")
    for one, row in zip(json.loads(out), rows, strict=True):
        marked = [s for s in one["segments"] if s["confidence"] is not None]
        assert one["doubtful"] + one["to-look-at"] <= len(marked)
        assert row.split()[-2:] == [str(one["doubtful"]), str(one["to-look-at"])]


def test_no_model_pays_for_what_the_program_reads(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is read at the first article is read before the first model is timed."""
    from translator import compare

    seen = []
    before = compare.translate_article
    monkeypatch.setattr(
        compare,
        "translate_article",
        lambda prepared, route, hops: (seen.append(route.engines), before(prepared, route, hops))[
            1
        ],
    )
    command("models", "compare", "de", "en", "input/kim.md")
    assert seen == [("fake de-en",), ("argos de-en 0.5",), ("starter de-en 0.5",)]


def test_codes_may_be_written_as_people_write_them(command: Command) -> None:
    def found(*pair: str) -> list[object]:
        _, out, _ = command("models", "compare", *pair, "input/kim.md", "--json")
        return [{k: v for k, v in one.items() if "seconds" not in k} for one in json.loads(out)]

    assert found("DE", "EN") == found("de-DE", "en") == found("de", "en")


def test_with_one_model_it_says_how_to_get_another(command: Command, second_model: Path) -> None:
    shutil.rmtree(second_model)
    code, _, err = command("models", "compare", "de", "en", "input/kim.md")
    assert code == 0
    assert "There is no other model to compare with. Get one: " in err
    assert "translator models install de en --engine firefox" in err


def test_a_pin_that_cannot_be_followed_is_a_row(
    command: Command, project: Path, second_model: Path
) -> None:
    shutil.rmtree(second_model)
    (project / "translator.toml").write_text('[models]\nde-en = "nobody"\n', encoding="utf-8")
    code, out, _ = command("models", "compare", "de", "en", "input/kim.md", "--json")
    found = json.loads(out)
    assert code == 0
    assert "pinned for de-en is not installed" in found[0]["error"]
    assert found[1]["name"] == "starter de-en 0.5"


def test_an_article_in_another_language_is_refused(command: Command) -> None:
    code, out, err = command("models", "compare", "en", "es", "input/kim.md")
    assert (code, out) == (3, "")
    assert "the article is in 'de', not in 'en'" in err
    assert "translator models compare de es FILE" in err


def test_nothing_is_written(command: Command, project: Path) -> None:
    before = sorted(project.rglob("*"))
    command("models", "compare", "de", "en", "input/kim.md")
    assert sorted(project.rglob("*")) == before


def test_published_figures_in_the_documents_are_those_of_the_benchmark(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    root = Path(__file__).parents[2]
    monkeypatch.syspath_prepend(str(root))  # benchmarks are not installed
    from benchmarks.translation import PUBLISHED

    page = (root / "docs/models.md").read_text(encoding="utf-8")
    rows = {line.split(" | ")[0].removeprefix("| "): line for line in page.splitlines()}
    told = PUBLISHED["newstest2020"]
    base, tiny = told["Firefox base-memory"], told["Firefox tiny"]
    assert f"| {base} base-memory, {tiny} tiny (published) |" in rows["Firefox Translations"]
    assert f"| {told['Argos']} (published) |" in rows["Argos packages"]
    assert f"{told['OPUS-MT']} OPUS-MT (published)" in page
    readme = " ".join((root / "README.md").read_text(encoding="utf-8").split())
    assert f"{tiny} to {base} BLEU on newstest2020" in readme
