"""The page of a source: what was left out is called back, what is wrong put right, once for all languages."""

import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

pytest.importorskip("starlette", reason="the desk needs the extra 'review'")

from review.desk.serving import Answer, Visitor, served

from translator.article import Image
from translator.project import Project
from translator.review.source.store import load_edits

PAGE = """\
<!DOCTYPE html>
<html lang="de"><head><title>Der Deich wird erhöht</title>
<link rel="canonical" href="https://kueste.example/deich"></head><body>
<nav><a href="/">Start</a> <a href="/sport">Sport</a></nav>
<main><article>
<h1>Der Deich wird erhöht</h1>
<p>Der Deich ist <a href="https://kueste.example/laenge">zwölf Kilometer</a> lang. Im Mai wird er um
einen Meter erhöht, sagte der Deichgraf.</p>
<figure><img src="https://kueste.example/deich.jpg" width="900" height="600" alt="Ein Deich">
<figcaption>Der Deich bei Husum. Foto: Anna Beispiel</figcaption></figure>
<p>Mehr zum Thema: Wie die Ebbe entsteht</p>
<p>Die Arbeiten dauern bis zum Herbst. Danach wird der Weg auf der Krone neu gepflastert.</p>
<pre><code>pegel = 3</code></pre>
</article></main>
<footer><p>Alle Rechte vorbehalten</p></footer></body></html>
"""


@pytest.fixture
def published(project: Path) -> Project:
    (project / "input/kim.md").unlink()
    (project / "input/deich.html").write_text(PAGE, encoding="utf-8")
    Project().run()
    return Project()


@pytest.fixture
def visitor(published: Project) -> Iterator[Visitor]:
    with served(published) as found:
        yield found


def source(visitor: Visitor, query: str = "") -> str:
    return visitor.get(f"/source/de/deich{query}").text


def send(visitor: Visitor, page: str, what: str, around: str, **more: object) -> Answer:
    """Send the form of this kind that stands nearest behind a text of the page."""
    start = page.index(around)
    action = f'action="/{what}/de/deich"'
    form = page[page.index(action, start) :].partition("</form>")[0]
    fields = re.findall(r'name="([\w-]+)" value="([^"]*)"', form)
    return visitor.post(f"/{what}/de/deich", **{k: unescape(v) for k, v in fields} | more)


def texts(published: Project) -> list[str]:
    return [block.text for block in published.sources.of("input/deich.html").article.blocks]


def test_what_was_left_out_stands_where_it_stood_with_its_reason(visitor: Visitor) -> None:
    page = source(visitor)
    order = [
        page.index(text)
        for text in (
            "Start Sport",
            "zwölf Kilometer",
            "Wie die Ebbe",
            "Die Arbeiten",
            "Alle Rechte",
        )
    ]
    assert order == sorted(order)
    assert "a standing note of the publisher" in page
    assert "as it was cleaned" in page


def test_a_block_is_dropped_and_called_back_as_it_was(visitor: Visitor, published: Project) -> None:
    before = published.sources.of("input/deich.html").article
    send(visitor, source(visitor), "source-drop", "zwölf Kilometer")
    page = source(visitor)
    assert "1 dropped" in page
    assert "an editor dropped it" in page
    assert not any("zwölf" in text for text in texts(published))
    send(visitor, page, "source-call-back", "zwölf Kilometer")
    assert published.sources.of("input/deich.html").article == before  # its link, too
    assert "as it was cleaned" in source(visitor)


def test_a_text_is_called_back_to_where_it_stood(visitor: Visitor, published: Project) -> None:
    send(visitor, source(visitor), "source-call-back", "Wie die Ebbe")
    found = texts(published)
    assert found.index("Mehr zum Thema: Wie die Ebbe entsteht") == 2
    assert "1 called back" in source(visitor)


def test_a_sentence_is_corrected_below_its_marks_and_made_as_it_was_again(
    visitor: Visitor, published: Project
) -> None:
    before = published.sources.of("input/deich.html").article
    page = source(visitor, "?at=1-0")
    text = before.blocks[0].text.replace("einen Meter", "zwei Meter")
    send(visitor, page, "source-correct", 'id="panel"', text=text)
    found = published.sources.of("input/deich.html").article.blocks[0]
    assert (found.text, found.marks) == (text, before.blocks[0].marks)
    page = source(visitor)
    assert "Corrected; it was:" in page
    send(visitor, page, "source-as-it-was", "Corrected")
    assert published.sources.of("input/deich.html").article == before


