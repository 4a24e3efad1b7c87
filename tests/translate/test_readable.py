"""How figures are written before a small model reads them, and texts that are only figures."""

import pytest
from engines.notebook import Notebook

from translator.article import Article, Block, BlockKind, Metadata, Origin, Route
from translator.engines.fake import FakeEngine
from translator.glossary.concept import Glossary
from translator.language.facts import facts
from translator.translate.articles import translate_article
from translator.translate.faults import Pair
from translator.translate.hops import build_hops
from translator.translate.mend import mend
from translator.translate.prepare import prepare
from translator.translate.readable import plain, reading


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Am 4.7.2026 öffnet das Museum.", "Am 4. Juli 2026 öffnet das Museum."),
        ("Vom 4.7. bis zum 9.8.26 ist zu.", "Vom 4. Juli bis zum 9. August 2026 ist zu."),
        ("Bis Samstag, 4.7., ist zu.", "Bis Samstag, 4. Juli, ist zu."),
        ("Kapitel 4.7. und Python 4.7.11 gelten.", "="),
        ("Der Rechner 10.1.20.5 fiel aus.", "="),
        ("Um 16.25 Uhr ist Schluss.", "Um 16:25 Uhr ist Schluss."),
        ("Offen von 9 bis 17.30 Uhr.", "Offen von 9:00 bis 17:30 Uhr."),
        ("Um 17 Uhr 30 ist Schluss.", "Um 17:30 Uhr ist Schluss."),
        ("Um halb eins kam er.", "Um 12:30 Uhr kam er."),
        ("Viertel nach drei kam er.", "Um 3:15 Uhr kam er."),
        ("Um viertel sechs, drei viertel sechs.", "Um 5:15 Uhr, 5:45 Uhr."),
        ("Es ist zehn vor acht.", "Es ist 7:50 Uhr."),
        ("Zehn vor zwei Jahren gebaute Boote.", "="),
        ("Nach 5 h Fahrt und 120 km/h.", "="),
        ("Siebenundzwanzig Boote, sechzehnhundert Gäste.", "27 Boote, 1.600 Gäste."),
        ("Neunzehnhundertneunundachtzig fiel sie.", "1989 fiel sie."),
        ("Zwölf Boote, zwanzig Gäste, die Elf.", "="),
        ("Bei –3 Grad, im Saldo −1.500 Euro.", "Bei -3 Grad, im Saldo -1.500 Euro."),
        ("Er wartete anderthalb Stunden.", "="),
        (
            "Neunzehn Millionen Gäste, zwei Milliarden Euro.",
            "19 Millionen Gäste, zwei Milliarden Euro.",
        ),
        ("Das Boot kostet 12’500 Franken.", "Das Boot kostet 12.500 Franken."),
        ("Um halb neun abends legt es ab.", "Um 20:30 Uhr abends legt es ab."),
        ("Im Viertel sechs Boote, halb vier Meter hoch.", "="),
        ("Die STAATSKANZLEI rief die FEUERWEHR.", "Die Staatskanzlei rief die Feuerwehr."),
        ("Der SPIEGEL und die UNESCO rufen INTERPOL.", "="),
        ("DIE STAATSKANZLEI RUFT.", "="),
    ],
)
def test_figures_are_written_plainly(sentence: str, expected: str) -> None:
    assert plain(sentence) == (sentence if expected == "=" else expected)


def test_halves_and_full_hours_are_rewritten_where_the_model_gets_them_wrong() -> None:
    waits = "Er wartete anderthalb Stunden."
    engine = Notebook(
        {waits: ["He waited half an hour."], "Er wartete 1,5 Stunden.": ["He waited 1.5 hours."]}
    )
    assert reading(engine).translate([waits]) == ["He waited 1.5 hours."]
    hour = "Um 14 Uhr ist Anpfiff."
    engine = Notebook({hour: ["At 14 a."], "Um 14:00 Uhr ist Anpfiff.": ["At 14:00 is kick-off."]})
    assert reading(engine).translate([hour]) == ["At 14:00 is kick-off."]
    knowing = Notebook({waits: ["He waited for an hour and a half."]})
    assert reading(knowing).translate([waits]) == ["He waited for an hour and a half."]


