"""Slips of small models in Spanish, and what looks like one and is right."""

import pytest

from translator.language.spanish import without_spanish_slips


@pytest.mark.parametrize(
    ("slip", "right"),
    [
        (
            "El alcalde de el distrito se refirió a el puente.",
            "El alcalde del distrito se refirió al puente.",
        ),
        ("Las donacións y las invitaciónes.", "Las donaciones y las invitaciones."),
        ("Las crisiss de los huérfanoss holandéss.", "Las crisis de los huérfanos holandés."),
        ("Francia y Italia, padres y hijos", "Francia e Italia, padres e hijos"),
        ("Lapensión y estasrevelaciones deCuidado", "La pensión y estas revelaciones de Cuidado"),
        ("siete o ocho personas", "siete u ocho personas"),
    ],
)
def test_slips_are_put_right(slip: str, right: str) -> None:
    assert without_spanish_slips(slip, "") == right
    assert without_spanish_slips(right, "") == right


@pytest.mark.parametrize(
    "right",
    [
        "Se lo dio a él y de él no se supo más.",
        "Viajó a El Cairo y de El Salvador a La Haya.",
        "agua y hielo, cobre y hierro, leones y hienas",
        "¿Y Inés?",
        "el iPad y iPhone",
        "Diego Ross, WordPress y Jess",
        "las canciones y los aviones",
        "entre 7 o 8 personas",
        "Sí o no.",
        "definemos, entenderse, laborales, susurrando, conversaciones y elecciones",
    ],
)
def test_right_spanish_stays(right: str) -> None:
    assert without_spanish_slips(right, "") == right


def test_what_the_source_has_stays() -> None:
    known = "The bosss met the Hotel de el Norte."
    assert without_spanish_slips("Hotel de el Norte, bosss", known) == "Hotel de el Norte, bosss"