def test_the_texts_of_a_picture_are_corrected(visitor: Visitor, published: Project) -> None:
    page = source(visitor, "?at=2-0")
    assert 'value="Ein Deich"' in page
    send(
        visitor,
        page,
        "source-correct",
        'id="panel"',
        text="Der Deich im Mai.",
        alt="Schafe auf einem Deich",
        credit="Ben Muster",
    )
    found = published.sources.of("input/deich.html").article.blocks[1]
    assert found.text == "Der Deich im Mai."
    assert found.image == Image(
        "https://kueste.example/deich.jpg", credit="Ben Muster", alt="Schafe auf einem Deich"
    )


def test_typing_in_one_field_is_one_change_and_is_saved_at_once(
    visitor: Visitor, published: Project
) -> None:
    page = source(visitor, "?at=1-0").partition('id="panel"')[2].partition("</form>")[0]
    fields = {k: unescape(v) for k, v in re.findall(r'name="(\w+)" value="([^"]*)"', page)}
    for text in ("Der", "Der Deich ist lang", "Der Deich ist zwölf Kilometer lang."):
        sent = {key: fields[key] for key in ("block", "digest", "session")} | {"text": text}
        said = json.loads(
            visitor.ask(
                "POST",
                "/source-correct/de/deich",
                "&".join(f"{k}={v}".replace(" ", "+") for k, v in sent.items()).encode(),
                Accept="application/json",
            ).text
        )
        assert said.get("text") == text, said
        assert texts(published)[0] == text
        fields["digest"] = said["block_digest"]
    assert [m.href for m in published.sources.of("input/deich.html").article.blocks[0].marks]
    send(visitor, source(visitor), "source-undo", "")
    assert load_edits(published.settings.state, "deich").edits == ()


def test_undo_takes_the_last_change_back_and_nothing_of_anybody_else(
    visitor: Visitor, published: Project
) -> None:
    send(visitor, source(visitor), "source-drop", "zwölf Kilometer")
    send(visitor, source(visitor), "source-call-back", "Alle Rechte")
    send(visitor, source(visitor), "source-undo", "")
    assert "1 dropped" in source(visitor)
    published.sources.drop(published.sources.of("input/deich.html"), 1)  # somebody else
    answer = send(visitor, source(visitor), "source-undo", "")
    assert answer.status == 409
    assert "2 dropped" in source(visitor)


def test_what_somebody_else_has_changed_is_not_written_over(
    visitor: Visitor, published: Project
) -> None:
    page = source(visitor)
    text = published.sources.of("input/deich.html")
    published.sources.drop(text, 0)
    answer = send(visitor, page, "source-drop", "zwölf Kilometer")
    assert answer.status == 409
    assert "somebody has changed this paragraph in the meantime" in answer.text
    assert send(visitor, page, "source-drop", "Die Arbeiten").status == 303  # it has moved up


def test_code_is_shown_and_not_edited(visitor: Visitor) -> None:
    page = source(visitor)
    number = re.search(
        r'id="b(\d)" role="group" aria-label="[^"]*">\s*<div class="side">\s*<div class="text code',
        page,
    )
    assert number
    assert "Code is not edited here." in page
    assert 'id="panel"' not in source(visitor, f"?at={number[1]}-0")


def test_the_versions_are_made_from_here(visitor: Visitor, published: Project) -> None:
    send(visitor, source(visitor), "source-drop", "zwölf Kilometer")
    send(visitor, source(visitor), "source-make", 'id="sign"')
    assert "English</a>: updated" in source(visitor)
    assert "zwölf" not in Path("output/en/deich.md").read_text(encoding="utf-8")


def test_a_sentence_of_a_version_leads_to_its_source(visitor: Visitor) -> None:
    page = visitor.get("/article/en/deich?at=1-0").text
    where = re.search(r'href="(/source/de/deich\?of=\w+)#panel"', page)
    assert where
    assert 'data-name="1-0"' in visitor.get(where[1]).text.partition('id="panel"')[2][:200]


@pytest.mark.parametrize(
    "path", ["/source/en/deich", "/source/de/nobody", "/source/de/../de/deich"]
)
def test_only_what_is_published_has_a_source(visitor: Visitor, path: str) -> None:
    assert visitor.get(path).status == 404


def test_a_source_whose_page_is_gone_says_so(visitor: Visitor) -> None:
    Path("input/deich.html").unlink()
    answer = visitor.get("/source/de/deich")
    assert answer.status == 409
    assert "the input of deich is not there" in answer.text
