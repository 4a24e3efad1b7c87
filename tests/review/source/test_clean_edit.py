"""``translator clean FILE --edit``: one article put right in an editor, for all languages and runs."""

import json
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from translator.project import Project
from translator.publish.parts import parts_of
from translator.review.source.file import LINE

Call = Callable[..., tuple[int, str, str]]

PAGE = """\
<!DOCTYPE html>
<html lang="de"><head><title>Der Deich wird erhöht</title>
<link rel="canonical" href="https://kueste.example/deich"></head><body>
<nav><a href="/">Start</a> <a href="/sport">Sport</a></nav>
<main><article>
<h1>Der Deich wird erhöht</h1>
<p>Der Deich ist zwölf Kilometer lang. Im Mai wird er um einen Meter erhöht, sagte der Deichgraf.</p>
<p class="tipp">Unser Reporter ist den Deich im Frühling einmal ganz entlanggewandert.</p>
<p>Die Arbeiten dauern bis zum Herbst. Danach wird der Weg auf der Krone neu gepflastert.</p>
<h2>Mehr zum Thema</h2>
<ul><li><a href="/ebbe">Wie die Ebbe entsteht und warum sie kommt</a></li></ul>
</article></main>
<footer><p>Alle Rechte vorbehalten</p></footer></body></html>
"""


