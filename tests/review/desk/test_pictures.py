"""What a version says of its pictures: caption, text for those who do not see them, credit; and code."""

import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

pytest.importorskip("starlette", reason="the desk needs the extra 'review'")

from review.desk.serving import Visitor, served

from translator.project import Project
from translator.review.desk.rewrite import blocks_of, with_picture

EN = Path("output/en/deich.md")
ARTICLE = """\
# Der Deich wird erhöht

Der Deich ist zwölf Kilometer lang. Im Mai wird er um einen Meter erhöht.

![Ein Deich](https://kueste.example/deich.jpg)
*Der Deich bei Husum.* (Foto: Anna Beispiel)

```
pegel = 3
```

Die Arbeiten dauern bis zum Herbst.
"""


@pytest.fixture
def visitor(project: Path) -> Iterator[Visitor]:
    (project / "translator.toml").write_text(
        'targets = ["en"]\nformats = ["md", "html"]\n[models]\nde-en = "fake"\n', encoding="utf-8"
    )
    (project / "input/kim.md").unlink()
    (project / "input/deich.md").write_text(ARTICLE, encoding="utf-8")
    Project().run()
    with served(Project()) as found:
        yield found


def fields(page: str) -> dict[str, str]:
    form = page.partition('id="panel"')[2].partition("</form>")[0]
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form)
    return {name: unescape(value) for name, value in found}


def test_caption_text_and_credit_are_edited_like_sentences(visitor: Visitor) -> None:
    page = visitor.get("/article/en/deich?at=2-0").text
    visitor.post("/save/en/deich", **fields(page), text="The dyke near Husum.")
    page = visitor.get("/article/en/deich?at=2-pic").text
    assert "Ein Deich</p>" in page  # that of the source, above the field
    sent = fields(page) | {"alt": "A dyke with sheep", "credit": "Photo: Ben Muster"}
    visitor.post("/save/en/deich", **sent)
    text = EN.read_text(encoding="utf-8")
    assert "![A dyke with sheep](<https://kueste.example/deich.jpg>)" in text
    assert "*The dyke near Husum.* (Photo: Ben Muster)" in text
    visitor.post("/undo/en/deich")
    assert "![A dyke with sheep]" not in EN.read_text(encoding="utf-8")
    visitor.post("/save/en/deich", **sent)
    list(Project().review.accept([EN], by="Anna Beispiel"))
    html = EN.with_suffix(".html").read_text(encoding="utf-8")
    assert 'alt="A dyke with sheep"' in html
    assert "Photo: Ben Muster" in html


def test_typing_in_them_is_one_change(visitor: Visitor) -> None:
    before = EN.read_bytes()
    sent = fields(visitor.get("/article/en/deich?at=2-pic").text)
    for alt in ("A", "A dyke", "A dyke with sheep"):
        body = "&".join(
            f"{key}={value}".replace(" ", "+")
            for key, value in (sent | {"alt": alt, "credit": "x"}).items()
        )
        answer = visitor.ask("POST", "/save/en/deich", body.encode(), Accept="application/json")
        sent["digest"] = json.loads(answer.text)["block_digest"]
    visitor.post("/undo/en/deich")
    assert EN.read_bytes() == before


def test_a_picture_that_somebody_else_has_changed_is_not_touched(visitor: Visitor) -> None:
    sent = fields(visitor.get("/article/en/deich?at=2-pic").text)
    text = EN.read_text(encoding="utf-8")
    theirs = re.sub(r"!\[[^]]*\]", "![Theirs]", text)
    EN.write_text(theirs, encoding="utf-8")
    answer = visitor.post("/save/en/deich", **sent, alt="Mine", credit="")
    assert answer.status == 409
    assert EN.read_text(encoding="utf-8") == theirs


def test_code_is_said_not_to_be_edited(visitor: Visitor) -> None:
    page = visitor.get("/article/en/deich?at=3-0").text
    assert "Code is not edited here." in page
    assert 'id="panel"' not in page
    assert 'id="panel"' not in visitor.get("/article/en/deich?at=1-pic").text  # no picture


@pytest.mark.parametrize(
    ("alt", "credit"),
    [("", ""), ("A [dyke]", "(c) Anna"), ("Ein *Deich*", ""), ("`x` | y", "A_B_C")],
)
def test_whatever_is_typed_stands_there_and_nothing_else_changes(alt: str, credit: str) -> None:
    body = "# Dyke\n\nOne.\n\n![Ein Deich](a.jpg)\n*By Husum.* (Anna)\n\n<!-- mine -->\n\nTwo.\n"
    after = with_picture(body, 2, alt, credit)
    block = blocks_of(after)[2]
    assert block.image
    assert (block.image.alt, block.image.credit, block.text) == (alt, credit, "By Husum.")
    assert after.startswith("# Dyke\n\nOne.\n\n![")
    assert after.endswith("\n\n<!-- mine -->\n\nTwo.\n")
