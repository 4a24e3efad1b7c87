"""Words of the rule-made pairs, by language pair; :mod:`training.copies` puts them together.

A pair of languages without a table here gets no rule-made pairs but numbers and names.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

Pair = tuple[str, str]

# Day, month (1 to 12), year to the spellings of the date on both sides.
Dates = Callable[[int, int, int], tuple[Pair, ...]]


def _no_dates(_day: int, _month: int, year: int) -> tuple[Pair, ...]:
    return ((str(year), str(year)),)


@dataclass(frozen=True)
class Phrases:
    """What is said around numbers, dates and names.

    ``units`` follow a number, ``frames`` hold a quantity and ``sentences`` a name at ``{}``;
    ``known`` are names that differ; ``comma_source`` tells which side writes 1.000,5.
    """

    units: tuple[Pair, ...] = (("%", "%"),)
    frames: tuple[Pair, ...] = (("{}", "{}"),)
    sentences: tuple[Pair, ...] = (("{}", "{}"),)
    known: tuple[Pair, ...] = ()
    dates: Dates = _no_dates
    comma_source: bool = True

    def turned(self, number: Pair) -> Pair:
        """Return a number given as (1.000,5, 1,000.5) with the source's notation first."""
        return number if self.comma_source else number[::-1]


_MONTHS_DE_EN = (
    ("Januar", "January"),
    ("Februar", "February"),
    ("März", "March"),
    ("April", "April"),
    ("Mai", "May"),
    ("Juni", "June"),
    ("Juli", "July"),
    ("August", "August"),
    ("September", "September"),
    ("Oktober", "October"),
    ("November", "November"),
    ("Dezember", "December"),
)

# German and English write foreign scripts differently; these are the forms news agencies use.
_KNOWN_DE_EN = (
    ("Selenskyj", "Zelenskyy"),
    ("Wolodymyr Selenskyj", "Volodymyr Zelenskyy"),
    ("Wladimir Putin", "Vladimir Putin"),
    ("Lawrow", "Lavrov"),
    ("Sergej Lawrow", "Sergei Lavrov"),
    ("Schoigu", "Shoigu"),
    ("Peskow", "Peskov"),
    ("Medwedew", "Medvedev"),
    ("Nawalny", "Navalny"),
    ("Chodorkowski", "Khodorkovsky"),
    ("Gorbatschow", "Gorbachev"),
    ("Chruschtschow", "Khrushchev"),
    ("Jelzin", "Yeltsin"),
    ("Breschnew", "Brezhnev"),
    ("Prigoschin", "Prigozhin"),
    ("Lukaschenko", "Lukashenko"),
    ("Tichanowskaja", "Tsikhanouskaya"),
    ("Poroschenko", "Poroshenko"),
    ("Timoschenko", "Tymoshenko"),
    ("Janukowitsch", "Yanukovych"),
    ("Kusnezow", "Kuznetsov"),
    ("Iwanow", "Ivanov"),
    ("Tschaikowski", "Tchaikovsky"),
    ("Dostojewski", "Dostoevsky"),
    ("Tolstoi", "Tolstoy"),
    ("Tschechow", "Chekhov"),
    ("Solschenizyn", "Solzhenitsyn"),
    ("Netanjahu", "Netanyahu"),
    ("Benjamin Netanjahu", "Benjamin Netanyahu"),
    ("Chamenei", "Khamenei"),
    ("Ruhani", "Rouhani"),
    ("Chomeini", "Khomeini"),
    ("Erdoğan", "Erdoğan"),
    ("Gaddafi", "Gaddafi"),
    ("Mohammed bin Salman", "Mohammed bin Salman"),
    ("Kim Jong Un", "Kim Jong Un"),
    ("Xi Jinping", "Xi Jinping"),
    ("Pjöngjang", "Pyongyang"),
    ("Peking", "Beijing"),
    ("Moskau", "Moscow"),
    ("Kiew", "Kyiv"),
    ("Charkiw", "Kharkiv"),
    ("Cherson", "Kherson"),
    ("Saporischschja", "Zaporizhzhia"),
    ("Lwiw", "Lviv"),
    ("Odessa", "Odesa"),
    ("Mykolajiw", "Mykolaiv"),
    ("Tschernobyl", "Chernobyl"),
    ("Wladiwostok", "Vladivostok"),
    ("Wolgograd", "Volgograd"),
    ("Rostow", "Rostov"),
    ("Sotschi", "Sochi"),
    ("Tschetschenien", "Chechnya"),
    ("Warschau", "Warsaw"),
    ("Prag", "Prague"),
    ("Wien", "Vienna"),
    ("Rom", "Rome"),
    ("Mailand", "Milan"),
    ("Venedig", "Venice"),
    ("Neapel", "Naples"),
    ("Brüssel", "Brussels"),
    ("Lüttich", "Liège"),
    ("Genf", "Geneva"),
    ("Kopenhagen", "Copenhagen"),
    ("Athen", "Athens"),
    ("Belgrad", "Belgrade"),
    ("Bukarest", "Bucharest"),
    ("Lissabon", "Lisbon"),
    ("Den Haag", "The Hague"),
    ("Tiflis", "Tbilisi"),
    ("Eriwan", "Yerevan"),
    ("Teheran", "Tehran"),
    ("Bagdad", "Baghdad"),
    ("Damaskus", "Damascus"),
    ("Kairo", "Cairo"),
    ("Algier", "Algiers"),
    ("Addis Abeba", "Addis Ababa"),
    ("Kapstadt", "Cape Town"),
    ("Daressalam", "Dar es Salaam"),
    ("Tokio", "Tokyo"),
    ("Singapur", "Singapore"),
    ("Neu-Delhi", "New Delhi"),
    ("Havanna", "Havana"),
    ("Mexiko-Stadt", "Mexico City"),
    ("München", "Munich"),
    ("Köln", "Cologne"),
    ("Nürnberg", "Nuremberg"),
    ("Hannover", "Hanover"),
    ("Bayern", "Bavaria"),
    ("Sachsen", "Saxony"),
    ("Hessen", "Hesse"),
    ("Niedersachsen", "Lower Saxony"),
    ("Nordrhein-Westfalen", "North Rhine-Westphalia"),
    ("Rheinland-Pfalz", "Rhineland-Palatinate"),
    ("Nordkorea", "North Korea"),
    ("Südkorea", "South Korea"),
)


