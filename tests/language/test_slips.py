"""Slips of small models in English that have one sure correction, and right English that looks like them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translator.language.indefinite import indefinite
from translator.language.slips import without_slips

MENDED = [
    # a gap in a compound
    ("Mitte September, so hieß es.", "It was said in mid- September.", "It was said in mid-September."),
    ("Mitte des 20. Jahrhunderts", "the mid- 20th century", "the mid-20th century"),
    ("Klaus-Michael Kühne (82) kam.", "Klaus- Michael Kühne (82) came.", "Klaus-Michael Kühne (82) came."),
    ("Ein 20-jähriger Mann kam.", "A 20- year-old man came.", "A 20-year-old man came."),
    # said twice
    ("Der ursprünglich geplante Beschluss", "The originally originally planned decision", "The originally planned decision"),
    ("Die Lebensdauer fällt also geringer aus.", "So the life life is lower.", "So the life is lower."),
    ("Dani Arnold ist in den Alpen.", "Dani Arnold Arnold is in the Alps.", "Dani Arnold is in the Alps."),
    ("Nicht in dem Rennen in Bonn in 2008.", "Not in the race in 2008 in 2008.", "Not in the race in 2008."),
    ("Tausende Fässer Rohöl liefen aus.", "Thousands of barrels of barrels of crude.", "Thousands of barrels of crude."),
    ("Dafür braucht man drei bis dreieinhalb Stunden.", "It takes three to three to three and a half hours.", "It takes three to three and a half hours."),
    ("Die Versicherung zahlt.", "The insurance insurance pays.", "The insurance pays."),
    ("Damit stellte er einen Rekord auf.", "He set a record record.", "He set a record."),
    ("Das Bild der Menge löste es aus.", "The picture of the crowd of the crowd did it.", "The picture of the crowd did it."),
    ("Sie sollen vergewaltigt und gemordet haben.", "They raped and murdered and murdered in camps.", "They raped and murdered in camps."),
    ("Das Haus steht.", "The the house and and the garden stand.", "The house and the garden stand."),
    ("Das Haus steht.", "The life life life stands.", "The life stands."),
    # women and men
    ("Helferinnen und Helfer kamen.", "Helpers and helpers came.", "Helpers came."),
    ("Die Besucher und Besucherinnen gingen.", "The visitors and visitors left.", "The visitors left."),
    ("Ärztinnen und Ärzte kamen.", "Doctors and doctors came.", "Doctors came."),
    ("Jede Schülerin und jeder Schüler kam.", "Every student and every student came.", "Every student came."),
    ("Jede Lehrerin und jeder Lehrer kam.", "Every teacher and every teacher came.", "Every teacher came."),
    # contractions
    ("So ist es.", "That's how it's.", "That's how it is."),
    ("Er weiß, wo sie sind, und geht.", "He knows where they’re, and goes.", "He knows where they are, and goes."),
    ("Ja, das bin ich.", "“Yes, I'm.”", "“Yes, I am.”"),
    # ordinals
    ("In der 90. Minute traf er.", "In the 90. minute he scored.", "In the 90th minute he scored."),
    ("In der 90. Minute traf er.", "In the 90. Minute he scored.", "In the 90th minute he scored."),
    ("Er erreichte den 3. Platz.", "He took the 3. place.", "He took the 3rd place."),
    # plurals
    ("Ein Häftling wie ich", "a prisoners like me", "a prisoner like me"),
    ("Es geht mit einer Drohne.", "It works with one drones.", "It works with one drone."),
    # a letter three times
    ("Janssen kam.", "Jansssen came.", "Janssen came."),
    ("Cummings sprach.", "Cummingsss spoke.", "Cummings spoke."),
    ("Die Elternschaft", "The parenthoood", "The parenthood"),
]  # fmt: skip

RIGHT = [
    "Short- and long-term plans, two- or three-year terms, pre- to post-war, mid- to late September.",
    "It was non- and anti-fascist, mid- or late 1990s.",
    "He had had it, and that that is so, is so. She gave her her book.",
    "Very very good, again and again and again, more and more, side by side by side, step by step by step.",
    "The bill will be voted on on Friday. What he came in in 2008 was a car he dreamed of of course.",
    "Whatever will be will be. The things you own own you. Those who left left early.",
    "They go to work to work. A vitamin A a day. The score was 6 4 6 4.",
    "He worked and worked, older and older and older, for years and years and years.",
    "In May may I come? On Polish polish. For IT it is fine. Back to back to back.",
    "Thousands and thousands of visitors, visitors and friends, days and days.",
    "It's good, he says it's bad, and that's what they're doing. John's. The dogs'. O'Leary. Ma'am.",
    "The word “it's” stands there. Let's.",
    "A series, a means, a gas, a species of bird, a headquarters in Bonn, a crossroads of cultures.",
    "A sports club, a goods train, a savings bank, a physics of motion, a politics of fear, a millions of them.",
    "If a differs from b, one works for it, and one drones on. A goods and services tax.",
    "The 3. The 8. And the Golf 8. In spite of it the 20. century of theirs.",
    "Hmmm, sooo good, XXX, www, brrr, Schifffahrt.",
    "One by one visitors from Berlin came, face to face to face, hand in hand in hand, from mouth to mouth to mouth.",
    "The Who's, that is. It came to pass, mile after mile after mile.",
    "He is in Baden. See example example.org and a, a b b.",
    "This is a plain sentence, as people write them, with nothing to put right.",
]


@pytest.mark.parametrize(("source", "target", "expected"), MENDED)
def test_slips_are_put_right(source: str, target: str, expected: str) -> None:
    assert without_slips(target, source) == expected
    assert without_slips(expected, source) == expected


@pytest.mark.parametrize("right", RIGHT)
def test_right_english_stays(right: str) -> None:
    assert without_slips(right, "") == right


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Shakira („Waka Waka“) kommt.", "Shakira (“Waka Waka”) comes."),
        ("Für das Volk und für das Volk", "It is for the people for the people."),
        ("Was das Programm dem Programm gibt", "It is for the program the program runs."),
        ("Baden-Baden liegt dort.", "Baden Baden is there."),
        ("Der 1. FC Köln und die 2. Bundesliga", "The 1. FC Köln and the 2. Bundesliga"),
        ("Am 3. August", "On the 3. August"),
        ("Es waren sehr, sehr viele.", "There were great great numbers."),
        ("Für Trump ist Trump alles.", "For Trump Trump is all."),
        ("Freunde von Freunden von mir", "Friends of friends of friends of mine"),
        ("Immer mehr Lehrerinnen und Lehrer gehen.", "More and more teachers leave."),
        ("Seit Jahren warten Schülerinnen und Schüler.", "For years and years students wait."),
        ("Ein Prisoners-like-Spiel: a prisoners like me", "a prisoners like me"),
        ("„Where they're.“", "“Where they're.”"),
        ("Die Schifffahrt ruht.", "The Schifffahrt rests."),
        ("mid- September, so im Titel", "mid- September"),
    ],
)
def test_what_the_source_has_so_stays(source: str, target: str) -> None:
    assert without_slips(target, source) == target


WORDS = """the a house houses stood very long quickly and or of in to had that will was it's they're mid- pre- 20- one 1. 90. minute
teachers Berlin waves New York record , . ? " people again work works an hour unit FBI 8 80-year-old"""


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WORDS.split()), max_size=12))
def test_what_is_put_right_stays_right(words: list[str]) -> None:
    once = indefinite(without_slips(" ".join(words), ""), "")
    assert indefinite(without_slips(once, ""), "") == once


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(["the", "older", "house", "of", "many", "people", "stood", "quickly", "near", "Berlin", "with", "an", "hour", "to", "spare"]),
        max_size=12,
        unique=True,
    )
)  # fmt: skip
def test_plain_words_stay(words: list[str]) -> None:
    text = " ".join(words)
    assert without_slips(text, "") == text
