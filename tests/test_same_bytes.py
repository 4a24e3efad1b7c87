"""Same input, same settings, same model: same bytes in every format, whatever happened before."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from translator.desk import Silence
from translator.pipeline import run
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
    run(settings)
    shutil.rmtree(settings.output)
    shutil.rmtree(settings.state / "manifest")
    run(settings)


def resumed(settings: Settings) -> None:
    class Stop(Silence):
        def translating(self, name: str, lang: str, done: int, total: int) -> None:
            if "putin" in name and done == total:
                raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(settings, Stop())
    run(settings)


def forced(settings: Settings) -> None:
    run(settings)
    run(replace(settings, force=True))


def one_by_one_and_backwards(settings: Settings) -> None:
    for path in sorted(Path("input").iterdir(), reverse=True):
        run(replace(settings, inputs=(path,)))


def language_by_language(settings: Settings) -> None:
    for lang in ("pt", "en"):
        run(replace(settings, targets=(lang,)))
    run(settings)


def format_by_format(settings: Settings) -> None:
    for name in settings.formats:
        run(replace(settings, formats=(name,)))


def after_another_text(settings: Settings) -> None:
    path = Path("input/kim.md")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("lang", "kurz"), encoding="utf-8")
    run(settings)
    path.write_text(text, encoding="utf-8")
    run(settings)


def after_another_glossary(settings: Settings) -> None:
    path = Path("glossary/terms.csv")
    text = path.read_text(encoding="utf-8")
    path.write_text(text + "Zug,train,comboio\n", encoding="utf-8")
    run(settings)
    path.write_text(text, encoding="utf-8")
    run(settings)


def two_jobs(settings: Settings) -> None:
    run(replace(settings, jobs=2))


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
    run(replace(settings, output=Path("fresh"), state=Path(".fresh")))
    history(settings)
    expected = published("fresh")
    assert len(expected) == len(ARTICLES) * 3 * 4
    assert published("output") == expected
