"""Two habits of English that models get wrong: ``a`` and ``an``, and acronyms with points."""

import pytest

from translator.language.indefinite import indefinite
from translator.language.writing import without_points


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("After a earthquake, an meaning.", "After an earthquake, a meaning."),
        ("It was called a “unfriendly act”.", "It was called an “unfriendly act”."),
        ("An SMS, a email, a one-off, an university.", "An SMS, an email, a one-off, a university."),
        ("He sent a SMS.", "He sent an SMS."),
        ("It is an historic day in a hotel.", "It is an historic day in a hotel."),
        ("Vitamin a is there, and so is vitamin-a oil.", "Vitamin a is there, and so is vitamin-a oil."),
        ("A FDP man, a NSDAP man, a FCKW ban.", "An FDP man, an NSDAP man, an FCKW ban."),
        ("He said: “A adjustment is due.”", "He said: “An adjustment is due.”"),
        ("A older man saw an UEFA match.", "An older man saw a UEFA match."),
        ("An meaning of an U.S. law.", "A meaning of a U.S. law."),
        ("A 80-year-old won a 8:0.", "An 80-year-old won an 8:0."),
        ("A S-Bahn, an T-shirt, a x-ray, a e-bike.", "An S-Bahn, a T-shirt, an x-ray, an e-bike."),
        ("A 11-year-old, an 7-year-old, a €8 note.", "An 11-year-old, a 7-year-old, an €8 note."),
        ("a 8,000, a 11,000, a 18,000, a 800, a 18th", "an 8,000, an 11,000, an 18,000, an 800, an 18th"),
        ("an 1.8, an 110, an 100-year-old", "a 1.8, a 110, a 100-year-old"),
        ("an US firm, an user, a hour, a SUV, a in-depth look, a E.ON man",
         "a US firm, a user, an hour, an SUV, an in-depth look, an E.ON man"),
        ("a especially old house, a ROV, a R&B song, an M25", "an especially old house, an ROV, an R&B song, an M25"),
        ("In 2008 a earthquake came.", "In 2008 an earthquake came."),
    ],
)  # fmt: skip
def test_articles_are_written_as_the_next_word_sounds(target: str, expected: str) -> None:
    assert indefinite(target, "") == expected
    assert indefinite(expected, "") == expected


UN_ = "expected even easy equal ethical identified elected exploded explained educated earthly important answered"


@pytest.mark.parametrize(
    "right",
    [
        *(f"He won an un{rest} victory." for rest in UN_.split()),
        "A also stands for something, A equals B, and A applies.",
        "A equals B.",
        "A applies.",
        "A 8 is closed, and the A 8 motorway, too.",
        "An Najaf fell.",
        "a unanimous vote, a union, a unit, a united front, a unique user of a ukulele",
        "a ubiquitous Ugandan, a Ugandan, a utopia, a uranium mine, a Uruguayan, a used car",
        "an usher, an urgent call, an upper floor, an uncle, an umbrella, an ulcer, an Uber, a Uighur",
        "an RAM chip, an SIM card, an LAN party, a RAM chip, a SIM card, a LAN party, a NATO man",
        "an NSDAP member, an FCKW ban, an FBI agent, an NGO, an MRT, an HIV test, an XML file",
        "an mRNA vaccine, a mRNA vaccine, an iPhone, an AfD man, a McDonald’s, an Mbappé goal",
        "a UEFA match, an EU law, a US firm, a CD, a Mr Smith, an A380, an F16, a U21 player",
        "the variable a equals b, option a applies, question a explains, variables a and b",
        "if a exceeds b, § 16 a enters into force, 5 a applies, the a in “hat”, class a enemy",
        "Vitamin A is there. A grade A an examiner gives.",
        "an f, an l, an n, an x, an S, a b",
        "an arms deal, an overseas trip, a UFO, an UFO, an 1848 law, an 18.5 percent rise",
        "an lvalue, an mmap file, a url, an url, a utf8 text, a useable one, the size of a along the axis",
        "an SQL base, a SQL base, a FAQ, an FAQ, a oneshot, a Utah Jazz player, a Mr Smith, an S&P 500",
        "im Osten an der Grenze und an den Seen, an die Tür, an sich",
        "a European, a euro, a eulogy, a one-off, a once great man, a ewe",
    ],
)  # fmt: skip
def test_right_articles_and_letters_stay(right: str) -> None:
    assert indefinite(right, "") == right


