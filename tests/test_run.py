"""The main job as a whole, with the fake engine: what is written, and what is left alone."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from translator.engines import providers
from translator.engines.fake import FakeEngine
from translator.errors import EngineError, UsageError
from translator.project import Project
from translator.report import Action, Report, Silence
from translator.settings import Settings, load_settings
from translator.translate.memory import MEMORY_FILE, HumanEntry, Memory

EN = Path("output/en/kim.md")
DE = Path("output/de/kim.md")


def actions(report: Report) -> dict[str, Action]:
    return {v.lang: v.action for article in report.articles for v in article.versions}


@pytest.fixture
def settings(project: Path) -> Settings:
    return load_settings()


def snapshot(folder: str = "output") -> dict[str, bytes]:
    return {str(p): p.read_bytes() for p in sorted(Path(folder).rglob("*")) if p.is_file()}


def test_an_article_becomes_a_source_and_a_target_version(settings: Settings) -> None:
    report = Project(settings).run()
    assert actions(report) == {"de": Action.CREATED, "en": Action.CREATED}
    assert "en:Kim en:Jong en:Un" in EN.read_text(encoding="utf-8")
    assert "machine-translated: true" in EN.read_text(encoding="utf-8")
    assert "machine-translated: false" in DE.read_text(encoding="utf-8")


def test_a_second_run_does_nothing(settings: Settings) -> None:
    Project(settings).run()
    before = {path: Path(path).stat().st_mtime_ns for path in snapshot()}
    report = Project(settings).run()
    assert set(actions(report).values()) == {Action.UNCHANGED}
    assert before == {path: Path(path).stat().st_mtime_ns for path in snapshot()}


def test_the_same_input_gives_the_same_bytes(settings: Settings) -> None:
    Project(settings).run()
    Project(replace(settings, output=Path("again"), state=Path(".again"))).run()
    assert [*snapshot().values()] == [*snapshot("again").values()]


def test_only_the_changed_sentence_is_translated_again(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    Project(settings).run()
    seen: list[str] = []
    translate = FakeEngine.translate

    def spy(self: FakeEngine, sentences: Sequence[str]) -> list[str]:
        seen.extend(sentences)
        return translate(self, sentences)

    monkeypatch.setattr(FakeEngine, "translate", spy)
    path = Path("input/kim.md")
    path.write_text(path.read_text(encoding="utf-8").replace("am Montag", "am Dienstag"))
    report = Project(settings).run()
    assert actions(report) == {"de": Action.UPDATED, "en": Action.UPDATED}
    assert seen == ["Kim Jong Un ist am Dienstag nach Moskau gereist."]


def write_glossary(text: str) -> None:
    Path("glossary/terms.csv").write_text(text, encoding="utf-8")


def test_a_term_that_does_not_occur_changes_nothing(settings: Settings) -> None:
    Project(settings).run()
    write_glossary("de,en\nBundestag,Bundestag\n")
    assert set(actions(Project(settings).run()).values()) == {Action.UNCHANGED}


def test_a_term_that_occurs_makes_only_its_version_again(settings: Settings) -> None:
    Project(settings).run()
    write_glossary("de,en\nMoskau,Moscow\n")
    assert actions(Project(settings).run()) == {"de": Action.UNCHANGED, "en": Action.UPDATED}
    assert "Moscow" in EN.read_text(encoding="utf-8")


def test_a_persons_edit_is_never_overwritten(settings: Settings) -> None:
    Project(settings).run()
    edited = EN.read_text(encoding="utf-8").replace("en:Kim en:Jong en:Un", "Kim Jong Un")
    EN.write_text(edited, encoding="utf-8")
    assert set(actions(Project(settings).run()).values()) == {Action.UNCHANGED}
    write_glossary("de,en\nStrecke,route\n")
    for _ in range(2):
        report = Project(settings).run()
        assert EN.read_text(encoding="utf-8") == edited
        assert "route" in Path("output/en/kim.new.md").read_text(encoding="utf-8")
        assert actions(report)["en"] is Action.KEPT_BESIDE


def test_a_file_of_unknown_origin_is_never_overwritten(settings: Settings) -> None:
    EN.parent.mkdir(parents=True)
    EN.write_text("mine", encoding="utf-8")
    assert actions(Project(settings).run())["en"] is Action.KEPT_BESIDE
    assert EN.read_text(encoding="utf-8") == "mine"
    assert actions(Project(settings).run())["en"] is Action.KEPT_BESIDE
    Path("output/en/kim.new.md").unlink()
    assert actions(Project(settings).run())["en"] is Action.UNCHANGED


def test_force_keeps_the_edited_file_as_a_backup(settings: Settings) -> None:
    Project(settings).run()
    EN.write_text("mine", encoding="utf-8")
    Project(replace(settings, force=True)).run()
    assert Path("output/en/kim.bak.md").read_text(encoding="utf-8") == "mine"
    assert "en:Kim" in EN.read_text(encoding="utf-8")


def test_losing_the_state_loses_no_published_text(settings: Settings) -> None:
    Project(settings).run()
    before = snapshot()
    for path in sorted(Path(".translator").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    report = Project(settings).run()
    assert set(actions(report).values()) == {Action.UNCHANGED}
    assert snapshot() == before


def test_a_correction_wins_and_only_then_is_the_version_made_again(settings: Settings) -> None:
    Project(settings).run()
    with Memory(settings.state / MEMORY_FILE) as memory:
        memory.learn([HumanEntry("de", "en", "Lange Fahrt", "A long journey", "kim.md")])
    assert actions(Project(settings).run()) == {"de": Action.UNCHANGED, "en": Action.UPDATED}
    assert "## A long journey" in EN.read_text(encoding="utf-8")
    assert set(actions(Project(settings).run()).values()) == {Action.UNCHANGED}


class NewerEngine(FakeEngine):
    """Another model for the same languages: other words, another signature."""

    def __init__(self, source: str, target: str) -> None:
        super().__init__(source, target)
        self.signature = f"fake-2-{source}-{target}"

    def _word(self, word: str) -> str:
        return f"newer:{word}"


def test_another_model_makes_its_version_again_and_is_asked_itself(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    Project(settings).run()
    monkeypatch.setattr(providers, "FakeEngine", NewerEngine)
    assert actions(Project(settings).run()) == {"de": Action.UNCHANGED, "en": Action.UPDATED}
    text = EN.read_text(encoding="utf-8")
    assert "newer:Lange newer:Fahrt" in text
    assert "en:" not in text
    assert set(actions(Project(settings).run()).values()) == {Action.UNCHANGED}


@pytest.mark.parametrize("lost", ["output/en/kim.md", "output/de/kim.html"])
def test_a_deleted_file_is_written_again(settings: Settings, lost: str) -> None:
    settings = replace(settings, formats=("md", "html"))
    Project(settings).run()
    before = snapshot()
    Path(lost).unlink()
    Project(settings).run()
    assert snapshot() == before


def test_a_format_that_was_added_is_written(settings: Settings) -> None:
    Project(settings).run()
    Project(replace(settings, formats=("md", "txt"))).run()
    assert Path("output/en/kim.txt").exists()
    assert Path("output/de/kim.txt").exists()


@pytest.mark.parametrize(
    ("correction", "expected"),
    [
        (HumanEntry("de", "pt", "Lange Fahrt", "Uma longa viagem"), "## Uma longa viagem"),
        (HumanEntry("de", "en", "Lange Fahrt", "Long journey"), "## pt:Long pt:journey"),
        (HumanEntry("en", "pt", "en:Lange en:Fahrt", "Uma longa viagem"), "## Uma longa viagem"),
    ],
    ids=["whole way", "first step", "second step"],
)
def test_a_correction_of_any_step_reaches_the_version_over_a_pivot(
    settings: Settings, correction: HumanEntry, expected: str
) -> None:
    settings = replace(settings, targets=("pt",), models={"de-en": "fake", "en-pt": "fake"})
    Project(settings).run()
    with Memory(settings.state / MEMORY_FILE) as memory:
        memory.learn([correction])
    assert actions(Project(settings).run()) == {"de": Action.UNCHANGED, "pt": Action.UPDATED}
    assert expected in Path("output/pt/kim.md").read_text(encoding="utf-8")


def test_a_dry_run_writes_nothing(settings: Settings) -> None:
    report = Project(replace(settings, dry_run=True)).run()
    assert set(actions(report).values()) == {Action.PLANNED}
    assert not Path("output").exists()
    assert not Path(".translator").exists()


def test_what_went_into_another_folder_once_is_not_looked_for_in_this_one(
    settings: Settings, tmp_path: Path
) -> None:
    Project(settings).run()
    Project(replace(settings, output=tmp_path / "elsewhere", formats=("json",))).run()
    dry = Project(replace(settings, dry_run=True)).run()
    assert set(actions(dry).values()) == {Action.UNCHANGED}
    assert set(actions(Project(settings).run()).values()) == {Action.UNCHANGED}
    EN.unlink()
    assert actions(Project(replace(settings, dry_run=True)).run())["en"] is Action.PLANNED


def test_a_bad_article_does_not_stop_the_others(settings: Settings) -> None:
    Path("input/a-empty.txt").write_bytes(b"")
    Path("input/b-binary.txt").write_bytes(bytes(range(256)) * 20)
    Path("input/c-english.txt").write_text(
        "The minister left the town\n\n" + "The government said on Monday that it would act. " * 9
    )
    report = Project(settings).run()
    errors = [article.error for article in report.articles if article.error]
    assert len(errors) == 3
    assert all("\n" not in error and "input/" in error for error in errors)
    assert actions(report)["en"] is Action.CREATED
    assert report.exit_code() == 3


def test_a_failing_backend_fails_one_version_and_keeps_the_rest(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(self: FakeEngine, sentences: Sequence[str]) -> list[str]:
        raise EngineError("out of memory", hint="close something")

    with monkeypatch.context() as patch:
        patch.setattr(FakeEngine, "translate", fail)
        report = Project(settings).run()
    assert actions(report) == {"de": Action.CREATED, "en": Action.FAILED}
    assert not EN.exists()
    assert actions(Project(settings).run()) == {"de": Action.UNCHANGED, "en": Action.CREATED}


class Interrupted(Silence):
    def translating(self, name: str, lang: str, done: int, total: int) -> None:
        if done == total:
            raise KeyboardInterrupt


def test_an_interrupted_run_resumes_where_it_was(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(KeyboardInterrupt):
        Project(settings).run(Interrupted())
    assert not EN.exists()

    def fail(self: FakeEngine, sentences: Sequence[str]) -> list[str]:
        raise AssertionError(sentences)

    monkeypatch.setattr(FakeEngine, "translate", fail)
    assert actions(Project(settings).run())["en"] is Action.CREATED


@pytest.mark.parametrize(
    ("lang", "city", "notice"),
    [
        ("pt", "Moscovo", "Tradução automática"),
        ("es", "Moscú", "Traducción automática"),
    ],
)
def test_a_pivot_is_named_and_terms_survive_it(
    settings: Settings, lang: str, city: str, notice: str
) -> None:
    write_glossary(f"de,en,{lang}\nMoskau,Moscow,{city}\n")
    models = {"de-en": "fake", f"en-{lang}": "fake"}
    report = Project(replace(settings, targets=(lang,), models=models)).run()
    version = report.articles[0].versions[1]
    assert version.route == f"de → en → {lang}"
    text = Path(f"output/{lang}/kim.md").read_text(encoding="utf-8")
    assert f"de → en → {lang}" in text
    assert notice in text
    assert city in text


def test_a_concept_without_a_term_in_the_target_asks_nothing_of_it(settings: Settings) -> None:
    write_glossary("de,en,pt\nMoskau,Moscow,\n")
    models = {"de-en": "fake", "en-pt": "fake"}
    report = Project(replace(settings, targets=("en", "pt"), models=models)).run()
    _, english, portuguese = report.articles[0].versions
    assert english.terms
    assert not portuguese.terms
    assert not [finding for finding in portuguese.findings if finding.check == "terms"]


def test_several_jobs_give_the_same_bytes(settings: Settings) -> None:
    for number in range(5):
        Path(f"input/copy{number}.md").write_bytes(Path("input/kim.md").read_bytes())
    Project(settings).run()
    Project(replace(settings, jobs=3, output=Path("again"), state=Path(".again"))).run()
    assert [*snapshot().values()] == [*snapshot("again").values()]


def test_one_article_of_the_folder_is_published_to_the_same_place(settings: Settings) -> None:
    Path("input/sport").mkdir()
    for name in ("input/sport/kim.md", "input/sport/kim.txt"):
        Path(name).write_bytes(Path("input/kim.md").read_bytes())
    Project(settings).run()
    before = snapshot()
    assert "output/en/sport/kim-md.md" in before
    report = Project(replace(settings, inputs=(Path("input/sport/kim.md"),))).run()
    assert set(actions(report).values()) == {Action.UNCHANGED}
    assert snapshot() == before


def test_the_source_language_is_no_target(settings: Settings) -> None:
    with pytest.raises(UsageError, match="not a target"):
        Project(replace(settings, targets=("de",))).run()


def test_a_missing_route_fails_its_versions_only(settings: Settings) -> None:
    report = Project(replace(settings, targets=("en", "xx"))).run()
    assert actions(report) == {"de": Action.CREATED, "en": Action.CREATED, "xx": Action.FAILED}
    assert "translator models install de xx" in report.articles[0].versions[-1].error


def test_a_cut_article_is_published_with_a_finding_in_every_version(settings: Settings) -> None:
    text = (
        "Land verstärkt Deiche an der Nordsee\n\nDie Landesregierung hat am Dienstag in Kiel ein "
        "neues Programm für den Küstenschutz vorgestellt und mehr Geld versprochen.\n\nDie Gemeinden "
        "hatten seit langem mehr verlangt und sprachen von einem ersten Schritt.\n\n"
        "Weiterlesen mit K+\n"
    )
    Path("input/deich.txt").write_text(text, encoding="utf-8")
    report = next(a for a in Project(settings).run().articles if a.name.endswith("deich.txt"))
    for version in report.versions:
        assert [f.message for f in version.findings if f.check == "cut"] == [
            "the article is not whole: it breaks off at a paywall: “Weiterlesen mit K+”"
        ]
        published = Path(f"output/{version.lang}/deich.md").read_text(encoding="utf-8")
        assert 'cut: "it breaks off at a paywall: “Weiterlesen mit K+”"' in published
    assert Project(settings).run().exit_code(strict=True) == 1


def test_a_consent_page_is_not_published(settings: Settings) -> None:
    page = (
        "<html lang='de'><main><h1>Küstenbote mit Werbung</h1><p>Besuchen Sie unsere Seite wie "
        "gewohnt mit Werbung und Tracking, und stimmen Sie der Nutzung von Cookies zu.</p><p>Wir und "
        "unsere 180 Partner verwenden Cookies, um Inhalte zu personalisieren.</p></main></html>"
    )
    Path("input/zustimmung.html").write_text(page, encoding="utf-8")
    report = Project(settings).run()
    assert report.exit_code() == 3
    assert "a consent page, not an article" in report.articles[1].error
    assert not list(Path("output").rglob("zustimmung*"))
