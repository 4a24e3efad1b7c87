from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from publish.samples import IMAGES, METADATA, ROUTE, bodies, marked, sample_version, texts

from translator.article import (
    Article,
    Block,
    BlockKind,
    Image,
    Mark,
    MarkKind,
    Metadata,
    Review,
    ReviewState,
    figure,
)
from translator.clean import clean
from translator.errors import PublishError
from translator.load import load_text
from translator.publish import render
from translator.publish.escape import plain
from translator.publish.read import PublishedVersion, read_version
from translator.publish.version import source_version

MARKED = [BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.QUOTE, BlockKind.LIST_ITEM]
GOLDEN = Path(__file__).parent / "golden"


def read_back(tmp_path: Path, data: bytes) -> PublishedVersion:
    file = tmp_path / "version.md"
    file.write_bytes(data)
    return read_version(file)


@pytest.mark.parametrize("name", ["md", "html", "txt"])
def test_golden_versions(name: str) -> None:
    expected = (GOLDEN / f"bridge.{name}").read_text(encoding="utf-8")
    assert render(replace(sample_version(), generator="translator"), name).decode() == expected


@settings(deadline=None, max_examples=150)
@given(bodies(), texts)
def test_what_is_published_reads_back_the_same(
    tmp_path_factory: pytest.TempPathFactory, blocks: tuple[Block, ...], title: str
) -> None:
    article = Article(Metadata(title=title), blocks)
    version = source_version(article, lang="de")
    published = read_back(tmp_path_factory.mktemp("md"), render(version, "md"))
    assert published.title == title
    assert published.blocks == blocks
    assert published.front["title"] == title
    assert published.front.get("lead", "") == article.lead
    assert published.pristine


@settings(deadline=None)
@given(st.text())
def test_any_text_survives_the_front_matter(text: str) -> None:
    article = Article(Metadata(title="x", author=text), ())
    data = render(source_version(article, lang="de"), "md").decode()
    front = yaml.safe_load(data.split("---\n")[1])
    assert front["lang"] == "de"
    assert front.get("author", "") == plain(text)


STRONG, EMPHASIS = MarkKind.STRONG, MarkKind.EMPHASIS


@pytest.mark.parametrize(
    ("text", "marks", "written"),
    [
        ("Kiel – Am Montag.", [Mark(STRONG, 0, 4)], "**Kiel** – Am Montag."),
        ("Das Watt im Mai.", [Mark(EMPHASIS, 0, 16)], "_Das Watt im Mai._"),
        ("Watt (im Mai)", [Mark(EMPHASIS, 0, 4)], "_Watt_ (im Mai)"),
        ("Watt im Mai", [Mark(EMPHASIS, 0, 4)], "*Watt* im Mai"),
        (
            "Das Watt-Wort „Priel“s und Siel.",
            [Mark(STRONG, 14, 21), Mark(EMPHASIS, 27, 31)],
            "Das Watt-Wort <strong>„Priel“</strong>s und *Siel*.",
        ),
    ],
)
def test_marks_are_signs_wherever_they_read_back(
    text: str, marks: list[Mark], written: str, tmp_path: Path
) -> None:
    """Tags stand only where signs would mean nothing; no paragraph becomes a lead or a caption."""
    block = Block(BlockKind.PARAGRAPH, text, marks=tuple(marks))
    version = source_version(Article(Metadata(title="Watt"), (block,)), lang="de")
    data = render(version, "md")
    assert f"\n\n{written}\n" in data.decode()
    assert read_back(tmp_path, data).blocks == (block,)


def test_pictures_read_back(tmp_path: Path) -> None:
    images = (*IMAGES, Image("https://a.de/b(1)_2.jpg", "", "dpa"), Image("x.jpg", "*Stern*", ""))
    version = replace(sample_version(), blocks=tuple(map(figure, images)), translation=None)
    assert read_back(tmp_path, render(version, "md")).images == images