@pytest.mark.parametrize(
    ("target", "source"),
    [
        ("They sang “a amar”.", "Sie sangen „a amar“."),
        ("The Ding an sich is unknown.", "Das „Ding an ‚sich‘“ ist unbekannt."),
        ("“An die Freude” by Schiller.", "»AN DIE FREUDE« von Schiller."),
        ("The Ode “an die Freude” was sung.", "Die Ode An die Freude wurde gesungen."),
        ("Kafka’s Brief an meinen Vater.", "Kafkas „Brief an meinen Vater“."),
    ],
)
def test_articles_that_the_source_has_stay(target: str, source: str) -> None:
    assert indefinite(target, source) == target


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("Der US-Präsident kommt.", "The U.S. president comes.", "The US president comes."),
        ("Er flog in die USA.", "He flew to the U.S.", "He flew to the US."),
        ("„Er flog in die USA.“", "“He flew to the U.S.”", "“He flew to the US.”"),
        ("Reise in die USA", "Trip to the U.S.", "Trip to the US"),
        ("Die UN und die EU tagen.", "The U.N. and the E.U. meet.", "The UN and the EU meet."),
        ("Die U.S. Steel wächst.", "U.S. Steel grows.", "U.S. Steel grows."),
        ("J. K. Rowling kommt.", "J.K. Rowling comes.", "J.K. Rowling comes."),
        ("US-Firmen warten.", "U.S.-based firms wait.", "US-based firms wait."),
        ("Ist er in den USA?", "Is he in the U.S.?", "Is he in the US?"),
        ("Die USA!", "The U.S.!", "The US!"),
        ("Amerika (die USA).", "America (the U.S.).", "America (the US)."),
        ("Das sind „die USA“.", "These are “the U.S.”.", "These are “the US”."),
        ("Das sind „die USA.“", "These are ‘the U.S.’", "These are ‘the US.’"),
        ("Die USA: Kommt er?", "The U.S.: Does he come?", "The US: Does he come?"),
        ("Er zog in die USA. Er starb dort.", "He moved to the U.S. He died there.", "He moved to the US. He died there."),
        ("Sie zog in die USA. Peter blieb.", "She moved to the U.S. Peter stayed.", "She moved to the US. Peter stayed."),
        ("Er traf den US-Präsidenten. Er ging.", "He met the U.S. President. He left.", "He met the US President. He left."),
        ("Er ging in die Vereinigten Staaten. Jedoch blieb er.", "He went to the U.S. However, he stayed.", "He went to the US. However, he stayed."),
        ("Der Kongress sagte Nein. Er wartet. Gut so.", "The U.S. Congress said no. It waits", "The US Congress said no. It waits"),
        ("Am 3. Oktober kam der US-Präsident.", "On 3 October the U.S. President came.", "On 3 October the US President came."),
        ("Was die USA nun tun", "What the U.S. Is Doing", "What the US Is Doing"),
        ("US-Präsident in den USA. Er blieb.", "U.S. President in the U.S. He stayed.", "US President in the US. He stayed."),
    ],
)  # fmt: skip
def test_acronyms_have_no_points(source: str, target: str, expected: str) -> None:
    assert without_points(target, source, "en") == expected
    assert without_points(expected, source, "en") == expected


def test_points_that_a_glossary_wants_stay() -> None:
    assert (
        without_points("The U.S. wait.", "Die USA warten.", "en", frozenset({"U.S."}))
        == "The U.S. wait."
    )


def test_languages_without_such_acronyms_are_left_alone() -> None:
    assert without_points("Los EE. UU. esperan.", "Die USA warten.", "es") == "Los EE. UU. esperan."
