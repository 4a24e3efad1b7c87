"""French is a file: no line of code knows it, and its facts are written and read as French has them."""

import pytest

from translator.check.dates_kept import missing_dates, missing_names_of_time, missing_times
from translator.check.numbers_kept import missing_figures
from translator.language.facts import facts
from translator.language.writing import ordinal, ordinals
from translator.translate.amounts import amounts, written

NARROW, NO_BREAK = "\u202f", "\u00a0"  # CLDR's blanks: in numbers and before %, before h and €


@pytest.mark.parametrize(
    ("german", "french"),
    [
        ("1.000", "1~000"),
        ("1.234.567,8", "1~234~567,8"),
        ("10 000", "10~000"),
        ("12’500", "12~500"),
        ("7,5", "7,5"),
        ("2025", "2025"),
        ("-0,7", "−0,7"),
        ("12,5 %", "12,5~%"),
        ("12,5%", "12,5~%"),
        ("5–10 %", "5–10~%"),
        ("12,5 Prozent", "12,5 pour cent"),
        ("1.200–2.400", "1~200–2~400"),
        ("3,50 €", "3,50_€"),
        ("1.000 €", "1~000_€"),
        ("1 Euro", "1 euro"),
        ("5 Euro", "5 euros"),
        ("12 Mio. Euro", "12 millions d’euros"),
        ("1,5 Mrd. Euro", "1,5 milliard d’euros"),
        ("3 Milliarden", "3 milliards"),
        ("800 US-Dollar", "800 dollars des États-Unis"),
        ("5 km", "5~km"),
        ("9.000 Kilometer", "9~000_kilomètres"),
        ("1 Kilometer", "1_kilomètre"),
        ("2,5 Tonnen", "2,5_tonnes"),
        ("90 km/h", "90~km/h"),
        ("20 °C", "20~°C"),
        ("4 Stunden", "4_heures"),
        ("3. Oktober 2025", "3 octobre 2025"),
        ("3.10.2025", "3 octobre 2025"),
        ("1. Mai", "1er mai"),
        ("1.1.2026", "1er janvier 2026"),
        ("4.7.–9.8.2026", "4 juillet–9 août 2026"),
        ("11. August 1919", "11 août 1919"),
        ("14.30 Uhr", "14_h_30"),
        ("8 Uhr", "8_h"),
        ("9–17 Uhr", "9_h–17_h"),
        ("von 9 bis 17.30 Uhr", "de 9_h à 17_h_30"),
        ("ab 13 Uhr", "à partir de 13_h"),
        ("um 0.05 Uhr", "à 0_h_05"),
        ("2:1", "2:1"),
    ],
)
def test_a_fact_is_written_as_in_french(german: str, french: str) -> None:
    assert facts(german, "de", "fr") == french.replace("~", NARROW).replace("_", NO_BREAK)


def test_ordinals() -> None:
    assert [ordinal(number, "fr") for number in (1, 2, 21)] == ["1er", "2e", "21e"]
    assert ordinals("le 1e mai, le 3. octobre", "", "fr") == "le 1er mai, le 3 octobre"


def test_a_missing_number_is_written_with_its_scale() -> None:
    (amount,) = amounts("Das kostet 2,5 Mrd. Euro.", "de")
    assert written(amount, "de", "fr") == "2,5 milliards"


@pytest.mark.parametrize(
    ("german", "french"),
    [
        ("Er kam am 1. Mai um 14.30 Uhr.", "Il est venu le 1er mai à 14 h 30."),
        ("Am Montag sank der Wert um 3,5 Mio.", "Lundi, la valeur a baissé de 3,5 millions."),
        ("Es war halb acht.", "Il était sept heures et demie."),
        ("Minus 5 Grad", "moins 5 degrés"),
    ],
)
def test_a_right_translation_lacks_nothing(german: str, french: str) -> None:
    assert lacking(german, french) == []


@pytest.mark.parametrize(
    ("german", "french", "lost"),
    [
        ("Er kam am 1. Mai.", "Il est venu le 1er mars.", ["1. Mai.", "Mai"]),
        ("Der Zug fährt um 14.30 Uhr.", "Le train part à 4 h 30.", ["14.30"]),
        ("Es kostet 2 Mrd. Euro.", "Cela coûte 2 millions d’euros.", ["2 Mrd"]),
        ("Der Verlust: -5 %", "La croissance : 5 %", ["-5"]),
    ],
)
def test_a_wrong_one_is_told(german: str, french: str, lost: list[str]) -> None:
    assert lacking(german, french) == lost


def lacking(german: str, french: str) -> list[str]:
    checks = (missing_dates, missing_names_of_time, missing_times, missing_figures)
    return [text for check in checks for text in check(german, french, "de", "fr")]