@settings(deadline=None, max_examples=150)
@given(st.lists(st.tuples(st.sampled_from(MARKED), marked()), min_size=1, max_size=4))
def test_marks_read_back_the_same(
    tmp_path_factory: pytest.TempPathFactory,
    given: list[tuple[BlockKind, tuple[str, tuple[Mark, ...]]]],
) -> None:
    blocks = tuple(
        Block(kind, text, level=2 if kind is BlockKind.HEADING else 0, marks=marks)
        for kind, (text, marks) in given
    )
    version = source_version(Article(Metadata(title="x"), blocks), lang="de")
    published = read_back(tmp_path_factory.mktemp("md"), render(version, "md"))
    assert [block.text for block in published.blocks] == [block.text for block in blocks]
    for found, block in zip(published.blocks, version.blocks, strict=True):
        assert normal(found) == normal(block)


def normal(block: Block) -> list[set[tuple[str, str]]]:
    """Return of each character what lies over it: how marks are cut and doubled says nothing."""
    return [
        {(m.kind.value, m.href) for m in block.marks if m.start <= index < m.end}
        for index, character in enumerate(block.text)
        if not character.isspace()
    ]


def test_front_matter_says_all_that_is_promised(tmp_path: Path) -> None:
    front = read_back(tmp_path, render(sample_version(), "md")).front
    digest = front.pop("content-digest")
    assert digest.startswith("sha256:")
    assert front.pop("generator").startswith("translator ")
    assert front == {
        "title": "Bridge open again",
        "lead": "After two years.",
        "lang": "en",
        "source-lang": "de",
        "source-title": METADATA.title,
        "source-file": "input/bridge.txt",
        "source-url": METADATA.url,
        "source": "Beispielblatt",
        "author": "Ada Beispiel",
        "date": METADATA.date,
        "section": "Politik",
        "tags": ["Brücken", "Verkehr"],
        "cut": "it is page 1 of 3 only",
        "machine-translated": True,
        "route": "de → en",
        "engines": ["Argos de-en 1.0"],
        "model-signature": "abc123",
        "quality": "gist only: translated with the embedded starter model",
        "glossary-digest": "0a1b",
        "findings": {"error": 1, "warning": 0, "note": 0},
        "review": "machine",
        "ai-disclosure": "ai-autonomous",
    }


def test_source_version_is_no_machine_translation(tmp_path: Path) -> None:
    article = Article(METADATA, (Block(BlockKind.PARAGRAPH, "Text."),))
    data = render(source_version(article, lang="de"), "md")
    front = read_back(tmp_path, data).front
    assert front["machine-translated"] is False
    assert front["review"] == "source"
    assert "route" not in front
    assert "cut" not in front
    assert b"Original" not in data


def test_a_pivot_is_named_in_the_language_of_the_version() -> None:
    route = replace(ROUTE, languages=("de", "en", "pt"), engines=("A", "B"), starter=False)
    review = Review(state=ReviewState.REVIEWED, by="Ana Exemplo", at="2026-10-03T08:00:00Z")
    version = replace(sample_version(), lang="pt", route=route, state=review.state, review=review)
    first = render(version, "md").decode().split("---\n")[2].strip()
    assert first.startswith(
        "*Tradução automática (alemão → inglês → português) com A + B. "
        "Revisão: Ana Exemplo, 3 de outubro de 2026."
    )


@pytest.mark.parametrize("lang", ["de", "en", "pt", "pt-br", "fr", "es", "it", "nl", "pl", "ja"])
def test_every_language_has_a_notice_with_its_languages_named(lang: str) -> None:
    route = replace(ROUTE, languages=("de", lang))
    first = render(replace(sample_version(), lang=lang, route=route), "txt").decode().split("\n")[0]
    assert " → " in first
    assert "{" not in first
    assert "(de →" not in first


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("open again", "open at last"),
        ("    review: ", "    reviewed-by: me\n    review: "),
        ("\n\n", "\n"),
    ],
)
def test_any_edit_breaks_the_seal(tmp_path: Path, old: str, new: str) -> None:
    text = render(sample_version(), "md").decode()
    assert not read_back(tmp_path, text.replace(old, new).encode()).pristine