@pytest.mark.parametrize(
    ("german", "english", "expected"),
    [
        ("Um 7 Uhr abends legt es ab.", "It departs at 7 a.m.", "It departs at 7 p.m."),
        ("Am Freitagabend um 7 Uhr legt es ab.", "It departs at 7 a.m.", "It departs at 7 p.m."),
        ("Um 12 Uhr mittags isst er.", "He eats at 12 a.m.", "He eats at 12 p.m."),
        ("Um 12 Uhr nachts schläft er.", "He sleeps at 12 p.m.", "He sleeps at 12 a.m."),
        ("Um 3 Uhr nachts schläft er.", "He sleeps at 3 p.m.", "He sleeps at 3 a.m."),
        ("Von 8 Uhr morgens bis 8 Uhr abends.", "From 8 a.m. to 8 a.m.", "From 8 a.m. to 8 p.m."),
        ("Um 7 Uhr am Morgen legt es ab.", "It departs at 7 a.m.", "="),
        ("Der Abend beginnt um 9 Uhr.", "The evening begins at 9 p.m.", "="),
    ],
)
def test_a_time_is_of_the_part_of_the_day_that_stands_beside_it(
    german: str, english: str, expected: str
) -> None:
    mended = mend(Pair(german, "de", "en"), english)
    assert mended == (english if expected == "=" else expected)


def test_only_german_is_written_otherwise() -> None:
    engine = Notebook({}, languages=("en", "pt"))
    assert reading(engine) is engine


@pytest.mark.parametrize(
    ("german", "english", "portuguese"),
    [
        ("4.200", "4,200", "4.200"),
        ("7,5", "7.5", "7,5"),
        ("1.234.567,8", "1,234,567.8", "1.234.567,8"),
        ("10 000", "10,000", "10.000"),
        ("61,3 %", "61.3%", "61,3%"),
        ("-0,7 %", "−0.7%", "−0,7%"),
        ("(-3)–5 °C", "(−3)–5°C", "(−3)–5 °C"),
        ("10-12 km", "10–12 km", "10–12 km"),
        ("1990-1995", "1990–1995", "1990–1995"),
        ("3-1", "3-1", "3-1"),
        ("1.200–2.400", "1,200–2,400", "1.200–2.400"),
        ("12.900 €", "€12,900", "12.900 €"),
        ("2,5:1", "2.5:1", "2,5:1"),
        ("4.7.2026", "4 July 2026", "4 de julho de 2026"),
        ("4.7.–9.8.2026", "4 July–9 August 2026", "4 de julho–9 de agosto de 2026"),
        ("16.25 Uhr", "4:25 p.m.", "16:25"),
        ("9–17 Uhr", "9 a.m.–5 p.m.", "9:00–17:00"),
        ("9-17 Uhr", "9 a.m.–5 p.m.", "9:00–17:00"),
    ],
)
def test_a_text_of_figures_needs_no_model(german: str, english: str, portuguese: str) -> None:
    assert facts(german, "de", "en") == english
    assert facts(german, "de", "pt") == portuguese


@pytest.mark.parametrize(
    ("german", "spanish"),
    [
        ("4.200", "4.200"),
        ("61,3 %", "61,3 %"),
        ("4.7.2026", "4 de julio de 2026"),
        ("16.25 Uhr", "16:25"),
        ("von 9 bis 17 Uhr", "de 9:00 a 17:00"),
        ("ab 13 Uhr", "a partir de las 13:00"),
        ("um 1 Uhr", "a la 1:00"),
    ],
)
def test_figures_in_spanish(german: str, spanish: str) -> None:
    assert facts(german, "de", "es") == spanish


