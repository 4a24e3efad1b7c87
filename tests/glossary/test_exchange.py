"""What goes out comes back the same."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translator.errors import GlossaryError
from translator.glossary import Concept, MatchMode, Term
from translator.glossary.exchange import ExchangeFormat, read_exchange, write_exchange
from translator.glossary.merge import differences

PAIR = ("de", "en")
TEXT = (
    st.text(st.characters(blacklist_categories=("Cs", "Cc", "Co", "Cn", "Zl", "Zp")), min_size=1)
    .map(lambda text: unicodedata.normalize("NFC", " ".join(text.split())))
    .filter(bool)
)
FORMS = st.lists(TEXT, min_size=1, max_size=3, unique=True)


@st.composite
def concepts(draw: st.DrawFn) -> tuple[Concept, ...]:
    found = []
    for number in range(draw(st.integers(1, 3))):
        terms = {}
        for lang in ("de", "en", "pt-br"):
            texts = draw(FORMS) if lang == "de" else draw(st.one_of(st.just([]), FORMS))
            bad = draw(st.integers(1, 4))
            if texts:
                terms[lang] = tuple(Term(text, n >= bad) for n, text in enumerate(texts))
        found.append(
            Concept(
                id=f"{draw(st.sampled_from(['kyiv', '1 a', 'Ä-b']))}-{number}",
                terms=terms,
                match=draw(st.sampled_from(MatchMode)),
                case_sensitive=draw(st.booleans()),
                translate=draw(st.booleans()),
                domain=draw(st.one_of(st.just(""), TEXT)),
                note=draw(st.one_of(st.just(""), TEXT)),
                extra=draw(st.one_of(st.just({}), TEXT.map(lambda text: {"source": text}))),
            )
        )
    return tuple(found)


@pytest.mark.parametrize("kind", ["tbx", "json", "csv", "tsv"])
@given(given_concepts=concepts())
def test_a_round_trip_loses_nothing(
    kind: str, given_concepts: tuple[Concept, ...], tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path_factory.getbasetemp() / f"trip.{kind}"
    data = write_exchange(given_concepts, ExchangeFormat(kind), PAIR)
    file.write_bytes(data)
    assert read_exchange(file, PAIR) == given_concepts
    assert write_exchange(given_concepts, ExchangeFormat(kind), PAIR) == data


CONCEPTS = (
    Concept("a", {"de": (Term("Kiew"), Term("Kyjiw")), "en": (Term("Kyiv"),)}, note="a city"),
    Concept("b", {"de": (Term("Tagesschau"),)}, translate=False),
    Concept("c", {"de": (Term("Rat"),), "pt": (Term("conselho"),)}),
)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("omegat", "Kiew\tKyiv\ta city\nKyjiw\tKyiv\ta city\nTagesschau\tTagesschau\t\n"),
        ("deepl", "Kiew,Kyiv,de,en\nKyjiw,Kyiv,de,en\nTagesschau,Tagesschau,de,en\n"),
    ],
)
def test_pairs_for_omegat_and_deepl(tmp_path: Path, kind: str, expected: str) -> None:
    data = write_exchange(CONCEPTS, ExchangeFormat(kind), PAIR)
    assert data.decode() == expected
    file = tmp_path / "pairs.txt"
    file.write_bytes(data)
    pairs = [(c.preferred("de"), c.preferred("en")) for c in read_exchange(file, PAIR)]
    assert pairs == [("Kiew", "Kyiv"), ("Kyjiw", "Kyiv"), ("Tagesschau", "Tagesschau")]


@pytest.mark.parametrize(
    "text",
    [
        "\ufeffKiew;Kyiv\r\nRat;council\r\n",
        "Kiew\tKyiv\nRat\tcouncil\n",
        '"Kiew","Kyiv","de","en"\n"Rat","council","de","en"\n',
        "# ours\nKiew,Kyiv,since 2022\nRat,council,\nRat,advice,\n",
    ],
)
def test_pairs_come_in_many_tables(tmp_path: Path, text: str) -> None:
    file = tmp_path / "pairs.csv"
    file.write_text(text, encoding="utf-8", newline="")
    found = read_exchange(file, PAIR)
    assert [(c.preferred("de"), c.preferred("en")) for c in found] == [
        ("Kiew", "Kyiv"),
        ("Rat", "council"),
    ]


TBX_2 = """<?xml version="1.0"?>
<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX" xml:lang="en"><text><body>
 <termEntry id="c7">
  <descripGrp><descrip type="subjectField">places</descrip></descripGrp>
  <langSet xml:lang="en-GB">
   <ntig><termGrp><term>Kiev</term>
     <termNote type="administrativeStatus">supersededTerm-admn-sts</termNote></termGrp></ntig>
   <ntig><termGrp><term>Kyiv</term></termGrp></ntig>
  </langSet>
  <langSet xml:lang="de"><tig><term>Kiew</term></tig></langSet>
 </termEntry>
