"""``import translator``: what it offers, how little it loads, and the examples of its page."""

import contextlib
import io
import re
import subprocess
import sys
from pathlib import Path

import pytest

import translator

PAGE = Path(__file__).parent.parent / "docs" / "python.md"
EXAMPLE = re.compile(r"```python\n(.*?)```(?:\n\n```\n(.*?)```)?", re.DOTALL)
HTML = (
    "<html><body><article><h1>Der Deich</h1>"
    + "".join(
        f"<p>Der Deich wurde im Jahr {year} um einen Meter erhöht, wie die Stadt berichtet.</p>"
        for year in (1962, 1976, 1999)
    )
    + "</article></body></html>"
)


def test_the_examples_of_the_page_do_what_it_says(project: Path) -> None:
    examples = EXAMPLE.findall(PAGE.read_text(encoding="utf-8"))
    assert len(examples) > 5
    names: dict[str, object] = {}
    for code, expected in examples:
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            exec(code, names)  # noqa: S102 - our own page
        assert said.getvalue() == expected


def run(code: str, folder: Path) -> str:
    done = subprocess.run(  # noqa: S603 - our own interpreter on our own code
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=folder
    )
    return done.stdout.strip()


def test_every_name_is_there_and_nothing_is_loaded_for_it(tmp_path: Path) -> None:
    assert all(getattr(translator, name) for name in translator.__all__)
    assert set(translator.__all__) <= set(dir(translator))
    with pytest.raises(AttributeError):
        _ = translator.Projekt  # type: ignore[attr-defined]
    code = "import sys, translator; print([m for m in sys.modules if m.startswith('translator.')])"
    assert run(code, tmp_path) == "[]"


@pytest.mark.parametrize(
    "before", ["", "from translator.clean import clean as _", "import translator.clean.html"]
)
def test_clean_is_the_function_whatever_was_imported_before(tmp_path: Path, before: str) -> None:
    (tmp_path / "deich.html").write_text(HTML, encoding="utf-8")
    code = f"{before}\nimport translator\nprint(translator.clean('deich.html').metadata.title)"
    assert run(code, tmp_path) == "Der Deich"


def test_bytes_are_an_article_too() -> None:
    assert translator.clean(HTML.encode()).metadata.title == "Der Deich"


def test_a_project_elsewhere_publishes_what_it_would_at_home(
    project: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    translator.Project().run()
    home = {p.name: p.read_bytes() for p in Path("output").rglob("*.md")}
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (project / "output").rename(project / "before")
    monkeypatch.chdir(elsewhere)
    for place in (project, str(project / "translator.toml")):
        report = translator.Project(place).run()
        assert report.articles[0].name == "input/kim.md"
    assert {p.name: p.read_bytes() for p in (project / "output").rglob("*.md")} == home
    assert [v.action for v in report.articles[0].versions] == ["unchanged", "unchanged"]
    assert not list(elsewhere.iterdir())
    found = translator.Project(project)
    assert found.clean("input/kim.md").source_file == "input/kim.md"
    assert [v.lang for a in found.check().articles for v in a.versions] == ["en"]


def test_a_project_is_found_from_a_folder_inside_it(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project / "input")
    assert translator.Project().clean("input/kim.md").metadata.title == "Kim reist nach Moskau"


def test_a_place_that_is_none_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(translator.UsageError, match="there is no such folder or settings file"):
        translator.Project(tmp_path / "nowhere")


def test_models_stay_loaded_between_two_translations(project: Path) -> None:
    found = translator.Project()
    assert found.target("en") is found.target()
