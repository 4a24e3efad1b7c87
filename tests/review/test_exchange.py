"""Versions go to translators and come back: XLIFF, Word, a page; nothing is lost on the way."""

import io
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from translate.storage import factory

from translator.article import BlockKind, Mark, MarkKind, ReviewState
from translator.errors import TranslatorError, UsageError
from translator.markup.marks import nested
from translator.project import Project
from translator.review.exchange.bring import Format
from translator.review.exchange.columns import read_columns, write_columns
from translator.review.exchange.docx import read_docx, write_docx
from translator.review.exchange.units import Bundle, Marked, Returned, Unit, codes, tidied
from translator.review.exchange.xliff import read_xliff, write_xliff

Call = Callable[..., tuple[int, str, str]]
EN = Path("output/en/kim.md")
FORMATS = [Format.XLIFF, Format.DOCX, Format.HTML]
NAMES = {Format.XLIFF: "kim.en.xlf", Format.DOCX: "kim.en.docx", Format.HTML: "kim.en.html"}
X = "{urn:oasis:names:tc:xliff:document:1.2}"
ARTICLE = """# Der Deich

Er ist **zwölf Kilometer** lang. Das sagt [der *Rat*](https://rat.example/a?b=1&c=2) seit H<sub>2</sub>O.

| Jahr | Länge |
| --- | --- |
| 2024 | 12 km |

1. Erster Punkt
   - Unterpunkt

> Das hält.

```
x = 1
```

![Bild](https://bild.example/1.jpg)
*Der Deich am Abend*
"""


@pytest.fixture
def published(project: Path) -> Project:
    Path("input/kim.md").write_text(ARTICLE, encoding="utf-8")
    Project().run()
    return Project()


def exported(form: Format) -> Path:
    return Project().review.export(EN, form, Path("exchange"))


def change(file: Path, old: str, new: str) -> None:
    """Change a text in a file as a translator does."""
    if file.suffix != ".docx":
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")
        return
    document = Document(str(file))
    found = 0
    for row in document.tables[0].rows:
        for paragraph in row.cells[2].paragraphs:
            for run in paragraph.runs:
                found += old in run.text
                run.text = run.text.replace(old, new)
    assert found
    document.save(str(file))


@pytest.mark.parametrize("form", FORMATS)
def test_what_nobody_changed_changes_nothing(published: Project, form: Format) -> None:
    before = EN.read_bytes()
    done = published.review.bring_in(exported(form))
    assert (done.changed, done.empty, done.approved) == ((), (), False)
    assert EN.read_bytes() == before


@pytest.mark.parametrize("form", FORMATS)
def test_what_was_changed_is_published_and_all_else_stays_to_the_letter(
    published: Project, form: Format
) -> None:
    text = EN.read_text(encoding="utf-8")
    text = text.replace("> en:Das", "A note[^1] of <b>ours</b>.\n\n[^1]: here\n\n> en:Das")
    EN.write_text(text, encoding="utf-8")
    file = exported(form)
    change(file, "en:Erster en:Punkt", "The first point")
    done = published.review.bring_in(file)
    assert len(done.changed) == 1
    now = EN.read_text(encoding="utf-8")
    body = text.split("---\n")[3]
    assert now.split("---\n")[3] == body.replace("en:Erster en:Punkt", "The first point")
    assert Project().review.show(EN).state is ReviewState.EDITED
    assert 'review: "edited"' in now


@pytest.mark.parametrize("form", FORMATS)
def test_marks_come_back_over_the_words_they_are_moved_to(published: Project, form: Format) -> None:
    file = exported(form)
    change(file, "en:zwölf en:Kilometer", "twelve kilometres")
    published.review.bring_in(file)
    assert "**twelve kilometres en**" in EN.read_text(encoding="utf-8")
    assert "](<https://rat.example/a?b=1&c=2>)" in EN.read_text(encoding="utf-8")


