"""Double encoding: what can only have come about so is repaired, everything else stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translator.load import load_text
from translator.load.double import repair_double

SOUND = (
    "Die „größten“ Deiche – fünf an der Zahl – kosten 12 €; der Küstenbote fragte: „Weiß es Ole?“"
)


def as_windows_1252(data: bytes) -> str:
    """Read bytes as browsers do: where Windows-1252 has nothing stands a control character."""
    return "".join(
        bytes([byte]).decode("latin-1" if byte in b"\x81\x8d\x8f\x90\x9d" else "cp1252")
        for byte in data
    )


def twice(text: str) -> str:
    return as_windows_1252(text.encode())


@pytest.mark.parametrize(
    "spoilt",
    [
        twice(SOUND),
        SOUND.encode().decode("latin-1"),
        twice(twice(SOUND)),
        twice(twice(twice(SOUND))),
    ],
    ids=["windows-1252", "latin-1", "three times", "four times"],
)
def test_text_that_was_encoded_again_and_again_comes_back(spoilt: str) -> None:
    assert repair_double(f"<p>{spoilt}</p>").text == f"<p>{SOUND}</p>"


@pytest.mark.parametrize(
    ("spoilt", "sound"),
    [
        ("verstÃ¤rkt", "verstärkt"),
        ("straÃŸe", "straße"),
        ("straÃ\x9fe", "straße"),
        ("â€žZitatâ€œ von Ole", "„Zitat“ von Ole"),
        ("VoilÃ\xa0, der CafÃ©", "Voilà, der Café"),
        ("20Â°C am KÃ¼stenmeer", "20°C am Küstenmeer"),
        ("“verstÃ¤rkt”", "“verstärkt”"),  # an editor's quotation marks came later
        ("verst&Atilde;&curren;rkt, f&#195;&#188;r", "verstärkt, für"),
        ('{"headline": "Deiche verstÃ¤rkt"}', '{"headline": "Deiche verstärkt"}'),
        ("verst√§rkt f√ºr alle", "verstärkt für alle"),  # Mac Roman
    ],
)
def test_the_usual_ways_to_spoil_a_text(spoilt: str, sound: str) -> None:
    repaired = repair_double(spoilt)
    assert repaired.text == sound
    assert len(repaired.notes) == 1


@pytest.mark.parametrize(
    "text",
    [
        SOUND,
        "SÃO PAULO und IRMÃ ANA",
        "Ã¼ | ü",  # a table of what goes wrong
        "Ã¼",
        "Das „Ä“ und das „Ü“ – auch „Ö“…",
        "Der Â-Buchstabe, das Ã, die Å–Linie",
        "Er wohnt in Ålesund; sie in Århus.",
        "√ steht für die Wurzel, √2 für 1,41",
        "CHÂTEAU «BLÂMÉ»",
        "&Auml;&quot;rger, &Auml;pfel",
    ],
)
def test_text_that_is_as_it_should_be_stays(text: str) -> None:
    assert repair_double(text).text == text
    assert repair_double(text).notes == ()


def test_a_text_about_encodings_is_left_and_reported() -> None:
    text = "So wird aus für schnell fÃ¼r, wenn die Seite falsch gelesen wird."
    repaired = repair_double(text)
    assert repaired.text == text
    assert repaired.notes == (
        "the text seems to be encoded twice in 1 place and is left: “fÃ¼r” for “für”",
    )


def test_in_a_page_that_is_spoilt_a_piece_that_is_so_in_part_is_repaired_too() -> None:
    page = "<h1>Deiche verstÃ¤rkt</h1>\n<p>HÃ¤user am Meer</p>\n<p>Von Jörg: fÃ¼r alle</p>"
    repaired = repair_double(page)
    assert (
        repaired.text
        == "<h1>Deiche verstärkt</h1>\n<p>Häuser am Meer</p>\n<p>Von Jörg: für alle</p>"
    )
    assert repaired.notes == (
        "the text was encoded twice and is repaired in 3 places: “verstÃ¤rkt” is now “verstärkt”",
    )


@given(st.text(alphabet=st.sampled_from("abcäöüß „“–é€…\n<>"), max_size=200))
def test_no_german_text_is_changed(text: str) -> None:
    assert repair_double(text).text == text


@given(st.text(max_size=300))
def test_any_text_comes_back_in_some_form(text: str) -> None:
    assert isinstance(repair_double(text).text, str)


def test_the_document_says_what_was_made_of_it() -> None:
    document = load_text("Die Deiche werden verstÃ¤rkt.".encode(), name="a.txt", stem="a")
    assert document.text == "Die Deiche werden verstärkt."
    assert document.notes == (
        "the text was encoded twice and is repaired in 1 place: “verstÃ¤rkt” is now “verstärkt”",
    )
