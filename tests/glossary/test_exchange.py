"""What goes out comes back the same."""

import re
import unicodedata
from dataclasses import replace
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


@pytest.mark.parametrize("kind", ["tbx", "tbx3", "json", "csv", "tsv"])
@given(given_concepts=concepts())
def test_a_round_trip_loses_nothing(
    kind: str, given_concepts: tuple[Concept, ...], tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path_factory.getbasetemp() / f"trip.{kind}"
    data = write_exchange(given_concepts, ExchangeFormat(kind), PAIR)
    file.write_bytes(data)
    found = read_exchange(file, PAIR)
    assert not found.problems
    assert tuple(replace(c, path="", line=0) for c in found.concepts) == given_concepts
    assert write_exchange(given_concepts, ExchangeFormat(kind), PAIR) == data


CONCEPTS = (
    Concept("a", {"de": (Term("Kiew"), Term("Kyjiw")), "en": (Term("Kyiv"),)}, note="a city"),
    Concept("b", {"de": (Term("Tagesschau"),)}, translate=False),
    Concept("c", {"de": (Term("Rat"),), "pt": (Term("conselho"),)}),
)


def test_translate_toolkit_reads_our_tbx(tmp_path: Path) -> None:
    """The library of Weblate and Pootle, which knows version 2 only."""
    from translate.storage.tbx import tbxfile

    concepts = (
        Concept(
            "kiew",
            {"en": (Term("Kyiv"), Term("Kiev", forbidden=True)), "de": (Term("Kiew"),)},
            domain="places",
            note="since 2022 \x1b[31m",
            extra={"quelle": "dpa"},
        ),
        Concept("rat & tat", {"de": (Term("Rat <x>"),), "en": (Term("council"), Term("board"))}),
    )
    store = tbxfile.parsestring(write_exchange(concepts, ExchangeFormat.TBX, PAIR))
    assert [(unit.source, unit.target) for unit in store.units] == [
        ("Kiew", "Kyiv"),
        ("Rat <x>", "council"),
    ]
    first, second = store.units
    assert [(t.text, t.deprecated) for t in first.get_target_terms()] == [
        ("Kyiv", False), ("Kiev", True),
    ]  # fmt: skip
    assert [t.text for t in second.get_target_terms()] == ["council", "board"]
    file = tmp_path / "theirs.tbx"
    file.write_bytes(bytes(store))  # as the library writes it after an edit
    again = read_exchange(file, PAIR).concepts
    assert [c.id for c in again] == ["kiew", "rat & tat"]
    assert again[0].forbidden("en") == ("Kiev",)
    assert again[0].extra == {"quelle": "dpa"}


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
    pairs = [(c.preferred("de"), c.preferred("en")) for c in read_exchange(file, PAIR).concepts]
    assert pairs == [("Kiew", "Kyiv"), ("Kyjiw", "Kyiv"), ("Tagesschau", "Tagesschau")]


@pytest.mark.parametrize(
    "text",
    [
        "\ufeffKiew;Kyiv\r\nRat;council\r\n",
        "Kiew\tKyiv\nRat\tcouncil\n",
        '"Kiew","Kyiv","de","en"\n"Rat","council","de","en"\n',
        "# ours\nKiew,Kyiv,since 2022\nRat,council,\nRat,advice,\n",
        "Kiew,Kyiv,EN-unsure,DE\nRat,council,x,y\n",
        "Deutsch;Englisch\nKiew;Kyiv\nRat;council\n",
        "Quelle;Ziel;Notiz\nKiew;Kyiv;\nRat;council;\n",
        "Source\tTarget\nKiew\tKyiv\nRat\tcouncil\n",
        "German (Germany),English (UK),Kommentar\nKiew,Kyiv,\nRat,council,\n",
        "kyiv;Kiew;EN;DE\n".replace("kyiv", "Kyiv") + "council;Rat;EN;DE\n",
        "Kiew\tKyiv\tDE\tEN-GB\nRat\tcouncil\tDE\tEN-GB\n",
        "Kiew,Kyiv\rRat,council\r",
        "# ours\n\nKiew,Kyiv\n\nRat,council",
        '"Kiew","Kyiv"\n"Rat","council"\n',
    ],
)
def test_pairs_come_in_many_tables(tmp_path: Path, text: str) -> None:
    file = tmp_path / "pairs.csv"
    file.write_text(text, encoding="utf-8", newline="")
    found = read_exchange(file, PAIR)
    assert not found.problems
    pairs = [
        (c.preferred("de") or c.preferred("de-de"), c.preferred("en") or c.preferred("en-gb"))
        for c in found.concepts
    ]
    assert pairs == [("Kiew", "Kyiv"), ("Rat", "council")]


@pytest.mark.parametrize(
    ("first", "rows"),
    [
        ("NATO,NATO", 2),
        ("blockchain,Blockchain", 2),
        ("Deutsch,German", 2),  # a language in two languages
        ("es,it", 2),  # a pronoun, not Spanish and Italian
        ("ja,yes", 2),
        ("ID,identity card", 2),
        ("de,en", 1),
        ("DE,EN", 1),
        ("en,fr", 1),
        ("Spanisch,Italienisch", 1),
        ("de,translate", 1),
        ("note,de,en", 1),
    ],
)
def test_a_first_row_is_a_header_only_if_it_names_languages(
    tmp_path: Path, first: str, rows: int
) -> None:
    file = tmp_path / "pairs.csv"
    columns = first.count(",") + 1
    file.write_text(f"{first}\n{','.join(['Koog', 'no', 'x'][:columns])}\n", encoding="utf-8")
    assert len(read_exchange(file, PAIR).concepts) == rows


def test_deepl_writes_languages_behind_words_that_look_like_languages(tmp_path: Path) -> None:
    file = tmp_path / "deepl.csv"
    file.write_text('"es","it","DE","EN"\n"Koog","polder","DE","EN"\n', encoding="utf-8")
    found = read_exchange(file, PAIR).concepts
    assert [(c.preferred("de"), c.preferred("en")) for c in found] == [
        ("es", "it"), ("Koog", "polder"),
    ]  # fmt: skip


def test_a_header_with_an_unknown_language_is_one_clear_error(tmp_path: Path) -> None:
    file = tmp_path / "pairs.csv"
    file.write_text("Deutsch;Klingonisch\nKoog;x\n", encoding="utf-8")
    with pytest.raises(GlossaryError, match="'klingonisch' is no language") as caught:
        read_exchange(file, PAIR)
    assert (caught.value.path, caught.value.line) == (file, 1)


@pytest.mark.parametrize(
    ("name", "text", "line", "problem"),
    [
        ("x.csv", "de,en\nBonn,Bonn\nA||B,c\n", 3, "empty form"),
        ("x.csv", "Bonn,Bonn\nKiew\n", 2, "a source and a target"),
        ("x.csv", "foo,bar\nb\rc,d\n", 2, "a source and a target"),
        ("x.csv", 'de,en\nBonn,Bonn\n"A,b\n', 3, "never closed"),
        ("x.csv", "Bonn,Bonn\nA\x07,b\n", 2, "control character"),
        (
            "x.json",
            '[{"terms": {"de": [{"text": "Bonn"}]}}, {"terms": {"de": [{"text": "A\\u0000"}]}}]',
            None,
            "concept 2 .*control character",
        ),
        ("x.json", '[{"terms": {"de": [{"text": "B"}]}}, {"terms": {}}]', None, "no term"),
        ("x.json", '[{"terms": {"de": [{"text": "B"}]}}, 7]', None, "concept 2"),
        (
            "x.json",
            '[{"terms": {"de": [{"text": "B"}]}}, {"terms": {"note": [{"text": "x"}]}}]',
            None,
            "'note' is no code",
        ),
        (
            "x.json",
            '[{"terms": {"de": [{"text": "B"}]}}, {"terms": {"de": [{"text": "\\ud800"}]}}]',
            None,
            "control character",
        ),
    ],
)
def test_a_broken_row_is_named_and_the_rest_taken(
    tmp_path: Path, name: str, text: str, line: int | None, problem: str
) -> None:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8", newline="")
    found = read_exchange(file, PAIR)
    assert len(found.concepts) >= 1
    (error,) = found.problems
    assert (error.path, error.line) == (file, line)
    assert re.search(problem, error.message)


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
    (concept,) = read_exchange(file, PAIR).concepts
    assert (concept.id, concept.domain) == ("c7", "places")
    assert concept.allowed("de") == ("Kiew",)
    assert concept.allowed("en-gb") == ("Kyiv",)
    assert concept.forbidden("en-gb") == ("Kiev",)


@pytest.mark.parametrize(
    "note", ["translator: see page 3", "translator:", 'translator:{"id": "x"}']
)
@pytest.mark.parametrize("kind", [ExchangeFormat.TBX, ExchangeFormat.TBX3])
def test_a_note_may_begin_like_our_own(tmp_path: Path, kind: ExchangeFormat, note: str) -> None:
    file = tmp_path / "notes.tbx"
    concept = Concept("kiew", {"de": (Term("Kiew"),)}, translate=False, note=note)
    file.write_bytes(write_exchange([concept], kind, PAIR))
    (found,) = read_exchange(file, PAIR).concepts
    assert (found.id, found.note, found.translate) == ("kiew", note, False)


def test_our_tbx_is_tbx_basic_of_both_versions() -> None:
    two = write_exchange(CONCEPTS[:1], ExchangeFormat.TBX, PAIR).decode()
    assert '<martif type="TBX-Basic" xml:lang="de">' in two
    assert "TBXBasicXCSV02.xcs" in two
    three = write_exchange(CONCEPTS[:1], ExchangeFormat.TBX3, PAIR).decode()
    assert 'type="TBX-Basic" style="dca"' in three
    assert 'xmlns="urn:iso:std:iso:30042:ed-2"' in three
    for text, language in ((two, "<langSet"), (three, "<langSec")):
        assert text.index("<note>") < text.index(language)
        assert "preferredTerm-admn-sts" in text


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("x.tbx", "<tbx><text>", "not well-formed"),
        ("x.tbx", "<html><body/></html>", "no TBX"),
        ("x.tbx", '<!DOCTYPE t [<!ENTITY a "b">]><tbx>&a;</tbx>', "not safe"),
        ("x.tbx", '<!DOCTYPE t [<!ENTITY % a SYSTEM "file:///x"> %a;]><tbx/>', "not safe"),
        ("x.tbx", '<?xml version="1.0" encoding="UTF-99"?><tbx/>', "encoding cannot be read"),
        ("x.tbx", '<?xml version="1.0" encoding="rot13"?><tbx/>', "encoding cannot be read"),
        ("x.tbx", "<tbx>" + "<a>" * 50_000, "nested more than"),
        ("x.tbx", "<tbx>\x1b</tbx>", "not well-formed"),
        ("x.json", "[" * 200_000, "not a glossary"),
        ("x.csv", '"Kiew,Kyiv\n', "never closed"),
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