@pytest.mark.parametrize("form", FORMATS)
def test_every_other_format_follows(project: Path, form: Format) -> None:
    Path("input/kim.md").write_text(ARTICLE, encoding="utf-8")
    Project(formats=("md", "html", "json", "txt")).run()
    file = exported(form)
    change(file, "en:Erster en:Punkt", "The first point")
    Project(formats=("md", "html", "json", "txt")).review.bring_in(file)
    for name in ("html", "json", "txt"):
        assert "The first point" in EN.with_suffix(f".{name}").read_text(encoding="utf-8")
    assert not list(EN.parent.glob("*.new.*"))
    assert Project().run().articles[0].versions[1].waiting == ()


def test_the_command_learns_what_came_back(published: Project, command: Call) -> None:
    command("review", "export", str(EN), "--format", "xliff")
    file = Path("exchange/kim.en.xlf")
    change(file, "en:Erster en:Punkt", "First point")
    _, out, err = command("review", "import", str(file), "--by", "Anna Beispiel")
    assert "exchange/kim.en.xlf: output/en/kim.md: 1 paragraph changed" in out
    assert "Erster Punkt\n    → First point" in out
    assert "1 correction learned" in err
    with Project().memory() as memory:
        ((source, who),) = [(entry.source, entry.who) for entry in memory.corrections()]
    assert (source, who) == ("Erster Punkt", "Anna Beispiel")


def test_an_approved_file_is_accepted_in_the_name_of_who_worked_in_it(
    published: Project, command: Call
) -> None:
    file = exported(Format.XLIFF)
    text = file.read_text(encoding="utf-8").replace('approved="no"', 'approved="yes"')
    file.write_text(text, encoding="utf-8")
    assert "accept output/en/kim.md --by NAME" in command("review", "import", str(file))[2]
    assert Project().review.show(EN).state is ReviewState.MACHINE
    command("review", "import", str(file), "--by", "Anna")
    assert Project().review.show(EN).state is ReviewState.REVIEWED
    again = exported_text(published)
    assert 'state="signed-off"' in again
    assert 'approved="yes"' in again


def exported_text(project: Project) -> str:
    return project.review.export(EN, Format.XLIFF, Path("second")).read_text(encoding="utf-8")


def test_xliff_says_what_a_model_wrote_and_what_the_checks_found(published: Project) -> None:
    text = exported_text(published)
    assert 'source-language="de" target-language="en"' in text
    assert 'state="needs-review-translation" state-qualifier="leveraged-mt"' in text
    assert '<note from="translator">' in text
    root = ET.fromstring(text.encode())  # noqa: S314 - our own
    unit = next(u for u in root.iter(f"{X}trans-unit") if len(u.findall(f".//{X}mrk")) == 4)
    assert [mrk.get("mid") for mrk in unit.findall(f"{X}seg-source/{X}mrk")] == ["1", "2"]
    assert {g.get("ctype") for g in unit.findall(f"{X}source/{X}g")} == {"bold", "link", "x-sub"}


def test_a_paragraph_that_a_person_wrote_is_called_so(published: Project) -> None:
    text = EN.read_text(encoding="utf-8").replace("en:Erster en:Punkt", "First point")
    EN.write_text(text, encoding="utf-8")
    root = ET.fromstring(exported_text(published).encode())  # noqa: S314 - our own
    states = [target.get("state") for target in root.iter(f"{X}target")]
    assert states.count("translated") == 1


def test_translate_toolkit_reads_and_writes_it(published: Project) -> None:
    file = exported(Format.XLIFF)
    store = factory.getobject(str(file))
    unit = next(u for u in store.units if str(u.source) == "Erster Punkt")
    assert str(unit.target) == "en:Erster en:Punkt"
    unit.target = "First point"
    store.save()
    done = published.review.bring_in(file)
    assert len(done.changed) == 1
    assert "1. First point" in EN.read_text(encoding="utf-8")


