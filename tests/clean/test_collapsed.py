"""What a page holds folded up and a browser shows on a click; what pops up stays hidden."""

from __future__ import annotations

import pytest

from tests.clean.test_belonging import TEXTS, page, paragraphs, read, texts, texts_of

ASKED = "Wer bezahlt die Deiche?"
ANSWER = "Das Land trägt den größten Teil der Kosten, den Rest zahlen die Verbände an der Küste."
QUESTIONS = {
    "button": "<h3><button aria-expanded=false aria-controls=a{n}>{asked}</button></h3><div id=a{n} hidden><p>{answer}</p></div>",
    "sibling": "<div class=accordion__head>{asked}</div><div style='display:none'><p>{answer}</p></div>",
    "heading": "<h3>{asked}</h3><div aria-hidden=true><p>{answer}</p></div>",
    "list": "<dl><dt>{asked}</dt><dd style='display: none;'>{answer}</dd></dl>",
    "details": "<details><summary>{asked}</summary><p>{answer}</p></details>",
    "link": "<h4><a href='#a{n}' data-toggle=collapse>{asked}</a></h4><div id=a{n} style='display:none'>{answer}</div>",
}


@pytest.mark.parametrize("form", QUESTIONS.values(), ids=QUESTIONS)
def test_the_hidden_answers_to_questions_are_the_articles(form: str) -> None:
    asked = [ASKED, "Wann wird gebaut?", "Wer muss sein Land abgeben?"]
    answers = [ANSWER, TEXTS[2], TEXTS[3]]
    items = "".join(
        f"<div class=item>{form.format(n=n, asked=one, answer=other)}</div>"
        for n, (one, other) in enumerate(zip(asked, answers, strict=True))
    )
    kept = texts(
        page(f"<article><h1>Land</h1>{paragraphs(0, 1)}<div class=faq>{items}</div></article>")
    )
    assert kept == [*TEXTS[:2], asked[0], answers[0], asked[1], answers[1], asked[2], answers[2]]


@pytest.mark.parametrize(
    "rest",
    [
        "<div class=rest hidden>{}</div><button>Weiterlesen</button>",
        "<p><a href='#' role=button>Mehr lesen …</a></p><div style='display:none'>{}</div>",
        "<div style='display:none'>{}</div><div class=more><button>Mehr anzeigen</button></div>",
    ],
)
def test_the_rest_behind_a_button_goes_on_with_the_text(rest: str) -> None:
    body = f"<article><h1>Land</h1>{paragraphs(0, 1)}{rest.format(paragraphs(2, 3))}</article>"
    found = read(page(body))
    assert texts_of(found) == list(TEXTS)
    assert found.cut == ""


NOTE = "<p>Wir nutzen Cookies und brauchen dafür Ihre Zustimmung, die Sie später widerrufen können.</p>"


@pytest.mark.parametrize(
    "hidden",
    [
        f"<button aria-controls=n>Mehr zu Ihrer Wahl</button><div id=n class=cookie-layer hidden>{NOTE}</div>",
        f"<button aria-controls=n>Was ist ein Koog?</button><div id=n role=dialog hidden><p>{ANSWER}</p></div>",
        f"<button aria-controls=n>i</button><span id=n hidden>{ANSWER}</span>",
        f"<button aria-controls=n>Alle Fragen stellen</button><div id=n hidden><p>{ANSWER}</p><input name=q></div>",
        f"<p>Noch etwas.</p><div hidden>{paragraphs(2, 3)}</div>",
        f"<div class=paywall><p>{TEXTS[2]}</p><div hidden>{paragraphs(2, 3)}</div><button>Weiterlesen</button></div>",
    ],
)
def test_what_pops_up_or_has_no_button_stays_hidden(hidden: str) -> None:
    found = read(page(f"<article><h1>Land</h1>{paragraphs(0, 1)}{hidden}</article>"))
    assert not {ANSWER, TEXTS[3]}.intersection(texts_of(found))
    assert any(removal.rule == "hidden" for removal in found.removed)


def test_a_shadow_tree_is_read_in_place_with_what_its_slots_show() -> None:
    body = (
        f"<article><h1>Land</h1>{paragraphs(0)}<kuesten-text><template shadowrootmode=open><style>p {{}}</style>"
        f"<div><slot></slot>{paragraphs(2)}<slot name=end>Noch nichts.</slot></div></template>"
        f"<p slot=end>{TEXTS[3]}</p>{paragraphs(1)}</kuesten-text></article>"
    )
    assert texts(page(body)) == [TEXTS[0], TEXTS[1], TEXTS[2], TEXTS[3]]


def test_a_template_for_scripts_is_no_text() -> None:
    body = (
        f"<article><h1>Land</h1>{paragraphs(0, 1)}<template><p>{TEXTS[2]}</p></template></article>"
    )
    assert texts(page(body)) == [*TEXTS[:2]]
