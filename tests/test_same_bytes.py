"""Same input, same settings, same model: same bytes in every format, whatever happened before."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from translator.project import Project
from translator.report import Silence
from translator.settings import Settings, load_settings

ARTICLES = {
    "kim.md": "# Kim reist\n\nKim reist am 6. November nach Moskau. Der Zug ist lang.\n",
    "putin.md": "# Putin wartet\n\nDer Zug ist lang. Putin wartet in Moskau auf Kim.\n\n- Kim reist\n",
    "zug.txt": "Der Zug\n\nDer Zug ist lang. Der Zug ist lang. Putin wartet in Moskau auf Kim.\n",
}


@pytest.fixture
def settings(project: Path) -> Settings:
    shutil.rmtree("input")
    Path("input").mkdir()
    for name, text in ARTICLES.items():
        Path("input", name).write_text(text, encoding="utf-8")
    Path("glossary/terms.csv").write_text("de,en,pt\nMoskau,Moscow,Moscovo\n", encoding="utf-8")
    return replace(
        load_settings(),
        targets=("en", "pt"),
        models={"de-en": "fake", "en-pt": "fake"},
        formats=("md", "html", "json", "txt"),
    )


def published(folder: str) -> dict[str, bytes]:
    root = Path(folder)
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}


def warm(settings: Settings) -> None:
    """The memory knows every sentence, nothing else is left."""
    Project(settings).run()
    shutil.rmtree(settings.output)
    shutil.rmtree(settings.state / "versions")
    Project(settings).run()


def resumed(settings: Settings) -> None:
    class Stop(Silence):
        def translating(self, name: str, lang: str, done: int, total: int) -> None:
            if "putin" in name and done == total:
                raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Project(settings).run(Stop())
    Project(settings).run()


def forced(settings: Settings) -> None:
    Project(settings).run()
    Project(replace(settings, force=True)).run()


def one_by_one_and_backwards(settings: Settings) -> None:
    for path in sorted(Path("input").iterdir(), reverse=True):
        Project(replace(settings, inputs=(path,))).run()


def language_by_language(settings: Settings) -> None:
    for lang in ("pt", "en"):
        Project(replace(settings, targets=(lang,))).run()
    Project(settings).run()


def format_by_format(settings: Settings) -> None:
    for name in settings.formats:
        Project(replace(settings, formats=(name,))).run()


def after_another_text(settings: Settings) -> None:
    path = Path("input/kim.md")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("lang", "kurz"), encoding="utf-8")
    Project(settings).run()
    path.write_text(text, encoding="utf-8")
    Project(settings).run()


def after_another_glossary(settings: Settings) -> None:
    path = Path("glossary/terms.csv")
    text = path.read_text(encoding="utf-8")
    path.write_text(text + "Zug,train,comboio\n", encoding="utf-8")
    Project(settings).run()
    path.write_text(text, encoding="utf-8")
    Project(settings).run()


def two_jobs(settings: Settings) -> None:
    Project(replace(settings, jobs=2)).run()


@pytest.mark.parametrize(
    "history",
    [
        warm,
        resumed,
        forced,
        one_by_one_and_backwards,
        language_by_language,
        format_by_format,
        after_another_text,
        after_another_glossary,
        two_jobs,
    ],
)
def test_history_leaves_no_trace(settings: Settings, history: Callable[[Settings], None]) -> None:
    Project(replace(settings, output=Path("fresh"), state=Path(".fresh"))).run()
    history(settings)
    expected = published("fresh")
    assert len(expected) == len(ARTICLES) * 3 * 4
    assert published("output") == expected