@pytest.fixture
def page(project: Path) -> Path:
    """A project with one page and two target languages."""
    (project / "input/kim.md").unlink()
    page = project / "input/deich.html"
    page.write_text(PAGE, encoding="utf-8")
    (project / "translator.toml").write_text(
        'targets = ["en", "fr"]\n[models]\nde-en = "fake"\nde-fr = "fake"\n', encoding="utf-8"
    )
    return page


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Make a small program the editor: its lines work on ``text`` and ``path``."""
    monkeypatch.delenv("VISUAL", raising=False)

    def become(work: str) -> None:
        program = tmp_path / "editor.py"
        program.write_text(
            f"#!{sys.executable}\nimport sys, pathlib, os, signal\n"
            "path = pathlib.Path(sys.argv[1])\ntext = path.read_text(encoding='utf-8')\n"
            f"{work}\n",
            encoding="utf-8",
        )
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("EDITOR", str(program))

    return become


SAVE = "\npath.write_text(text, encoding='utf-8')"
DROP = "text = text.replace('Unser Reporter ist den Deich im Frühling einmal ganz entlanggewandert.\\n\\n', '')"
MEND = "text = text.replace('einen Meter', 'zwei Meter')"
BACK = """
said = 'Alle Rechte vorbehalten'
text = text.replace(said, '').replace('Die Arbeiten', said + '\\n\\nDie Arbeiten')
"""


def published(lang: str) -> str:
    return Path(f"output/{lang}/deich.md").read_text(encoding="utf-8")


def body(lang: str) -> str:
    """Return the text of a version without what the fake engine says before every word."""
    return parts_of(published(lang).encode()).body.replace(f"{lang}:", "")


def test_the_editor_gets_the_article_and_below_a_line_what_was_left_out_with_its_rule(
    page: Path, command: Call, editor: Callable[[str], None]
) -> None:
    editor("pathlib.Path('seen.md').write_text(text, encoding='utf-8')")
    code, out, err = command("clean", str(page), "--edit")
    assert (code, out) == (0, "")
    assert "Nothing was changed" in err
    above, below = Path("seen.md").read_text(encoding="utf-8").split(LINE)
    assert "# Der Deich wird erhöht" in above
    assert "Die Arbeiten dauern" in above
    assert (
        "<!-- disclaimer: a standing note of the publisher -->\nAlle Rechte vorbehalten\n" in below
    )
    assert not Path(".translator/source").is_dir() or not list(Path(".translator/source").iterdir())


def test_what_is_saved_applies_to_every_language_and_to_later_runs(
    page: Path, command: Call, editor: Callable[[str], None]
) -> None:
    command("run")
    editor(DROP + "\n" + MEND + BACK + SAVE)
    code, _, err = command("clean", str(page), "--edit")
    assert code == 0
    assert "1 dropped, 1 called back, 1 corrected; translator run makes the versions" in err
    command("run")
    for lang in ("de", "en", "fr"):
        text = body(lang)
        assert "Reporter" not in text
        assert "zwei Meter" in text
        assert text.index("Rechte vorbehalten") < text.index("Arbeiten dauern")
    before = {path: path.read_bytes() for path in Path("output").rglob("*.*")}
    page.write_text(PAGE.replace("Herbst", "Winter"), encoding="utf-8")  # scraped again
    command("run")
    assert "zwei Meter" in body("en")
    assert "Winter" in body("en")
    assert "Reporter" not in body("fr")
    page.write_text(PAGE, encoding="utf-8")
    command("run")
    assert {path: path.read_bytes() for path in Path("output").rglob("*.*")} == before


def test_only_what_changed_is_translated_again(
    page: Path, command: Call, editor: Callable[[str], None]
) -> None:
    command("run")
    editor(DROP + "\n" + MEND + SAVE)
    command("clean", str(page), "--edit")
    _, out, _ = command("run", "--json")
    asked = {v["lang"]: v["translated"] for v in json.loads(out)["articles"][0]["versions"]}
    assert asked == {"de": 0, "en": 1, "fr": 1}
    _, out, _ = command("run", "--json")
    actions = {v["action"] for v in json.loads(out)["articles"][0]["versions"]}
    assert actions == {"unchanged"}


def test_what_a_person_did_is_named_where_the_cleaning_is_explained(
    page: Path, command: Call, editor: Callable[[str], None]
) -> None:
    editor(DROP + "\n" + MEND + BACK + SAVE)
    command("clean", str(page), "--edit")
    _, out, _ = command("clean", str(page), "--explain")
    assert "editor         Unser Reporter ist den Deich im Frühling" in out
    assert "(an editor dropped it)" in out
    assert "an editor called back: Alle Rechte vorbehalten" in out
    _, out, _ = command("clean", str(page), "--format", "json")
    removed = {one["text"]: one for one in json.loads(out)["removed"] if one["rule"] == "editor"}
    corrected = removed["Im Mai wird er um einen Meter erhöht, sagte der Deichgraf."]
    assert corrected["reason"].startswith("an editor wrote instead: Im Mai wird er um zwei Meter")
    assert "Alle Rechte vorbehalten" in json.loads(out)["text"]


def test_what_was_dropped_comes_back_whole_when_it_is_moved_above_the_line(
    page: Path, command: Call, editor: Callable[[str], None]
) -> None:
    _, before, _ = command("clean", str(page))
    editor(DROP + SAVE)
    command("clean", str(page), "--edit")
    editor(
        "said = 'Unser Reporter ist den Deich im Frühling einmal ganz entlanggewandert.'\n"
        "text = text.replace(said, '').replace('Die Arbeiten', said + '\\n\\nDie Arbeiten')" + SAVE
    )
    _, _, err = command("clean", str(page), "--edit")
    assert "as it was cleaned" in err
    assert command("clean", str(page))[1] == before


@pytest.mark.parametrize(
    ("work", "said"),
    [
        ("text = text.replace(text[text.index('<!-- ===='):], '')", "the line between"),
        ("text = text.replace('# Der Deich wird erhöht', '')", "the headline is missing"),
        ("text = text.replace('Die Arbeiten', '<!-- Die Arbeiten')", "a comment is not closed"),
        ("text = '# Der Deich\\n\\n' + text[text.index('<!-- ===='):]", "nothing is left of"),
    ],
)
def test_a_broken_edit_gets_one_line_and_its_text_is_kept(
    page: Path, command: Call, editor: Callable[[str], None], work: str, said: str
) -> None:
    editor(MEND + "\n" + work + SAVE)
    code, out, err = command("clean", str(page), "--edit")
    assert (code, out) == (2, "")
    kept = Path(".translator/source/deich.edit.md")
    assert err.count("\n") == 1
    assert said in err
    assert str(kept) in err
    broken = kept.read_text(encoding="utf-8")
    assert "zwei Meter" not in command("clean", str(page))[1]
    editor("pathlib.Path('seen.md').write_text(text, encoding='utf-8')")
    _, _, err = command("clean", str(page), "--edit")  # goes on where it was left
    assert "Going on with the text that was kept" in err
    assert Path("seen.md").read_text(encoding="utf-8") == broken


def test_an_editor_that_fails_or_is_killed_applies_nothing_and_loses_nothing(
    page: Path, command: Call, editor: Callable[[str], None]
) -> None:
    editor("sys.exit(1)")
    code, _, err = command("clean", str(page), "--edit")
    assert code == 2
    assert "nothing was changed" in err
    editor(MEND + SAVE + "\nos.kill(os.getpid(), signal.SIGKILL)")
    code, _, err = command("clean", str(page), "--edit")
    assert code == 2
    assert "nothing was applied" in err
    assert "zwei Meter" not in command("clean", str(page))[1]
    editor("pass")
    assert command("clean", str(page), "--edit")[0] == 0
    assert "zwei Meter" in command("clean", str(page))[1]


def test_a_kept_text_outlives_an_editor_that_fails_later(
    page: Path, command: Call, editor: Callable[[str], None]
) -> None:
    editor(MEND + SAVE + "\nsys.exit(1)")
    command("clean", str(page), "--edit")
    editor("sys.exit(1)")
    code, _, err = command("clean", str(page), "--edit")
    assert code == 2
    assert "your text is kept there" in err
    editor("pass")
    command("clean", str(page), "--edit")
    assert "zwei Meter" in command("clean", str(page))[1]


def test_a_version_or_a_file_of_the_same_name_takes_no_edits_away(
    page: Path, command: Call, editor: Callable[[str], None], tmp_path: Path
) -> None:
    command("run")
    editor(DROP + SAVE)
    command("clean", str(page), "--edit")
    command("run")
    elsewhere = tmp_path / "elsewhere/deich.html"
    elsewhere.parent.mkdir()
    elsewhere.write_text(PAGE, encoding="utf-8")
    editor("text = text.replace('Herbst', 'Winter')" + SAVE)
    for other in ("output/de/deich.md", "output/en/deich.md", str(elsewhere)):
        code, _, err = command("clean", other, "--edit")
        assert code == 2
        assert "translator clean input/deich.html --edit" in err
    assert "Reporter" not in command("clean", str(page))[1]


def test_what_an_editor_put_in_is_no_finding(
    page: Path, command: Call, editor: Callable[[str], None]
) -> None:
    editor(BACK + "\ntext = text.replace('## Mehr', 'Der Eintritt ist frei.\\n\\n## Mehr')" + SAVE)
    command("clean", str(page), "--edit")
    _, out, _ = command("run", "--json")
    findings = [v["findings"] for v in json.loads(out)["articles"][0]["versions"]]
    assert not [f for found in findings for f in found if f["check"] == "input"]
    assert "Rechte vorbehalten" in body("de")


def test_it_takes_one_file(page: Path, command: Call) -> None:
    for given in ((), ("input",), ("-",), (str(page), str(page))):
        code, _, err = command("clean", *given, "--edit")
        assert code == 2
        assert "--edit takes one article" in err


def test_what_is_dropped_in_two_articles_of_a_site_is_offered_as_a_rule(
    page: Path, command: Call, editor: Callable[[str], None]
) -> None:
    second = page.with_name("ebbe.html")
    second.write_text(
        PAGE.replace("Der Deich wird erhöht", "Die Ebbe kommt später").replace(
            "den Deich im Frühling", "das Watt im Sommer"
        ),
        encoding="utf-8",
    )
    command("run")
    editor(DROP + SAVE)
    _, _, err = command("clean", str(page), "--edit")
    assert "[sites" not in err
    editor(DROP.replace("den Deich im Frühling", "das Watt im Sommer") + SAVE)
    _, _, err = command("clean", str(second), "--edit")
    rule = '[sites."kueste.example"]\ndrop = ["p.tipp"]\n'
    assert "Dropped in 2 articles of kueste.example" in err
    assert rule in err
    settings = Path("translator.toml")
    assert "sites" not in settings.read_text(encoding="utf-8")  # nobody writes it but the editor
    settings.write_text(settings.read_text(encoding="utf-8") + rule, encoding="utf-8")
    _, out, err = command("clean", str(page))
    assert "Reporter" not in out
    assert Project().sources.site_rules() == ()


def test_an_edit_whose_text_is_gone_is_reported_until_somebody_forgets_it(
    page: Path, command: Call, editor: Callable[[str], None]
) -> None:
    command("run")
    editor(DROP + "\n" + MEND + SAVE)
    command("clean", str(page), "--edit")
    without = PAGE.replace("Im Mai wird er um einen Meter erhöht, sagte der Deichgraf.", "")
    page.write_text(without, encoding="utf-8")
    for _ in range(2):
        _, out, err = command("run")
        assert (
            "An edit of the source waits: input/deich.html: corrected “Der Deich ist" in out + err
        )
    assert "Reporter" not in body("en")
    editor("text = '\\n'.join(l for l in text.split('\\n') if '<!-- waits' not in l)" + SAVE)
    command("clean", str(page), "--edit")
    _, out, err = command("run")
    assert "waits" not in out + err
    page.write_text(PAGE, encoding="utf-8")
    command("run")
    assert "einen Meter" in body("en")
    assert "Reporter" not in body("en")


def test_edits_that_cannot_be_read_stop_their_article_and_name_the_file(
    page: Path, command: Call, editor: Callable[[str], None]
) -> None:
    command("run")
    editor(DROP + SAVE)
    command("clean", str(page), "--edit")
    before = body("en")
    Path(".translator/source/deich.json").write_text('{"edits": [', encoding="utf-8")
    code, out, err = command("run")
    assert code == 3
    assert ".translator/source/deich.json: what was edited in the source is damaged" in out + err
    assert body("en") == before


def test_from_python(page: Path) -> None:
    sources = Project().sources
    text = sources.of("input/deich.html")
    text = sources.drop(text, 1)
    number = next(n for n, one in enumerate(text.article.removed) if "Rechte" in one.text)
    text = sources.call_back(text, number, 0)
    assert [block.text[:8] for block in text.article.blocks] == ["Der Deic", "Alle Rec", "Die Arbe"]
    Project().run()
    assert Project().clean("input/deich.html").blocks == text.article.blocks
    assert "Reporter" not in body("en")


def test_edits_belong_to_one_input_whatever_others_are_called(
    page: Path, command: Call, editor: Callable[[str], None]
) -> None:
    command("run")
    page.with_suffix(".txt").write_text(
        "Der Deich\n\nUnser Reporter ist den Deich im Frühling einmal ganz entlanggewandert.\n",
        encoding="utf-8",
    )
    command("run")
    editor(DROP + SAVE)
    command("clean", str(page), "--edit")
    assert "Reporter" not in command("clean", str(page))[1]
    assert "Reporter" in command("clean", str(page.with_suffix(".txt")))[1]
    command("run")
    assert "Reporter" not in body("en")
    assert "Reporter" in Path("output/en/deich-txt.md").read_text(encoding="utf-8").replace(
        "en:", ""
    )
