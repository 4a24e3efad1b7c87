"""Where an article begins and ends in pasted text, and what belongs to it in between."""

from __future__ import annotations

import pytest

from translator.article import Article, BlockKind
from translator.clean import clean
from translator.clean.masthead import names_in
from translator.clean.print_layout import page_lines
from translator.clean.repair import unwrap
from translator.clean.tab_tables import lines_and_rows
from translator.errors import CleanError
from translator.load import load_text

MENU = "\n".join(
    f"* {name}" for name in ["Lokales", "Kultur", "Wetter", "Hafen", "Vereine", "Reise", "Sport"]
)
MENU = f"{MENU}\n{MENU.replace('* ', '+ Mehr aus ')}\n"
HEADLINE = "Stadt baut den alten Hafen aus"
BODY = [
    (
        "Die Stadt will den alten Hafen ausbauen und in den kommenden zehn Jahren neue Kais errichten. "
        "Der Rat stimmte am Montag für den Plan, den der Bürgermeister vorgelegt hatte."
    ),
    (
        "Die Kais stammen aus der Zeit vor dem Krieg, und der Hafen kann große Schiffe seit Jahren nicht "
        "mehr aufnehmen. Der Bürgermeister sagte im Rat, die Stadt habe zu lange gewartet."
    ),
    (
        "Die Fischer am Hafen fürchten um ihre Plätze an den Kais. Sie haben dem Rat geschrieben und "
        "wollen, dass die Stadt mit ihnen spricht, bevor die Arbeit am Hafen beginnt."
    ),
    (
        "Der Bürgermeister kündigte an, die Pläne für den Hafen bis zum Sommer auszulegen. Dann kann "
        "jeder in der Stadt sagen, was er von den neuen Kais hält."
    ),
]
TEASERS = """
29.04.2031 Nordheim
Weberei meldet nach hundert Jahren Insolvenz an
Das Unternehmen sucht einen Investor, der die Löhne zahlt.
28.04.2031 Ostheim
Zug fährt erst im Winter wieder
Der Hersteller liefert die Wagen später als versprochen, heißt es.
27.04.2031 Westheim
Schule bekommt ein neues Dach
Die Eltern hatten lange darauf gewartet, nun steht das Gerüst.
"""


def read(text: str) -> Article:
    return clean(load_text(text, name="a.txt", stem="a"))


def page(*body: str) -> Article:
    head = f"{MENU}\n{HEADLINE}\n\nVon Anna Beispiel\n30.04.2031, 08:15 Uhr\n\n"
    return read(head + "\n\n".join(body) + "\n" + TEASERS + MENU)


def test_the_article_is_the_run_of_prose_between_menus_and_teasers() -> None:
    article = page(*BODY)
    assert [block.text for block in article.blocks] == BODY
    meta = article.metadata
    assert (meta.title, meta.author) == (HEADLINE, "Anna Beispiel")
    assert meta.date == "2031-04-30T08:15:00"


def test_a_caption_belongs_to_the_credit_below_it() -> None:
    article = page(BODY[0], BODY[1], "Ein Kai am Hafen im Winter", "Foto: Max Muster", *BODY[2:])
    assert [block.text for block in article.blocks if block.image is None] == BODY
    assert [(i.caption, i.credit) for i in article.images] == [
        ("Ein Kai am Hafen im Winter", "Foto: Max Muster")
    ]


def test_the_title_of_a_video_is_none_of_the_text() -> None:
    article = page(BODY[0], BODY[1], "01:43 min", "So sieht der Hafen von oben aus", *BODY[2:])
    assert [block.text for block in article.blocks] == BODY


def test_a_table_copied_with_tabs_stays_a_table() -> None:
    article = page(*BODY, "Kai\tMeter\nNordkai\t120\nSüdkai\t90")
    rows = [block.text for block in article.blocks if block.kind is BlockKind.TABLE_ROW]
    assert rows == ["Kai\tMeter", "Nordkai\t120", "Südkai\t90"]


def test_a_tab_that_only_indents_makes_no_table() -> None:
    assert lines_and_rows("\tEin Absatz.\n\tNoch einer.")[1] == {}


@pytest.mark.parametrize("answer", ["3:1.", "2024.", "17."])
def test_a_figure_may_be_an_answer(answer: str) -> None:
    text = "\n\n".join([HEADLINE, BODY[0], "Wie ging es aus?", answer, *BODY[1:]])
    assert answer in [block.text for block in read(text).blocks]


def test_a_counter_is_none() -> None:
    text = "\n\n".join([HEADLINE, BODY[0], "17", *BODY[1:]])
    assert "17" not in [block.text for block in read(text).blocks]


@pytest.mark.parametrize(
    ("lines", "paragraph"),
    [
        (["Die Landesregie-", "rung hat am Diens-", "tag beraten."], None),
        (["Es geht um Küsten-", "und Deichschutz."], "Es geht um Küsten- und Deichschutz."),
        (["Die Ein-", "und Ausfuhr steigt."], "Die Ein- und Ausfuhr steigt."),
    ],
)
def test_words_broken_at_the_end_of_a_line(lines: list[str], paragraph: str | None) -> None:
    whole = paragraph or "Die Landesregierung hat am Dienstag beraten."
    assert unwrap(lines) == [(1, whole)]