def test_codes_are_one_word_each_in_the_file(published: Project) -> None:
    names = re.findall(r"<target.*?</target>", exported_text(published))
    for target in names:
        ids = re.findall(r'<[gx] id="([^"]+)"', target)
        assert len(ids) == len(set(ids))


def test_a_version_that_was_changed_since_is_not_written_over(
    published: Project, command: Call
) -> None:
    file = exported(Format.XLIFF)
    change(file, "en:Erster", "First")
    text = EN.read_text(encoding="utf-8").replace("en:Unterpunkt", "Sub-item")
    EN.write_text(text, encoding="utf-8")
    code, _, err = command("review", "import", str(file))
    assert code == 2
    assert "output/en/kim.md was changed since it was exported" in err
    assert EN.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("form", FORMATS)
def test_a_file_that_somebody_works_in_is_not_written_over(
    published: Project, form: Format
) -> None:
    file = exported(form)
    assert exported(form) == file
    change(file, "en:Erster en:Punkt", "First point")
    before = file.read_bytes()
    with pytest.raises(TranslatorError, match="somebody may have worked in it"):
        exported(form)
    assert file.read_bytes() == before
    published.review.export(EN, form, Path("exchange"), force=True)
    assert file.read_bytes() != before


@pytest.mark.parametrize("form", FORMATS)
def test_a_paragraph_that_came_back_empty_stays(published: Project, form: Format) -> None:
    file = exported(form)
    change(file, "en:Erster en:Punkt", "")
    done = published.review.bring_in(file)
    assert (len(done.empty), done.changed) == (1, ())
    assert "en:Erster en:Punkt" in EN.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.xlf", b"<xliff", "cannot be read as XLIFF"),
        ("a.xlf", b"<html/>", "is no XLIFF 1.2"),
        ("a.xlf", b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', "cannot be read as XLIFF"),
        ("a.docx", b"PK\x03\x04", "cannot be read as a Word file"),
        ("a.html", b"<p>no</p>", "has no table of ours"),
        ("a.odt", b"x", "is no file for translators"),
        (
            "a.html",
            b'<table data-version="../../etc/passwd"><tr data-unit="1"><td>x</td></tr></table>',
            "does not name a published version of this project",
        ),
    ],
)
def test_what_is_none_of_ours_is_one_clear_line(
    published: Project, command: Call, name: str, data: bytes, message: str
) -> None:
    Path(name).write_bytes(data)
    code, out, err = command("review", "import", name)
    assert (code, out) == (2, "")
    assert message in err
    assert len(err.splitlines()) == 1


def test_without_python_docx_the_command_says_what_to_install(
    published: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "docx", None)
    with pytest.raises(UsageError, match=r"python-docx.*translator\[docx\]"):
        exported(Format.DOCX)


def test_people_change_word_files_in_their_own_way(published: Project) -> None:
    """A new paragraph in a cell, a word in bold, a link that stays."""
    file = exported(Format.DOCX)
    document = Document(str(file))
    (cell,) = (r.cells[2] for r in document.tables[0].rows if "en:Erster" in r.cells[2].text)
    cell.paragraphs[0].runs[0].text = "The "
    cell.paragraphs[0].add_run("first").bold = True
    cell.add_paragraph("point")
    document.save(str(file))
    published.review.bring_in(file)
    assert "1. The **first** point" in EN.read_text(encoding="utf-8")


TEXTS = st.text("abc de\t\nÄ<&>\"'", min_size=1, max_size=20)
KINDS = [MarkKind.LINK, MarkKind.STRONG, MarkKind.EMPHASIS, MarkKind.SUB, MarkKind.CODE]


@st.composite
def marked(draw: st.DrawFn) -> Marked:
    text = tidied(draw(TEXTS), ())
    size = len(text.text)
    spans = draw(st.lists(st.tuples(st.integers(0, size), st.integers(0, size)), max_size=3))
    marks = [
        Mark(kind, min(span), max(span), "https://a.example/" if kind is MarkKind.LINK else "")
        for kind, span in zip(draw(st.permutations(KINDS)), spans, strict=False)
        if min(span) < max(span)
    ]
    return tidied(text.text, nested(text.text, [*marks, *text.marks]))


