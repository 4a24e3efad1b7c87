from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translator.language.data import language, languages
from translator.language.typography import (
    Moves,
    as_set,
    changed,
    changes,
    plainer,
    quoted,
)

# In the tables a no-break space is written as "~", a narrow one as "_".
SPACES = str.maketrans({"~": "\u00a0", "_": "\u202f"})
SET = {
    "en": [
        ("„Wir gehen“, said the mayor.", "“Wir gehen”, said the mayor."),
        ('"We are going," said the mayor.', "“We are going,” said the mayor."),
        ("«We go» and »we stay«", "“We go” and “we stay”"),
        ("« We go » he said", "“We go” he said"),
        ('"He said "yes" and left."', "“He said ‘yes’ and left.”"),
        ("„Er sagte ‚ja‘ und ging.“", "“Er sagte ‘ja’ und ging.”"),
        ("''We go'' they said", "“We go” they said"),
        ('("We go")', "(“We go”)"),
        ('A "so-called" fix-up', "A “so-called” fix-up"),
        ("It's the players' bus, isn't it?", "It’s the players’ bus, isn’t it?"),
        ("Rock of the '90s", "Rock of the ’90s"),
        ('A 27" screen, 6\'2" tall, 52°31\'12" north', None),
        ('The "27" screen', "The “27” screen"),
        ("The dike - it is old - holds.", "The dike – it is old – holds."),
        ("The dike — it is old—holds.", "The dike – it is old – holds."),
        ("Fifteen -- at most", "Fifteen – at most"),
        ("10-12 May, pages 3–5, 1939-45", None),
        ("5 - 10, 2-1 win, 030-1234, 2024-11-12, F-16, 24-7, --force, -5 degrees", None),
        ("7 - 3 = 4", None),
        ("Well... it holds", "Well… it holds"),
        ("Well.... and 1..2", None),
        ("5 km, 3.5 % and 20 °C in 4 l of water", "5~km, 3.5~% and 20~°C in 4~l of water"),
        ("5 kmart", None),
        ("one ' two \" three", None),
    ],
    "de": [
        ('"Wir gehen", sagte sie.', "„Wir gehen“, sagte sie."),
        ("“Sie sagte ‘ja’ dazu”", "„Sie sagte ‚ja‘ dazu“"),
        ("Der Deich — er ist alt — hält.", "Der Deich – er ist alt – hält."),
        ("z. B. 5 km, S. 3–5", "z.~B. 5~km, S. 3–5"),
        ("Das war's...", "Das war’s…"),
    ],
    "fr": [
        ('Il dit: "Bonjour!" Vraiment?', "Il dit~: «_Bonjour_!_» Vraiment_?"),
        ("«Bonjour» et « bonsoir »", "«_Bonjour_» et «_bonsoir_»"),
        ('"Il a dit "oui" hier"', "«_Il a dit “oui” hier_»"),
        ("L'homme d'État ; l'\"ami\"", "L’homme d’État_; l’«_ami_»"),
        ("10 000 euros, 5 %, 12:30", "10_000 euros, 5_%, 12:30"),
        ("https://a.example/?b=1", None),
        ("Le 3-5 mai", None),
        ("Quoi ?! Oui…", "Quoi_?! Oui…"),
    ],
    "es": [
        ('Dijo "sí" y "no".', "Dijo «sí» y «no»."),
        ('"Dijo "sí" ayer"', "«Dijo “sí” ayer»"),
        ("El dique - es viejo - aguanta.", "El dique —es viejo— aguanta."),
        ('¿"Sí"? 12 500 euros', "¿«Sí»? 12~500 euros"),
        ("1939-1945", None),
    ],
    "pt": [
        ('Ele disse "sim" - e saiu.', "Ele disse “sim” — e saiu."),
        ("„Ele disse ‚sim‘“", "“Ele disse ‘sim’”"),
        ("10–12 de maio, 5 km", "10–12 de maio, 5~km"),
        ("copo d'água", "copo d’água"),
    ],
    "it": [('Disse "sì" all\'uomo - e uscì.', "Disse «sì» all’uomo – e uscì.")],
    "nl": [('Hij zei "ja" \'s avonds', "Hij zei ‘ja’ ’s avonds")],
    "pl": [('Powiedział "tak" - i 12 500 zł', "Powiedział „tak” – i 12~500 zł")],
    "xx": [('"a" - b', None)],
}
CASES = [
    (lang, before, (before if after is None else after).translate(SPACES))
    for lang, table in SET.items()
    for before, after in table
]
SIGNS = "\"'„“”‚‘’«»‹›`´''  \u00a0\u202f--–—...…:;!?()[]/%°,\t"
WORDS = ["Wort", "it", "l", "km", "3", "27", "1939", "45", "000", "s", "t", "é", "z.", "B."]
texts = st.lists(st.sampled_from([*SIGNS, *WORDS, " "]), max_size=14).map("".join)
langs = st.sampled_from([*languages(), "xx"])


@pytest.mark.parametrize(("lang", "before", "after"), CASES)
def test_every_language_sets_its_texts(lang: str, before: str, after: str) -> None:
    assert as_set(before, lang) == after


@pytest.mark.parametrize(("lang", "before", "after"), CASES)
def test_only_signs_differ(lang: str, before: str, after: str) -> None:
    assert as_set(after, lang) == after
    assert letters(after) == letters(before)


def letters(text: str) -> str:
    return "".join(char for char in text if char.isalnum())


@settings(deadline=None, max_examples=400)
@given(texts, langs)
def test_no_letter_and_no_digit_changes_and_what_is_set_stays(text: str, lang: str) -> None:
    made = as_set(text, lang)
    assert letters(made) == letters(text)
    assert as_set(made, lang) == made
    assert as_set(text, lang) == made


@settings(deadline=None, max_examples=400)
@given(texts, langs, st.data())
def test_what_is_kept_stays_and_stretches_follow(text: str, lang: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    found = changes(text, lang, [(start, end)])
    made = changed(text, found)
    first, last = Moves(found).stretch(start, end)
    if start < end:
        assert made[first:last] == text[start:end]
    some = sorted(data.draw(st.integers(0, len(text))) for _ in range(2))
    first, last = Moves(found).stretch(*some)
    assert 0 <= first <= last <= len(made)
    assert letters(made[first:last]) == letters(text[slice(*some)])


def test_a_stretch_has_none_of_what_is_put_in_beside_it() -> None:
    text = "Il dit «oui»."
    found = changes(text, "fr")
    start, end = Moves(found).stretch(8, 11)
    assert changed(text, found)[start:end] == "oui"


def test_titles_stand_in_the_marks_of_the_language_around_them() -> None:
    assert [quoted("Deich", lang) for lang in ("en", "fr", "de", "xx", "nl")] == [
        "“Deich”", "«\u202fDeich\u202f»", "„Deich“", "“Deich”", "‘Deich’",
    ]  # fmt: skip
    assert quoted("", "en") == ""


def test_texts_that_differ_in_signs_only_are_equal_when_plainer() -> None:
    assert plainer("“It’s – 5\u00a0km…”") == plainer('"It\'s - 5 km..."')
    assert plainer("It is") != plainer("It was")


@pytest.mark.parametrize("lang", languages())
def test_what_the_program_says_itself_is_set_as_well(lang: str) -> None:
    for phrases in (language(lang).notice, language(lang).site):
        said = [getattr(phrases, name) for name in type(phrases).__slots__]
        assert all(said)
        assert [as_set(text, lang) for text in said] == said