def _dates_de_en(day: int, month: int, year: int) -> tuple[Pair, ...]:
    german, english = _MONTHS_DE_EN[month - 1]
    return (
        (f"Am {day}. {german} {year}", f"On {english} {day}, {year}"),
        (f"am {day}. {german}", f"on {english} {day}"),
        (f"Im {german} {year}", f"In {english} {year}"),
        (f"seit dem {day}. {german} {year}", f"since {english} {day}, {year}"),
        (f"Im Jahr {year}", f"In {year}"),
        (f"zwischen {year} und {year + 7}", f"between {year} and {year + 7}"),
        (f"{day}.{month}.{year}", f"{english} {day}, {year}"),
        (f"um {day % 24}:{day + 10} Uhr", f"at {day % 24}:{day + 10}"),
    )


GERMAN_ENGLISH = Phrases(
    units=(
        ("Prozent", "percent"),
        ("Millionen Euro", "million euros"),
        ("Milliarden Euro", "billion euros"),
        ("Billionen Dollar", "trillion dollars"),
        ("Millionen Menschen", "million people"),
        ("Menschen", "people"),
        ("Soldaten", "soldiers"),
        ("Euro", "euros"),
        ("Kilometer", "kilometers"),
        ("Quadratkilometer", "square kilometers"),
        ("Tonnen", "tons"),
        ("Einwohner", "inhabitants"),
        ("Tote", "dead"),
        ("Stimmen", "votes"),
        ("Grad", "degrees"),
        ("Meter", "meters"),
        ("Jahre", "years"),
    ),
    frames=(
        ("{}", "{}"),
        ("Rund {}.", "Around {}."),
        ("Mehr als {}.", "More than {}."),
        ("Es waren {}.", "There were {}."),
        ("Insgesamt sind es {}.", "In total there are {}."),
        ("Die Zahl stieg auf {}.", "The number rose to {}."),
        ("Im Vorjahr waren es noch {}.", "The year before, it was still {}."),
    ),
    sentences=(
        ("{}", "{}"),
        ("{}", "{}"),
        ("{} erklärte:", "{} said:"),
        ("Nach Angaben von {} ...", "According to {} ..."),
        (
            "Ein Sprecher von {} sagte das am Dienstag.",
            "A spokesman for {} said so on Tuesday.",
        ),
        ("Das teilte {} am Montag mit.", "This was announced by {} on Monday."),
        ("{} wies die Vorwürfe zurück.", "{} rejected the accusations."),
        ("Die Lage in {} bleibt angespannt.", "The situation in {} remains tense."),
        ("Wie {} berichtet, gab es Verletzte.", "As {} reports, there were injuries."),
        ("{} kündigte neue Maßnahmen an.", "{} announced new measures."),
    ),
    known=_KNOWN_DE_EN,
    dates=_dates_de_en,
)