</body></text></martif>
"""
TBX_3_DCT = """<?xml version="1.0"?>
<tbx type="TBX-Basic" style="dct" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"
 xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic">
<tbxHeader><fileDesc><sourceDesc><p>x</p></sourceDesc></fileDesc></tbxHeader><text><body>
<conceptEntry id="c7"><min:subjectField>places</min:subjectField>
 <langSec xml:lang="de"><termSec><term>Kiew</term></termSec></langSec>
 <langSec xml:lang="en-GB">
  <termSec><term>Kiev</term><min:administrativeStatus>deprecatedTerm-admn-sts</min:administrativeStatus></termSec>
  <termSec><term>Kyiv</term></termSec></langSec>
</conceptEntry></body></text></tbx>
"""


@pytest.mark.parametrize("text", [TBX_2, TBX_3_DCT])
def test_tbx_of_other_programs(tmp_path: Path, text: str) -> None:
    file = tmp_path / "theirs.tbx"
    file.write_text(text, encoding="utf-8")
    (concept,) = read_exchange(file, PAIR)
    assert (concept.id, concept.domain) == ("c7", "places")
    assert concept.allowed("de") == ("Kiew",)
    assert concept.allowed("en-gb") == ("Kyiv",)
    assert concept.forbidden("en-gb") == ("Kiev",)


def test_our_tbx_is_tbx_basic(tmp_path: Path) -> None:
    text = write_exchange(CONCEPTS[:1], ExchangeFormat.TBX, PAIR).decode()
    assert 'type="TBX-Basic" style="dca"' in text
    assert 'xmlns="urn:iso:std:iso:30042:ed-2"' in text
    assert text.index("<note>") < text.index("<langSec")
    assert "preferredTerm-admn-sts" in text


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("x.tbx", "<tbx><text>", "not well-formed"),
        ("x.tbx", "<html><body/></html>", "no TBX"),
        ("x.tbx", '<!DOCTYPE t [<!ENTITY a "b">]><tbx>&a;</tbx>', "not safe"),
        ("x.json", '{"concepts": [', "not valid JSON"),
        ("x.json", '{"terms": 1}', "not a glossary"),
        ("x.csv", "Kiew\n", "a source and a target"),
    ],
)
def test_a_broken_file_is_one_clear_error(
    tmp_path: Path, name: str, text: str, problem: str
) -> None:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    with pytest.raises(GlossaryError, match=problem) as caught:
        read_exchange(file, PAIR)
    assert caught.value.hint
    assert str(caught.value).startswith(str(file))


def test_differences_pair_concepts_by_id_then_by_term() -> None:
    mine = (
        Concept("a", {"de": (Term("Kiew"),), "en": (Term("Kyiv"),)}),
        Concept("b", {"de": (Term("Krim"),), "en": (Term("Crimea"),)}),
    )
    theirs = (
        Concept("a", {"de": (Term("Kiew"),), "en": (Term("Kiev"),)}),
        Concept("x9", {"de": (Term("Krim"),), "en": (Term("Crimea"),)}),
        Concept("new", {"de": (Term("Bonn"),)}),
    )
    found = differences(mine, theirs)
    assert [(d.mine and d.mine.id, d.theirs and d.theirs.id) for d in found] == [
        ("a", "a"),
        (None, "new"),
    ]
    assert dict(found[0].cells) == {"en": ("Kyiv", "Kiev")}
