from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translator.load.decode import declared_encoding, decode
from translator.load.mixed import notes

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
    decoded = decode(data)
    assert (decoded.text, decoded.encoding) == (GERMAN, encoding)


@pytest.mark.parametrize("declared", ["utf-8", "iso-8859-1", "windows-1252", "nonsense", ""])
@pytest.mark.parametrize("real", ["utf-8", "cp1252"])
def test_a_wrong_declaration_does_no_harm(declared: str, real: str) -> None:
    decoded = decode(PAGE.format(declared, GERMAN).encode(real))
    assert GERMAN in decoded.text
    assert not decoded.strays


def test_latin_1_is_read_as_browsers_read_it() -> None:
    assert declared_encoding(b'<meta charset="iso-8859-1">') == "cp1252"
    assert declared_encoding(b'<?xml version="1.0" encoding="ISO-8859-15"?>') == "iso8859-15"
    assert declared_encoding(b"<meta http-equiv=x content='text/html; charset=utf-8'>") == "utf-8"


def test_a_declared_encoding_of_another_script_is_used() -> None:
    text = "Переговоры в Киеве продолжаются, сообщили в министерстве."
    assert decode(PAGE.format("windows-1251", text).encode("cp1251")).text.count(text) == 1


def test_utf_8_with_a_few_broken_bytes_keeps_its_umlauts() -> None:
    data = (GERMAN * 20).encode("utf-8") + b" caf\xe9 " + GERMAN.encode("utf-8")
    decoded = decode(data)
    assert decoded.encoding == "utf-8"
    assert decoded.text.endswith(f" café {GERMAN}")
    assert notes(decoded) == ("1 byte is not UTF-8 and read as Windows-1252: “café”",)


def test_utf_8_cut_off_inside_a_character_is_still_utf_8() -> None:
    decoded = decode((GERMAN + "ü").encode("utf-8")[:-1])
    assert decoded.text == GERMAN + "\ufffd"
    assert notes(decoded) == ("1 character could not be read: “März.\ufffd”",)


FOOTER = b"<footer><p>\xa9 2024 K\xfcstenbote</p></footer>"


@pytest.mark.parametrize("declared", ["utf-8", "iso-8859-1", "windows-1252", "nonsense", ""])
def test_a_footer_in_latin_1_does_not_decode_the_page_anew(declared: str) -> None:
    decoded = decode(PAGE.format(declared, GERMAN).encode("utf-8") + FOOTER)
    assert GERMAN in decoded.text
    assert "© 2024 Küstenbote" in decoded.text
    assert notes(decoded) == ("2 bytes are not UTF-8 and read as Windows-1252: “©”, “Küstenbote”",)


@pytest.mark.parametrize(
    ("data", "text", "strays"),
    [
        # Half a page in each: both halves are read.
        ("<p>Für Öl</p>\n".encode() * 9 + b"<p>F\xfcr \xd6l</p>\n" * 9, "<p>Für Öl</p>\n" * 18, 18),
        # On one line, without a tag between them.
        ("Größe ".encode() + b"gr\xf6\xdfer " + "größte".encode(), "Größe größer größte", 2),
        # "ß“" in Windows-1252 is a letter of Mali in UTF-8.
        ("<p>„Äpfel“</p>".encode() + b"<p>\x84Spa\xdf\x93</p>", "<p>„Äpfel“</p><p>„Spaß“</p>", 3),
        # A teaser that was cut by bytes, not by characters.
        (
            "<p>Für die Kü".encode()[:-1] + b"</p><p>f\xc3\xbcr</p>",
            "<p>Für die K\ufffd</p><p>für</p>",
            1,
        ),
        ("Äpfel – ".encode() + "“".encode()[:2] + b" und", "Äpfel – \ufffd und", 1),
        # Nothing is at 0x81 in Windows-1252.
        ("Äpfel für ".encode() + b"\x81", "Äpfel für \ufffd", 1),
    ],
)
def test_what_is_utf_8_is_read_as_utf_8_and_the_rest_byte_by_byte(
    data: bytes, text: str, strays: int
) -> None:
    decoded = decode(data)
    assert decoded.text == text
    assert len(decoded.strays) == strays


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("„Spaß“, „Ä“ – »Fuß« und Gruß… für große Häuser", "cp1252"),
        ("L’été à Genève, « déjà vu » – le cœur", "cp1252"),
        ("Раздел «В» Договора: «Г»", "cp1251"),
        ("東京で会議が開かれた。参加者は三百人だった。", "shift_jis"),
        ("北京举行会议，有三百人参加。", "gb18030"),
    ],
)
def test_text_of_one_encoding_is_not_read_as_two(text: str, encoding: str) -> None:
    decoded = decode(PAGE.format(encoding, text).encode(encoding))
    assert text in decoded.text
    assert not decoded.strays


def test_two_bytes_that_windows_1252_does_not_have_do_not_decode_the_page_anew() -> None:
    decoded = decode(GERMAN.encode("cp1252") * 9 + b" \x81 \x9d")
    assert decoded.text.startswith(GERMAN)
    assert decoded.encoding == "cp1252"
    assert notes(decoded) == ("2 characters could not be read: “\ufffd”",)


def test_a_page_says_a_few_of_the_words_that_could_not_be_read() -> None:
    data = "Äöü ".encode() * 40 + b" ".join(b"w%d\xe4" % number for number in range(4))
    assert notes(decode(data)) == (
        "4 bytes are not UTF-8 and read as Windows-1252: “w0ä”, “w1ä”, “w2ä” …",
    )


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\ufeff\x00"), min_size=1))
def test_every_utf_8_text_comes_back(text: str) -> None:
    data = text.encode("utf-8")
    if not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        assert decode(data).text == text


@given(st.binary(max_size=400))
def test_any_bytes_end_in_text_or_one_kind_of_error(data: bytes) -> None:
    try:
        decoded = decode(data)
    except UnicodeError:
        return
    assert decoded.encoding
    assert all(offset < len(decoded.text) for offset in decoded.strays)
    assert isinstance(notes(decoded), tuple)
