"""The page of a version: source and target side by side, what is doubtful and why, edits and signing."""

import json
import re
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest

pytest.importorskip("starlette", reason="the desk needs the extra 'review'")

from review.desk.serving import Answer, Visitor, served

from translator.article import Finding, ReviewState, Step
from translator.project import Project
from translator.review.desk.article import article_page, panel_for
from translator.review.desk.desk import Desk
from translator.review.desk.view import View, view

EN = Path("output/en/kim.md")
PAGE = "/article/en/kim"


@pytest.fixture
def published(project: Path) -> Project:
    Project().run()
    return Project()


@pytest.fixture
def visitor(published: Project) -> Iterator[Visitor]:
    with served(published) as found:
        yield found


def edit(old: str, new: str) -> None:
    text = EN.read_text(encoding="utf-8")
    assert old in text
    EN.write_text(text.replace(old, new), encoding="utf-8")


def shown(project: Project, *findings: Finding) -> View:
    return view(project.review.show(EN), findings)


def hidden(page: str) -> dict[str, str]:
    """The fields that a browser would send."""
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page)
    return dict(found[1:])  # the first is that of the form for undoing


def put(visitor: Visitor, name: str, text: str, **more: str) -> Answer:
    page = visitor.get(f"{PAGE}?at={name}").text
    fields = hidden(page.partition('id="panel"')[2]) | hidden(
        page.partition('<form class="panel"')[2]
    )
    panel = dict(
        re.findall(
            r'name="(\w+)" value="([^"]*)"',
            page.partition('id="panel"')[2].partition("<textarea")[0],
        )
    )
    return visitor.post("/save/en/kim", **(fields | panel | {"text": text} | more))


def test_every_sentence_stands_beside_its_source(published: Project) -> None:
    rows = shown(published).rows
    assert [row.number for row in rows] == list(range(5))
    assert [(p.source_text, p.text.split()[0]) for p in rows[2].pieces] == [
        ("Kim Jong Un ist am Montag nach Moskau gereist.", "en:Kim"),
        ("Das teilte die Regierung am 6. November mit.", "en:Das"),
    ]
    for row in rows:
        assert row.source
        assert row.target
        for piece in row.pieces:
            assert row.target.text[piece.start : piece.end] == piece.text
            assert row.source.text[slice(*piece.source)] == piece.source_text


def test_changes_of_every_kind_keep_their_source_or_say_that_there_is_none(
    published: Project,
) -> None:
    text = EN.read_text(encoding="utf-8").split("\n\n")
    at = next(at for at, part in enumerate(text) if " en:Das " in part)
    first, second = text[at].split(" en:Das ")
    text[at] = first  # the second sentence taken out
    text.insert(at, "Somebody put this in.")
    EN.write_text("\n\n".join(text), encoding="utf-8")
    rows = shown(published).rows
    added = next(row for row in rows if row.target and row.target.text == "Somebody put this in.")
    assert added.source is None
    short = next(row for row in rows if row.number == added.number + 1)
    assert [(piece.kind, piece.source_text) for piece in short.pieces][1] == (
        "deleted",
        "Das teilte die Regierung am 6. November mit.",
    )
    assert short.pieces[1].draft == f"en:Das {second}"


def test_a_paragraph_that_was_taken_out_is_shown_where_it_was(published: Project) -> None:
    text = EN.read_text(encoding="utf-8").split("\n\n")
    del text[next(at for at, part in enumerate(text) if " en:Das " in part)]
    EN.write_text("\n\n".join(text), encoding="utf-8")
    rows = shown(published).rows
    assert [row.number for row in rows] == [0, 1, -1, 2, 3]
    assert rows[2].source
    assert "Taken out" in article_page(Desk(published.review, published.sources).work("en", "kim"))


def test_a_finding_stands_at_its_sentence_and_doubtful_ones_come_first(published: Project) -> None:
    about = "Das teilte die Regierung am 6. November mit."
    found = shown(published, Finding("numbers", "6 is missing", block=1, source=about))
    (piece,) = [piece for piece in found.pieces if piece.findings]
    assert piece.source_text == about
    assert found.doubtful_first[0].number == piece.block
    assert {piece.step for piece in found.doubtful} <= {Step.LOOK, Step.DOUBTFUL}


