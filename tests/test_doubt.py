"""Where a translation is doubtful, and where that is shown."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from check.samples import translation_of

from translator.article import ReviewState, Segment, Step, Translation
from translator.check import judged
from translator.doubt import doubts, step_counts
from translator.engines import providers
from translator.engines.fake import FakeEngine
from translator.glossary.concept import Glossary
from translator.project import Project
from translator.publish import render
from translator.publish.read import read_version
from translator.publish.version import Version, target_version
from translator.report import Action
from translator.settings import load_settings

SOURCE = "Die Gärtnerin pflanzte gestern im Dorf zwölf junge Bäume und eine lange Hecke."
GOOD = "Yesterday the gardener planted twelve young trees and a long hedge in the village."
BAD = "Yesterday the guard painted twelve young beams and a long heckle on the thorp."


@pytest.fixture
def translation() -> Translation:
    targets = (GOOD, GOOD.replace("hedge", "hadge"), BAD, SOURCE)
    return judged(translation_of([Segment(SOURCE, target) for target in targets]), Glossary())


def test_the_worst_comes_first_with_its_reason(translation: Translation) -> None:
    found = doubts(translation)
    assert [(doubt.block, doubt.step) for doubt in found] == [
        (3, Step.DOUBTFUL),
        (2, Step.DOUBTFUL),
        (1, Step.SURE),
    ]
    assert found[0].reasons == ("untranslated: same text as the source",)
    assert found[1].reasons == ('words: no word of the language: "thorp"',)
    assert found[2].reasons == ('words: no word of the language: "hadge"',)
    assert all(doubt.marked for doubt in found)
    assert step_counts(translation) == {"doubtful": 2, "look": 0, "sure": 2}


def test_a_sentence_to_look_at_is_listed_and_not_marked(translation: Translation) -> None:
    first, *others = translation.blocks
    for confidence, step, marked in ((0.3, Step.LOOK, False), (0.1, Step.DOUBTFUL, True)):
        segment = replace(first.segments[0], confidence=confidence)
        looked = replace(translation, blocks=(replace(first, segments=(segment,)), *others))
        (doubt,) = [doubt for doubt in doubts(looked) if not doubt.block]
        assert (doubt.step, doubt.marked) == (step, marked)
        assert doubt.reasons == ("its words have few counterparts in the source",)
    scored = replace(first.segments[0], confidence=0.1, score=-1.0)
    looked = replace(translation, blocks=(replace(first, segments=(scored,)), *others))
    assert [d.reasons for d in doubts(looked) if not d.block] == [
        ("the model was unsure of it, or words of the source are missing",)
    ]


def test_a_page_underlines_doubtful_sentences_and_says_why(translation: Translation) -> None:
    page = render(target_version(translation), "html").decode()
    spans = [part.split("</span>")[0] for part in page.split('<span class="doubt" ')[1:]]
    assert spans == [
        f'tabindex="0" data-why="words: no word of the language: &quot;hadge&quot;">{GOOD.replace("hedge", "hadge")}',
        f'tabindex="0" data-why="words: no word of the language: &quot;thorp&quot;">{BAD}',
        f'tabindex="0" data-why="untranslated: same text as the source">{SOURCE}',
    ]
    assert ".published .doubt { text-decoration: none; }" in page
    assert 'name="translator:sentences" content="2 doubtful, 0 look, 2 sure"' in page


def accepted(version: Version) -> Version:
    return replace(version, state=ReviewState.REVIEWED)


def test_front_matter_and_json_count_the_steps(translation: Translation) -> None:
    version = target_version(translation)
    counts = {"doubtful": 2, "look": 0, "sure": 2}
    assert f"sentences: {json.dumps(counts)}\n" in render(version, "md").decode()
    data = json.loads(render(version, "json"))
    assert data["sentence_counts"] == counts
    assert [block["segments"][0]["confidence"] for block in data["blocks"]] == [
        segment.confidence for segment in translation.segments
    ]
    assert "sentences:" not in render(accepted(version), "md").decode()


def test_run_says_where_to_look_first(project: Path) -> None:
    del project
    report = Project(load_settings()).run()
    (version,) = [v for a in report.articles for v in a.versions if v.lang == "en"]
    assert version.doubts
    marked = [doubt.errors for doubt in version.doubts]
    assert marked == sorted(marked, reverse=True)


class RefusingEngine(FakeEngine):
    """A chat model that does not want to."""

    def __init__(self, source: str, target: str) -> None:
        super().__init__(source, target)
        self.signature = f"refusing-{source}-{target}"

    def _mark(self, sentence: str, bare: int = 0) -> str:
        del sentence, bare
        return "I'm sorry, but I can't help with that."


def test_an_article_of_refusals_is_not_published(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Project(load_settings()).run()
    before = (project / "output/en/kim.md").read_bytes()
    monkeypatch.setattr(providers, "FakeEngine", RefusingEngine)
    report = Project(load_settings()).run()
    failed = [v for a in report.articles for v in a.versions if v.lang == "en"]
    assert [version.action for version in failed] == [Action.FAILED]
    assert "is no translation" in failed[0].error
    assert report.exit_code() == 3
    assert (project / "output/en/kim.md").read_bytes() == before


def test_markdown_says_it_in_comments_if_asked_and_reads_back_without(
    translation: Translation, tmp_path: Path
) -> None:
    version = target_version(translation)
    assert "<!--" not in render(version, "md").decode()
    file = tmp_path / "garden.md"
    file.write_bytes(render(replace(version, doubt_comments=True), "md"))
    lines = file.read_text("utf-8").split("\n")
    notes = [line for line in lines if line.startswith("<!-- ")]
    assert len(notes) == 3
    assert notes[1] == f'<!-- translator: “{BAD}” – words: no word of the language: "thorp" -->'
    assert lines[lines.index(notes[1]) - 2] == BAD
    assert [block.text for block in read_version(file).blocks] == [
        block.text for block in version.blocks
    ]


def test_no_comment_ends_early_or_runs(translation: Translation) -> None:
    block = replace(
        translation.blocks[0],
        segments=(Segment(SOURCE, "--> {{ x }} {% y %} <b>--", confidence=0.0),),
    )
    version = target_version(replace(translation, blocks=(block,), findings=()))
    lines = render(replace(version, doubt_comments=True), "md").decode().split("\n")
    (note,) = [line for line in lines if line.startswith("<!--")]
    assert note.count("-->") == 1
    assert not {"{{", "{%", "<b"} & {note[i : i + 2] for i in range(len(note))}


def test_the_setting_makes_versions_anew(project: Path) -> None:
    del project
    Project(load_settings()).run()
    before = Path("output/en/kim.md").read_text("utf-8")
    Project(replace(load_settings(), doubt_comments=True)).run()
    assert "<!-- translator: " not in before
    assert "<!-- translator: " in Path("output/en/kim.md").read_text("utf-8")
    Project(load_settings()).run()
    assert Path("output/en/kim.md").read_text("utf-8") == before


def test_what_a_person_changed_is_no_longer_doubtful_by_its_words(project: Path) -> None:
    del project
    Project(load_settings()).run()
    file = Path("output/en/kim.md")

    def of_lead() -> list[str]:
        (article,) = Project(load_settings()).check([file]).articles
        return [d.target for d in article.versions[0].doubts if d.step is not Step.SURE]

    before = of_lead()
    assert before
    file.write_text(file.read_text("utf-8").replace(before[0], "Somebody wrote this."), "utf-8")
    assert before[0] not in of_lead()
    assert "Somebody wrote this." not in of_lead()


def test_the_text_for_a_picture_is_checked_and_has_its_place(translation: Translation) -> None:
    alt = Segment("Drei Bagger, 14 Meter hoch", "Three diggers, 15 metres high")
    first, *others = translation.blocks
    seen = judged(replace(translation, blocks=(replace(first, alt=(alt,)), *others)), Glossary())
    (doubt,) = [doubt for doubt in doubts(seen) if doubt.source == alt.source]
    assert doubt.reasons == ('numbers: not in the translation: "14"; instead: "15"',)
    assert (doubt.block, doubt.place) == (0, 1)  # behind the one sentence of its block
    assert sum(step_counts(seen).values()) == len(seen.segments)


class VagueEngine(FakeEngine):
    """Renders everything by a sentence in which no check finds anything wrong."""

    def _mark(self, sentence: str, bare: int = 0) -> str:
        del sentence, bare
        return BAD.replace("thorp", "hill")


def test_an_accepted_version_has_no_doubts_but_what_the_checks_find(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(providers, "FakeEngine", VagueEngine)
    (project / "input/kim.md").write_text(f"# Neues\n\n{SOURCE}\n\n{SOURCE}\n", "utf-8")
    Project(load_settings()).run()
    version = Path("output/en/kim.md")

    def bare() -> list[str]:
        (article,) = Project(load_settings()).check((version,)).articles
        return [d.source for d in article.versions[0].doubts if not d.errors + d.warnings]

    assert bare()
    list(Project(load_settings()).review.accept([version], by="Ada"))
    assert not bare()
    version.write_text(version.read_text("utf-8") + "\nMore.\n", encoding="utf-8")
    assert bare()