def test_line_ends_of_windows_and_a_byte_order_mark_are_no_edit(tmp_path: Path) -> None:
    data = b"\xef\xbb\xbf" + render(sample_version(), "md").replace(b"\n", b"\r\n")
    assert read_back(tmp_path, data).pristine


def test_same_version_same_bytes() -> None:
    one, two = (hashlib.sha256(render(sample_version(), "md")).hexdigest() for _ in range(2))
    assert one == two


def test_markup_added_by_a_human_is_read(tmp_path: Path) -> None:
    data = b"---\nlang: en\n---\n# Title\n\nA **bold** [link](http://a.de)\nover two lines.\n"
    version = read_back(tmp_path, data)
    assert version.title == "Title"
    marks = (Mark(MarkKind.STRONG, 2, 6), Mark(MarkKind.LINK, 7, 11, "http://a.de"))
    assert version.blocks == (
        Block(BlockKind.PARAGRAPH, "A bold link over two lines.", marks=marks),
    )


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"# Title\n", "version.md:1: no front matter"),
        (b'---\nlang: en\ntitle: "a\n---\n', "version.md:3: broken front matter"),
        (b"---\njust text\n---\n", "version.md:2: broken front matter: no keys"),
        (b"---\nlang: \xff\n---\n", "version.md: not UTF-8"),
    ],
)
def test_a_broken_file_is_one_clear_line(tmp_path: Path, data: bytes, message: str) -> None:
    with pytest.raises(PublishError, match=message):
        read_back(tmp_path, data)


def test_what_is_unknown_has_no_line_in_the_front_matter(tmp_path: Path) -> None:
    article = Article(Metadata(title="Brücke"), (Block(BlockKind.PARAGRAPH, "Text."),))
    front = read_back(tmp_path, render(source_version(article, lang="de"), "md")).front
    assert not {"tags", "cut", "author", "date"} & set(front)


def test_tags_and_the_cut_come_back_when_a_version_is_cleaned(tmp_path: Path) -> None:
    article = Article(METADATA, (Block(BlockKind.PARAGRAPH, "Ein Text."),), cut="it is page 1 of 3")
    data = render(source_version(article, lang="de"), "md")
    again = clean(load_text(data, name="a.md", stem="a"))
    assert (again.metadata.tags, again.cut) == (("Brücken", "Verkehr"), "it is page 1 of 3")
    foreign = clean(
        load_text(b"---\ncut: long\nkeywords: Deich, See\n---\n\nText.", name="b.md", stem="b")
    )
    assert (foreign.metadata.tags, foreign.cut) == (("Deich", "See"), "")


@pytest.mark.parametrize(
    ("alt", "written"),
    [
        ("Mitarbeiter*innen [rechts] 3 < 4", "Mitarbeiter*innen [rechts] 3 < 4"),
        ("{{ x }} <b> &lt;", "{\u200b{ x }} <\u200bb> &\u200blt;"),
        ("[x](y) [^1]", "[x]\u200b(y) [\u200b^1]"),
        ("offen [", "offen \\["),
        ("*ganz* `x`", "\\*ganz\\* \\`x\\`"),
    ],
)
def test_the_text_of_a_picture_has_no_escapes_that_would_show(
    tmp_path: Path, alt: str, written: str
) -> None:
    version = replace(
        sample_version(), blocks=(figure(Image("b.jpg", "", "", alt)),), translation=None
    )
    data = render(version, "md")
    assert f"![{written}](" in data.decode()
    assert read_back(tmp_path, data).images[0].alt == alt
