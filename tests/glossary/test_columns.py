"""What the name of a column means."""

import pytest

from translator.glossary.columns import column_of


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("de", "de"),
        ("DE", "de"),
        ("pt_BR", "pt-br"),
        ("Deutsch", "de"),
        ("GERMAN", "de"),
        ("alemão", "de"),
        (" Englisch ", "en"),
        ("inglés", "en"),
        ("Español", "es"),
        ("English (UK)", "en-gb"),
        ("English [en]", "en"),
        ("Portugiesisch (Brasilien)", "pt-br"),
        ("Português", "pt"),
        ("Brazilian Portuguese", "pt-br"),
        ("français", "fr"),
        ("中文", "zh"),
        ("Indonesisch", "id-id"),
        ("DE (Deutsch)", "de"),
        ("Deutsch (Österreich)", "de-at"),
        ("Term EN", "en"),
        ("Begriff Deutsch", "de"),
        ("ID", "id"),
        ("Note", "note"),
        ("Anmerkung", "anmerkung"),
        ("Deutsch (Englisch)", "deutsch (englisch)"),
        ("NATO", "nato"),
        ("", ""),
    ],
)
def test_a_column_is_a_language_a_property_or_what_it_says(name: str, column: str) -> None:
    assert column_of(name) == column
