from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translator.load.decode import declared_encoding, decode

GERMAN = "Für Pjöngjang heißt das: „größere Übungen“ – schon im März."
PAGE = '<html><head><meta charset="{}"></head><body><p>{}</p></body></html>'


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (GERMAN.encode("utf-8"), "utf-8"),
        (GERMAN.encode("utf-8-sig"), "utf-8"),
        (GERMAN.encode("utf-16"), "utf-16"),
        (GERMAN.encode("utf-16-le"), "utf-16-le"),
        (GERMAN.encode("utf-16-be"), "utf-16-be"),
        (GERMAN.encode("cp1252"), "cp1252"),
    ],
)
def test_undeclared_text_is_decoded_by_what_it_is(data: bytes, encoding: str) -> None:
    assert decode(data) == (GERMAN, encoding)


@pytest.mark.parametrize("declared", ["utf-8", "iso-8859-1", "windows-1252", "nonsense", ""])
@pytest.mark.parametrize("real", ["utf-8", "cp1252"])
def test_a_wrong_declaration_does_no_harm(declared: str, real: str) -> None:
    text, _ = decode(PAGE.format(declared, GERMAN).encode(real))
    assert GERMAN in text


def test_latin_1_is_read_as_browsers_read_it() -> None:
    assert declared_encoding(b'<meta charset="iso-8859-1">') == "cp1252"
    assert declared_encoding(b'<?xml version="1.0" encoding="ISO-8859-15"?>') == "iso8859-15"
    assert declared_encoding(b"<meta http-equiv=x content='text/html; charset=utf-8'>") == "utf-8"


def test_a_declared_encoding_of_another_script_is_used() -> None:
    text = "Переговоры в Киеве продолжаются, сообщили в министерстве."
    assert decode(PAGE.format("windows-1251", text).encode("cp1251"))[0].count(text) == 1


def test_utf_8_with_a_few_broken_bytes_keeps_its_umlauts() -> None:
    data = (GERMAN * 20).encode("utf-8") + b" caf\xe9 " + GERMAN.encode("utf-8")
    text, encoding = decode(data)
    assert encoding == "utf-8"
    assert text.endswith(f" café {GERMAN}")


def test_utf_8_cut_off_inside_a_character_is_still_utf_8() -> None:
    text, encoding = decode((GERMAN + "ü").encode("utf-8")[:-1])
    assert encoding == "utf-8"
    assert text.startswith(GERMAN)


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\ufeff\x00"), min_size=1))
def test_every_utf_8_text_comes_back(text: str) -> None:
    data = text.encode("utf-8")
    if not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        assert decode(data)[0] == text


@given(st.binary(max_size=400))
def test_any_bytes_end_in_text_or_one_kind_of_error(data: bytes) -> None:
    try:
        text, encoding = decode(data)
    except UnicodeError:
        return
    assert isinstance(text, str)
    assert encoding