def test_the_page_says_what_is_doubtful_and_why(visitor: Visitor) -> None:
    page = visitor.get(PAGE).text
    assert re.search(r"(is doubtful|may be wrong) \(\d+ of 100 sure\)", page)
    assert page.count('class="piece') == 6
    assert 'lang="de" dir="ltr"' in page
    ordered = [int(n) for n in re.findall(r'id="b(\d+)"', visitor.get(f"{PAGE}?order=doubt").text)]
    assert sorted(ordered) == list(range(5)) != ordered


def test_a_version_whose_draft_is_lost_can_still_be_edited(published: Project) -> None:
    import shutil

    shutil.rmtree(".translator")
    rows = shown(Project()).rows
    assert [row.source for row in rows] == [None] * 5
    assert all(piece.text == row.target.text for row in rows for piece in row.pieces if row.target)


def test_links_lead_nowhere_and_pictures_from_elsewhere_are_frames(published: Project) -> None:
    edit(
        "## en:Lange",
        "A [link](https://a.example/?q=1) & more.\n\n![A &lt;dike>](https://a.example/dike.jpg)\n*Caption*\n\n"
        "![Copied](../pictures/kim/karte-1.png)\n\n![Up](../pictures/../../secret.png)\n\n## en:Lange",
    )
    page = article_page(Desk(published.review, published.sources).work("en", "kim"))
    assert '<span class="link" title="https://a.example/?q=1">link</span> &amp; more.' in page
    assert re.findall(r"<img[^>]*>", page) == ['<img src="/picture/kim/karte-1.png" alt="Copied">']
    assert "<span>A &lt;dike&gt;</span>" in page
    assert "https://a.example/dike.jpg" in page
    assert not re.search(r'(src|href|action)="(?!/|#)', page)


def test_nothing_in_a_text_is_markup_of_the_page(published: Project) -> None:
    edit("en:Lange en:Fahrt", "&lt;script>alert(1)&lt;/script> \\<img src=x onerror=alert(1)>")
    work = Desk(published.review, published.sources).work("en", "kim")
    page = article_page(work, panel=panel_for(work.view, "3-0"))
    assert "&lt;script&gt;alert(1)" in page
    assert re.findall(r"<script[^>]*>", page) == ['<script src="/static/desk.js" defer>']
    assert "<img" not in page


def test_a_sentence_is_saved_and_the_page_that_follows_shows_it(visitor: Visitor) -> None:
    done = put(visitor, "3-0", "A long ride", then="close")
    assert (done.status, done.headers["location"]) == (303, f"{PAGE}#s3-0")
    assert "\n## A long ride\n" in EN.read_text(encoding="utf-8")
    page = visitor.get(PAGE).text
    assert re.search(r'<a class="piece sure changed[^"]*" id="s3-0"[^>]*>A long ride</a>', page)
    assert '<span class="state edited">' in page


def test_accept_and_next_goes_on_with_the_sentence_behind(visitor: Visitor) -> None:
    done = put(visitor, "2-0", "Kim has gone.", then="next")
    assert done.headers["location"] == f"{PAGE}?at=2-1#panel"
    page = visitor.get(f"{PAGE}?at=2-1").text
    assert "1 of 6 looked at" in page
    assert put(visitor, "4-0", "The end.", then="next").headers["location"] == f"{PAGE}#sign"


def test_typing_asks_for_json_and_gets_where_its_text_stands_now(visitor: Visitor) -> None:
    page = visitor.get(f"{PAGE}?at=2-1").text
    panel = dict(
        re.findall(
            r'name="(\w+)" value="([^"]*)"',
            page.partition('id="panel"')[2].partition("<textarea")[0],
        )
    )
    from urllib.parse import urlencode

    body = urlencode(panel | {"text": "That was said."}).encode()
    said = json.loads(visitor.ask("POST", "/save/en/kim", body, Accept="application/json").body)
    assert (said["block"], said["text"]) == (2, "That was said.")
    EN.write_text(
        EN.read_text(encoding="utf-8").replace("That was said.", "Mine."), encoding="utf-8"
    )
    late = visitor.ask("POST", "/save/en/kim", body, Accept="application/json")
    assert late.status == 409
    assert "changed this sentence in the meantime" in json.loads(late.body)["error"]
    assert "Mine." in EN.read_text(encoding="utf-8")


def test_a_whole_paragraph_can_be_edited(visitor: Visitor) -> None:
    assert "The whole paragraph" in visitor.get(f"{PAGE}?at=2-all").text
    put(visitor, "2-all", "One sentence for two.", then="close")
    assert "\nOne sentence for two.\n" in EN.read_text(encoding="utf-8")