def test_head_and_number_of_a_printed_page_part_no_sentence() -> None:
    lines = [
        "Der Plan regelt den Schutz der Küste, wie der Bürger-",
        "14",
        "",
        "Amtsblatt Musterstadt",
        "meister sagte. Die Kosten trägt nach seinen Worten der",
        "Amtsblatt Musterstadt",
        "15",
        "Bund, der zuvor Bedenken hatte und nun zustimmt.",
    ]
    assert page_lines(lines) == {1, 3, 5, 6}


def test_a_number_between_whole_sentences_is_no_page_number() -> None:
    assert page_lines(["Wie viele kamen?", "14", "Das sagte der Wirt."]) == frozenset()


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Anna Beispiel , 26.04.2031 10:00 Uhr", "Anna Beispiel"),
        ("Kolumne von Anna Beispiel - 28.04.2031 um 08:52 Uhr", "Anna Beispiel"),
        ("Max Muster Redakteur", "Max Muster"),
        ("Hafen und Kai", ""),
        ("Der Bürgermeister sprach am Abend mit den Fischern am Hafen.", ""),
    ],
)
def test_names_beside_a_date_or_a_job(line: str, names: str) -> None:
    assert names_in(line) == names


def test_a_text_without_prose_is_said_to_be_no_article() -> None:
    with pytest.raises(CleanError):
        read("Ein Wort")


def test_one_sentence_is_an_article() -> None:
    text = "Der Rat der Stadt hat am Montag über den Hafen gesprochen."
    assert [block.text for block in read("\n" * 50 + text).blocks] == [text]


def test_a_heading_right_above_a_paragraph_ends_the_box_above_it() -> None:
    long = "Um drei Uhr kam das Boot in den Hafen, und am Kai standen alle, die auf die Fähre gewartet hatten, mit warmen Decken und Tee."
    box = (
        "Das könnte Sie auch interessieren\nSchildkröte wieder zu Hause\nWarum Gänse im Park brüten"
    )
    text = f"Fähre fährt wieder\n\n{long} Und dann noch einmal.\n\n{box}\n\nTee am Kai\n{long}\n\n{long[:-1]} und Brot."
    found = clean(load_text(text, name="boot.txt", stem="boot"))
    assert "Tee am Kai" in [block.text for block in found.blocks]
    assert "Warum Gänse im Park brüten" in [removal.text for removal in found.removed]


def test_a_name_behind_the_date() -> None:
    assert names_in("Sonntag, 5. Mai 2024, 17:52 Uhr | Jana Beispiel") == "Jana Beispiel"
    assert names_in("Foto | Jana Beispiel") == ""


def test_the_source_below_a_table_is_no_heading() -> None:
    long = "Um drei Uhr kam das Boot in den Hafen, und am Kai standen alle, die auf die Fähre gewartet hatten."
    text = f"Fähre fährt wieder\n\n{long}\n\nJahr\tBoote\n2021\t12\n2022\t14\n\nQuelle: Hafenamt\n\n{long[:-1]}, mit Tee."
    found = clean(load_text(text, name="boot.txt", stem="boot"))
    assert [block.kind for block in found.blocks if block.text == "Quelle: Hafenamt"] == [
        BlockKind.PARAGRAPH
    ]


@pytest.mark.parametrize(
    "rows",
    [
        ["Schiffe im Hafen", "2029 12 40", "2030 15 38", "2031 19 35"],
        ["Jahr", "2029", "2030", "2031", "Schiffe", "12", "15", "19"],
        ["Anteil der Kais", "12,5 %", "40 %", "47,5 %"],
    ],
)
def test_rows_and_columns_of_bare_figures_stay(rows: list[str]) -> None:
    article = page(*BODY[:2], "\n".join(rows), *BODY[2:])
    assert [block.text for block in article.blocks] == [*BODY[:2], *rows, *BODY[2:]]


@pytest.mark.parametrize("count", ["12", "1\n2\n3\n4", "7\n8"])
def test_a_count_of_comments_or_pages_goes(count: str) -> None:
    article = page(*BODY[:2], count, *BODY[2:])
    assert [block.text for block in article.blocks] == BODY


def test_a_sentence_that_goes_on_with_a_day_in_the_next_line_is_no_headline() -> None:
    first = BODY[0] + " Der alte Kai ging am"
    day = "3. Oktober 1990 von der Marine an die Stadt, und seitdem liegt er brach."
    article = read("\n".join([HEADLINE, "", first, day, *BODY[1:]]))
    assert article.metadata.title == HEADLINE
    assert [block.text for block in article.blocks] == [f"{first} {day}", *BODY[1:]]


def test_who_asked_is_no_headline() -> None:
    article = read("\n\n".join([HEADLINE, "Das Gespräch führte Anna Beispiel", *BODY]))
    assert (article.metadata.title, article.metadata.author) == (HEADLINE, "Anna Beispiel")
    assert [block.text for block in article.blocks] == BODY


def test_the_source_of_an_embedded_post_is_no_heading() -> None:
    source = "— Hafenamt (@hafenamt) March 3, 2031"
    post = ["Der Kai bleibt heute gesperrt.", source]
    shared = [
        "Sieh dir diesen Beitrag auf Instagram an",
        "Ein Beitrag geteilt von Hafenamt (@hafenamt)",
    ]
    article = page(*BODY[:2], *post, BODY[2], *shared, BODY[3])
    assert [block.text for block in article.blocks] == [*BODY[:2], *post, *BODY[2:]]
    assert not any(block.kind is BlockKind.HEADING for block in article.blocks)
