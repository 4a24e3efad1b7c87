"""What was wrong with an input reaches the editor: in reports, records and on the terminal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from check.samples import translation_of

from translator.article import Article, Block, BlockKind, Finding, Metadata, Segment, Severity
from translator.check import input_findings, run_checks
from translator.glossary.concept import Glossary
from translator.project import Project
from translator.settings import load_settings

NOTE = "the text was encoded twice and is repaired in 1 place: “reÃ¯st” is now “reïst”"
SPOILT = "Kim Jong Un ist am Montag zurÃ¼ck nach Moskau gereist."


def test_notes_on_the_input_and_lost_characters_are_findings() -> None:
    blocks = (
        Block(BlockKind.PARAGRAPH, "Alles da."),
        Block(BlockKind.PARAGRAPH, "Die K\ufffdste."),
    )
    article = Article(Metadata(), blocks, notes=(NOTE,))
    assert list(input_findings(article)) == [
        Finding("input", NOTE, Severity.WARNING),
        Finding(
            "input",
            "a character is lost in the input: “K\ufffdste.”",
            Severity.WARNING,
            block=1,
            source="Die K\ufffdste.",
        ),
    ]


def test_a_translation_tells_what_was_wrong_with_its_source() -> None:
    translation = translation_of([Segment("Es regnet.", "It is raining.")])
    noted = replace(translation, article=replace(translation.article, notes=(NOTE,)))
    assert run_checks(translation, Glossary()) == ()
    assert run_checks(noted, Glossary()) == (Finding("input", NOTE),)


def test_every_version_and_a_later_check_report_it(project: Path) -> None:
    Path("input/kim.md").write_text(f"# Kim in Moskau\n\n{SPOILT}\n", encoding="utf-8")
    settings = load_settings()
    versions = Project(settings).run().articles[0].versions
    expected = "the text was encoded twice and is repaired in 1 place: “zurÃ¼ck” is now “zurück”"
    assert [[f.message for f in v.findings if f.check == "input"] for v in versions] == [
        [expected],
        [expected],
    ]
    again = Project(settings).check([Path("output/en/kim.md")]).articles[0].versions[0]
    assert expected in [finding.message for finding in again.findings]
    assert [v.findings for v in Project(settings).run().articles[0].versions] == [
        v.findings for v in versions
    ]


def test_clean_says_it_on_stderr_and_explains_it(
    project: Path, command: Callable[..., tuple[int, str, str]]
) -> None:
    Path("a.txt").write_text(f"Kim in Moskau\n\n{SPOILT}\n", encoding="utf-8")
    code, out, err = command("clean", "a.txt", "--format", "txt")
    assert code == 0
    assert "zurück" in out
    assert err.startswith("a.txt: the text was encoded twice and is repaired in 1 place: ")
    _, out, err = command("clean", "a.txt", "--explain")
    assert "input          the text was encoded twice" in out
    assert err == ""