def test_undo_takes_the_last_change_back(visitor: Visitor) -> None:
    before = EN.read_bytes()
    put(visitor, "3-0", "A long ride")
    assert visitor.post("/undo/en/kim").headers["location"] == f"{PAGE}#b3"
    assert EN.read_bytes() == before
    assert "no change to take back" in visitor.post("/undo/en/kim").text


def test_what_was_looked_at_is_remembered_until_it_changes(published: Project) -> None:
    with served(published) as visitor:
        visitor.post("/look/en/kim", name="2-1")
        visitor.post("/look/en/kim", name="3-0")
    with served(published) as visitor:
        assert "2 of 6 looked at" in visitor.get(PAGE).text
        visitor.post("/look/en/kim", name="3-0", seen="0")
        edit("en:Das en:teilte", "That said")
        assert "0 of 6 looked at" in visitor.get(PAGE).text


def test_a_page_knows_when_another_window_has_changed_something(visitor: Visitor) -> None:
    def state() -> str:
        return str(json.loads(visitor.get("/state/en/kim").body)["digest"])

    first = state()
    assert f'data-digest="{first}"' in visitor.get(PAGE).text
    edit("en:Lange", "Long")
    second = state()
    visitor.post("/look/en/kim", name="1-0")
    assert len({first, second, state()}) == 3


def test_nobody_waits_for_the_checks_and_the_page_shows_what_they_find(visitor: Visitor) -> None:
    put(visitor, "2-1", "That was said on 7 November.", then="close")
    first = visitor.get(PAGE).text
    end = time.monotonic() + 120
    while "being checked" in (page := visitor.get(PAGE).text) and time.monotonic() < end:
        time.sleep(0.2)
    assert re.search(r'found[^"]*" id="s2-1"', page)
    digests = [re.findall(r'data-digest="(\w+)"', text)[0] for text in (first, page)]
    assert "being checked" not in first or digests[0] != digests[1]


def test_signing_is_accepting_first_and_final_then(visitor: Visitor, published: Project) -> None:
    def sign(**fields: str) -> Answer:
        page = visitor.get(PAGE).text.partition('id="sign"')[2]
        digest = re.findall(r'name="digest" value="(\w+)"', page)[0]
        return visitor.post("/accept/en/kim", **({"digest": digest} | fields))

    put(visitor, "3-0", "A long ride")
    done = sign(by="Anna Ärmel")
    assert done.headers["location"] == f"{PAGE}#sign"
    assert "Anna Ärmel" in unquote(done.headers["set-cookie"])
    found = published.review.show(EN)
    assert found.review
    assert (found.state, found.review.by, found.review.changed) == (
        ReviewState.REVIEWED,
        "Anna Ärmel",
        1,
    )
    page = visitor.get(PAGE).text
    assert "Reviewed by Anna Ärmel" in page
    assert "not been looked at" not in page
    sign(by="Ben Muster", final="1")
    found = published.review.show(EN)
    assert found.review
    assert (found.state, found.review.final_by) == (ReviewState.FINAL, "Ben Muster")
    assert "Accept as reviewed" not in visitor.get(PAGE).text


def test_only_what_was_read_is_signed(visitor: Visitor, published: Project) -> None:
    page = visitor.get(PAGE).text.partition('id="sign"')[2]
    digest = re.findall(r'name="digest" value="(\w+)"', page)[0]
    edit("en:Lange", "Long")
    answer = visitor.post("/accept/en/kim", by="Anna", digest=digest)
    assert (answer.status, "changed the version since" in answer.text) == (409, True)
    assert published.review.show(EN).state is ReviewState.EDITED
    assert "nobody is named" in visitor.post("/accept/en/kim", by=" ", digest="x").text or answer


@pytest.mark.parametrize(
    "path",
    [
        "/article/en/none",
        "/article/de/kim",
        "/article/en/..%2fen%2fkim",
        "/state/../etc/passwd",
        "/article/en/",
    ],
)
def test_only_what_is_published_has_a_page(visitor: Visitor, path: str) -> None:
    answer = visitor.get(path)
    assert answer.status in (404, 409)
    assert "en:Kim" not in answer.text


@pytest.mark.parametrize("at", ["9-9", "x", "3", "-1-0", "3-all-1", "²-0", "9" * 5000 + "-0"])
def test_a_sentence_that_is_none_opens_nothing(visitor: Visitor, at: str) -> None:
    from urllib.parse import quote

    answer = visitor.get(f"{PAGE}?at={quote(at)}")
    assert answer.status == 200
    assert 'id="panel"' not in answer.text