@pytest.mark.parametrize(
    "text",
    ["0431 123 456", "+49 431 123 456", "978-3-16-148410-0", "3.11.2", "192.168.1.1", "2:1", "3.",
     "2024", "2024/25", "(040) 123 456", "17:30", "5/8", "1" * 5_000],
)  # fmt: skip
def test_what_is_no_quantity_stays(text: str) -> None:
    assert facts(text, "de", "en") == text


@pytest.mark.parametrize("text", ["", "***", "12 Boote", "ab 3 Uhr früh", "§ vier"])
def test_a_text_with_words_is_translated(text: str) -> None:
    assert facts(text, "de", "en") is None


def test_cells_and_list_items_are_converted_over_a_pivot_too() -> None:
    blocks = (
        Block(BlockKind.TABLE_ROW, "4.200\t7,5\t4.7.2026"),
        Block(BlockKind.LIST_ITEM, "3.10"),
        Block(BlockKind.PARAGRAPH, "***"),
    )
    article = Article(Metadata(title="1.900"), blocks)
    hops = build_hops([FakeEngine("de", "en"), FakeEngine("en", "pt")], Glossary())
    route = Route(("de", "en", "pt"), ("fake", "fake"), "0")
    done = translate_article(prepare(article, "de"), route, hops)
    assert [block.text for block in done.blocks] == [
        "4.200\t7,5\t4 de julho de 2026",
        "3.10",
        "***",
    ]
    hops = build_hops([FakeEngine("de", "en"), FakeEngine("en", "es")], Glossary())
    spanish = translate_article(
        prepare(article, "de"), Route(("de", "en", "es"), ("fake", "fake"), "0"), hops
    )
    assert spanish.blocks[0].text == "4.200\t7,5\t4 de julio de 2026"
    english = translate_article(
        prepare(article, "de"), Route(("de", "en"), ("fake",), "0"), hops[:1]
    )
    assert english.blocks[0].text == "4,200\t7.5\t4 July 2026"
    assert english.title.text == "1,900"
    origins = [segment.origin for block in english.blocks for segment in block.segments]
    assert origins == [Origin.MACHINE] * 4 + [Origin.COPY]


@pytest.mark.parametrize(
    ("source", "first", "counted", "again", "expected"),
    [
        ("Neun Staaten wollen.", "New states want.", "9 Staaten wollen.", "9 states want.", "nine states want."),
        ("Er nahm sieben Säcke.", "He took sacks.", "Er nahm 7 Säcke.", "He took 7 sacks.", "He took seven sacks."),
        ("Er nahm achtzig Säcke.", "He took sacks.", "Er nahm 80 Säcke.", "He took 80 sacks.", "He took 80 sacks."),
        ("Er nahm sieben Säcke.", "He took sacks.", "Er nahm 7 Säcke.", "He took 70 sacks.", "He took sacks."),
        ("Er nahm sieben von 12.", "He took of 12.", "Er nahm 7 von 12.", "He took 7 of 2.", "He took of 12."),
        ("Er nahm sieben zu 7,5 l.", "He took some, 7.5 l.", "Er nahm 7 zu 7,5 l.", "He took 7, 7.5 l.", "He took seven, 7.5 l."),
    ],
)  # fmt: skip
def test_a_lost_number_word_is_asked_for_in_figures(
    source: str, first: str, counted: str, again: str, expected: str
) -> None:
    engine = Notebook({plain(source): [first], counted: [again]})
    assert reading(engine).translate([source]) == [expected]


def test_halves_are_asked_for_as_halves() -> None:
    source, again = "Er blieb zweieinhalb Jahre.", "Er blieb 2,5 Jahre."
    engine = Notebook({source: ["He stayed for years."], again: ["He stayed for long."]})
    assert reading(engine).translate([source]) == ["He stayed for long."]


def test_numbers_of_languages_with_genders_stay_figures() -> None:
    answers = {"Er nahm sieben Säcke.": ["Levou sacos."], "Er nahm 7 Säcke.": ["Levou 7 sacos."]}
    engine = Notebook(answers, languages=("de", "pt"))
    assert reading(engine).translate(["Er nahm sieben Säcke."]) == ["Levou 7 sacos."]
