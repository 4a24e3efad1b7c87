"""What a credit calls the picture, in another language."""

import pytest

from translator.language.credits import translated_credit


@pytest.mark.parametrize(
    ("credit", "lang", "expected"),
    [
        ("Foto: Jo Brandt/dpa", "en", "Photo: Jo Brandt/dpa"),
        ("Foto: Jo Brandt/dpa", "pt", "Foto: Jo Brandt/dpa"),
        ("Bild: Jo Brandt", "pt-br", "Imagem: Jo Brandt"),
        ("FOTO: JO BRANDT", "en", "Photo: JO BRANDT"),
        ("Jo Brandt / Bildquelle: Stadtarchiv", "en", "Jo Brandt / Source: Stadtarchiv"),
        ("Symbolbild: Jo Brandt", "en", "Stock photo: Jo Brandt"),
        ("Jo Brandt (Archiv)", "en", "Jo Brandt (Archive)"),
        ("privat", "en", "private"),
        ("Foto : Jo Brandt", "en", "Photo : Jo Brandt"),
        ("Foto: Jo Brandt/dpa", "fr", "Photo\u00a0: Jo Brandt/dpa"),
        # Names stay, also where they hold such a word.
        ("Bild und Ton GmbH", "en", "Bild und Ton GmbH"),
        ("Archiv Krause: Jo Brandt", "en", "Archiv Krause: Jo Brandt"),
        ("Foto: Bild/Jo Brandt", "en", "Photo: Bild/Jo Brandt"),
        ("Foto: Jo Brandt", "xx", "Foto: Jo Brandt"),
        ("", "en", ""),
    ],
)
def test_the_word_before_the_name(credit: str, lang: str, expected: str) -> None:
    assert translated_credit(credit, "de", lang) == expected
