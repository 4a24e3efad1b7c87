"""Rule-made pairs for what must be copied or converted exactly: numbers, dates, names.

The model meets too few of them in the corpora to learn how German notation becomes English.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from training.corpora import Pair

MONTHS = (
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
TRANSLITERATED = (
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

_ONSETS = "B Br D Dr F Fl G Gr H J K Kl Kn Kr L M N P Pf R S Sch Schw St T Tr V W Z Ch Sh".split()
_VOWELS = "a e i o u ei au ie ö ü ä ou y".split()
_CODAS = "n r l s t ck ng mann stein berg er mer ler ner ow ski itz son sen ez ini ić a o".split()

Number = tuple[str, str]


def invented_name(draw: random.Random) -> str:
    """Return a surname that nobody has met, so that copying is the only way to get it right."""
    middle = draw.choice(_ONSETS).lower() + draw.choice(_VOWELS) if draw.random() < 0.5 else ""
    return draw.choice(_ONSETS) + draw.choice(_VOWELS) + middle + draw.choice(_CODAS)


def whole(value: int) -> Number:
    """Return a whole number as German and English news write it: 11.000 and 11,000."""
    english = f"{value:,}" if value >= 1000 else str(value)
    return english.replace(",", "."), english


def decimal(value: float, places: int) -> Number:
    """Return a decimal number in both notations: 3,5 and 3.5."""
    english = f"{value:,.{places}f}"
    return english.translate(str.maketrans(",.", ".,")), english


def random_whole(draw: random.Random) -> int:
    """Return a number whose count of digits is about evenly spread; half of them are round."""
    value = draw.randrange(1, 10 ** draw.randint(1, 7))
    if value > 100 and draw.random() < 0.5:
        value -= value % 10 ** (len(str(value)) - draw.randint(1, 2))
    return value


def _number(draw: random.Random) -> Number:
    if draw.random() < 0.7:
        return whole(random_whole(draw))
    return decimal(draw.uniform(0, 10 ** draw.randint(1, 3)), draw.choice((1, 1, 1, 2)))


def _quantity(draw: random.Random) -> Pair:
    german, english = _number(draw)
    unit = draw.choice(
        (
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
        )
    )
    frame = draw.choice(
        (
            ("{}", "{}"),
            ("Rund {}.", "Around {}."),
            ("Mehr als {}.", "More than {}."),
            ("Es waren {}.", "There were {}."),
            ("Insgesamt sind es {}.", "In total there are {}."),
            ("Die Zahl stieg auf {}.", "The number rose to {}."),
            ("Im Vorjahr waren es noch {}.", "The year before, it was still {}."),
        )
    )
    return frame[0].format(f"{german} {unit[0]}"), frame[1].format(f"{english} {unit[1]}")


def _date(draw: random.Random) -> Pair:
    day, year = draw.randint(1, 28), draw.randint(1848, 2030)
    number = draw.randrange(12)
    german, english = MONTHS[number]
    forms = (
        (f"Am {day}. {german} {year}", f"On {english} {day}, {year}"),
        (f"am {day}. {german}", f"on {english} {day}"),
        (f"Im {german} {year}", f"In {english} {year}"),
        (f"seit dem {day}. {german} {year}", f"since {english} {day}, {year}"),
        (f"Im Jahr {year}", f"In {year}"),
        (f"zwischen {year} und {year + 7}", f"between {year} and {year + 7}"),
        (f"{day}.{number + 1}.{year}", f"{english} {day}, {year}"),
        (f"um {day % 24}:{day + 10} Uhr", f"at {day % 24}:{day + 10}"),
    )
    return draw.choice(forms)


def _sentence(draw: random.Random, german: str, english: str) -> Pair:
    frame = draw.choice(
        (
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
        )
    )
    return frame[0].format(german), frame[1].format(english)


def copy_pairs(count: int, names: list[str], places: list[Pair], draw: random.Random) -> list[Pair]:
    """Return ``count`` rule-made pairs.

    Args:
        count: how many pairs.
        names: names spelled alike on both sides.
        places: (German, English) names that differ, such as countries.
        draw: the source of chance.
    """
    listed = [*TRANSLITERATED, *places]

    def known(draw: random.Random) -> Pair:
        return _sentence(draw, *draw.choice(listed))

    def same(draw: random.Random) -> Pair:
        name = draw.choice(names) if names and draw.random() < 0.6 else invented_name(draw)
        return _sentence(draw, name, name)

    makers: tuple[Callable[[random.Random], Pair], ...]
    makers = (_quantity, _quantity, _date, known, known, same, _number)
    return [draw.choice(makers)(draw) for _ in range(count)]