@pytest.mark.parametrize(
    ("write", "read"),
    [(write_xliff, read_xliff), (write_docx, read_docx), (write_columns, read_columns)],
)
@given(source=marked(), target=marked())
def test_marked_text_survives_every_format(
    write: Callable[[Bundle], bytes],
    read: Callable[..., Returned],
    source: Marked,
    target: Marked,
) -> None:
    unit = Unit(
        1,
        BlockKind.PARAGRAPH,
        source,
        target,
        (((0, len(source.text)), (0, len(target.text))),),
        codes(source.marks, target.marks),
    )
    bundle = Bundle("output/en/a.md", "de", "en", "0" * 64, ReviewState.MACHINE, "A", (unit,))
    back = read(write(bundle), bundle)
    assert (back.path, back.digest) == (bundle.path, bundle.digest)
    assert back.texts[1].text == target.text
    assert covered(back.texts[1]) == covered(target)


def covered(text: Marked) -> set[tuple[int, MarkKind]]:
    """Return which letters lie below which marks; how marks over the same letters nest is no matter."""
    return {
        (at, mark.kind)
        for mark in text.marks
        for at in range(mark.start, mark.end)
        if not text.text[at].isspace() or mark.kind is MarkKind.BREAK
    }


def test_the_same_version_gives_the_same_bytes(published: Project) -> None:
    for form in (Format.XLIFF, Format.HTML):
        first = published.review.export(EN, form, Path("a")).read_bytes()
        assert published.review.export(EN, form, Path("b")).read_bytes() == first


def test_word_files_are_read_by_word_readers(published: Project) -> None:
    document = Document(io.BytesIO(exported(Format.DOCX).read_bytes()))
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert rows[0] == ["No.", "de", "en"]
    assert ["2", "Jahr\tLänge", "en:Jahr\ten:Länge"] in rows


def test_a_project_may_lie_anywhere_and_its_files_name_no_folder_above_it(
    published: Project, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = Path.cwd()
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    project = Project(home)
    file = project.review.export("output/en/kim.md", Format.XLIFF)
    assert file == home / "exchange/kim.en.xlf"
    assert 'original="output/en/kim.md"' in file.read_text(encoding="utf-8")
    change(file, "en:Erster en:Punkt", "First point")
    assert len(project.review.bring_in("exchange/kim.en.xlf").changed) == 1
    assert project.review.show("output/en/kim.md").state is ReviewState.EDITED


def test_what_the_model_doubts_is_a_note_and_counted_until_somebody_has_dealt_with_it(
    published: Project,
) -> None:
    record = published.records.get("en", "kim")
    assert record
    unsure = tuple(
        tuple(replace(s, confidence=0.05 if s.source == "Erster Punkt" else None) for s in some)
        for some in record.segments
    )
    published.records.put("kim", replace(record, segments=unsure))
    assert "doubtful: confidence 0.05: en:Erster en:Punkt" in exported_text(published)
    assert published.review.show(EN).doubtful == 1
    text = EN.read_text(encoding="utf-8").replace("en:Erster en:Punkt", "First point")
    EN.write_text(text, encoding="utf-8")
    assert published.review.show(EN).doubtful == 0


@pytest.mark.parametrize("form", FORMATS)
def test_the_spaces_of_print_come_back(published: Project, form: Format) -> None:
    text = EN.read_text(encoding="utf-8")
    said = "«\u202fPoint\u202f» de 5\u00a0km"
    EN.write_text(text.replace("en:Erster en:Punkt", said), encoding="utf-8")
    before = EN.read_bytes()
    done = published.review.bring_in(exported(form))
    assert (done.changed, EN.read_bytes()) == ((), before)
