"""Every unit of the memory says where it comes from, and loses nothing on its way through TMX."""

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from translator.article import Article, Block, BlockKind, Metadata, Origin
from translator.project import Project
from translator.translate.memory import HumanEntry, MachineEntry, Memory, places
from translator.translate.tmx import read_tmx, write_tmx

Command = Callable[..., tuple[int, str, str]]
PAIR = ("de", "en")
EN = Path("output/en/kim.md")
MADE = "2026-11-26T22:07:00Z"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    return Memory(tmp_path / "memory.sqlite", clock=lambda: MADE)


def test_a_machines_unit_says_which_model_which_article_and_when(memory: Memory) -> None:
    memory.remember(PAIR, [MachineEntry("A", "c", "a", "engine")], "input/kim.md")
    ((_, entry),) = memory.machine_entries()
    assert (entry.engine, entry.document, entry.made) == ("engine", "input/kim.md", MADE)


def test_a_run_notes_the_article(project: Path) -> None:
    Project().run()
    with Project().memory() as memory:
        entries = [entry for _, entry in memory.machine_entries()]
    assert {(e.engine, e.document) for e in entries} == {("fake de-en", "input/kim.md")}
    assert all(e.made.startswith("20") for e in entries)


def edit(new: str) -> None:
    text = EN.read_text(encoding="utf-8")
    assert "en:Lange en:Fahrt" in text
    EN.write_text(text.replace("en:Lange en:Fahrt", new), encoding="utf-8")


@pytest.mark.parametrize("accepted", [True, False])
def test_a_correction_says_who_where_when_and_between_what(
    project: Path,
    command: Command,
    accepted: bool,  # noqa: FBT001 - a case
) -> None:
    Project().run()
    edit("A long trip")
    if accepted:
        list(Project().review.accept([EN], by="Anna Beispiel", at=MADE))
    command("memory", "learn", "--by", "Ben Muster")
    with Project().memory() as memory:
        (entry,) = memory.corrections()
    assert (entry.source, entry.target) == ("Lange Fahrt", "A long trip")
    assert entry.who == ("Anna Beispiel" if accepted else "Ben Muster")
    assert entry.document == "output/en/kim.md"
    assert entry.made.startswith("20")
    assert entry.before == "Das teilte die Regierung am 6. November mit."
    assert entry.after.startswith("Der Zug braucht")


def test_the_same_neighbours_win_over_a_newer_correction(memory: Memory) -> None:
    here = HumanEntry(*PAIR, "Ja.", "Yes, we do.", made="2026-01-01T00:00:00Z", before="Kommt ihr?")
    anywhere = HumanEntry(*PAIR, "Ja.", "Yes.", made="2026-02-01T00:00:00Z")
    memory.learn([here, anywhere])
    assert memory.human(PAIR, ["Ja."]) == {"Ja.": "Yes."}
    wanted = places(["Kommt ihr?", "Ja."])
    assert memory.in_context(PAIR, wanted) == {("Ja.", "Kommt ihr?", ""): "Yes, we do."}
    assert memory.in_context(PAIR, places(["Regnet es?", "Ja."])) == {}


def test_without_another_a_correction_holds_anywhere(memory: Memory) -> None:
    memory.learn([HumanEntry(*PAIR, "Ja.", "Yes, we do.", before="Kommt ihr?", after="Gut.")])
    assert memory.human(PAIR, ["Ja."]) == {"Ja.": "Yes, we do."}


def test_an_article_gets_each_correction_in_its_own_place(project: Path) -> None:
    texts = ("Kommt ihr?", "Ja.", "Regnet es?", "Ja.", "Schön.", "Ja.")
    blocks = tuple(Block(BlockKind.PARAGRAPH, text) for text in texts)
    article = Article(Metadata(title="Fragen und Antworten", lang="de"), blocks)
    with Project().memory() as memory:
        memory.learn(
            [
                HumanEntry(*PAIR, "Ja.", "Yes, we do.", before="Kommt ihr?", after="Regnet es?"),
                HumanEntry(*PAIR, "Ja.", "It does.", before="Regnet es?", after="Schön."),
                HumanEntry(*PAIR, "Ja.", "Yes.", made=MADE),
            ]
        )
    made = Project().translate(article)
    said = [(s.target, s.origin) for block in made.blocks for s in block.segments]
    assert said[1::2] == [
        ("Yes, we do.", Origin.HUMAN),
        ("It does.", Origin.HUMAN),
        ("Yes.", Origin.HUMAN),
    ]


def test_a_correction_in_its_place_makes_the_version_anew_and_no_other(project: Path) -> None:
    shutil.copy("input/kim.md", "input/other.md")
    Project().run()
    with Project().memory() as memory:
        before = memory.corrections_digest(PAIR, ["Nirgends."])
        memory.learn([HumanEntry(*PAIR, "Lange Fahrt", "A trip", before="x", after="y")])
        assert memory.corrections_digest(PAIR, ["Nirgends."]) == before
        assert memory.corrections_digest(PAIR, ["Lange Fahrt"])
    assert "1 updated" not in Project().run().summary()
    assert "A trip" in EN.read_text(encoding="utf-8")


def test_corrections_that_hold_anywhere_have_the_digest_they_had(memory: Memory) -> None:
    """Versions of an earlier program are not made anew for a digest that is reckoned otherwise."""
    memory.learn([HumanEntry(*PAIR, "A.", "a."), HumanEntry(*PAIR, "B.", "b.")])
    assert memory.corrections_digest(PAIR) == "55bb1e3ebc93efab"


OF_SCHEMA_1 = """
CREATE TABLE machine (source_lang TEXT NOT NULL, target_lang TEXT NOT NULL, source TEXT NOT NULL,
    context TEXT NOT NULL, target TEXT NOT NULL, terms TEXT NOT NULL, engine TEXT NOT NULL,
    PRIMARY KEY (source_lang, target_lang, source, context)) WITHOUT ROWID;
CREATE TABLE human (source_lang TEXT NOT NULL, target_lang TEXT NOT NULL, source TEXT NOT NULL,
    target TEXT NOT NULL, document TEXT NOT NULL,
    PRIMARY KEY (source_lang, target_lang, source)) WITHOUT ROWID;
INSERT INTO machine VALUES ('de', 'en', 'A', 'c', 'a', '[]', 'engine');
INSERT INTO human VALUES ('de', 'en', 'B.', 'b.', 'b.md');
PRAGMA user_version=1;
"""
OF_SCHEMA_2 = """
CREATE TABLE machine (source_lang TEXT NOT NULL, target_lang TEXT NOT NULL, source TEXT NOT NULL,
    context TEXT NOT NULL, target TEXT NOT NULL, terms TEXT NOT NULL, engine TEXT NOT NULL,
    document TEXT NOT NULL DEFAULT '', made TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (source_lang, target_lang, source, context)) WITHOUT ROWID;
CREATE TABLE human (source_lang TEXT NOT NULL, target_lang TEXT NOT NULL, source TEXT NOT NULL,
    target TEXT NOT NULL, document TEXT NOT NULL, who TEXT NOT NULL DEFAULT '',
    made TEXT NOT NULL DEFAULT '', before TEXT NOT NULL DEFAULT '', after TEXT NOT NULL DEFAULT '',
    source_codes TEXT NOT NULL DEFAULT '', target_codes TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (source_lang, target_lang, source, before, after)) WITHOUT ROWID;
INSERT INTO machine VALUES ('de', 'en', 'A', 'c', 'a', '[]', 'engine', '', '');
INSERT INTO human VALUES ('de', 'en', 'B.', 'b.', 'b.md', '', '', '', '', '', '');
PRAGMA user_version=2;
"""


@pytest.mark.parametrize("writable", [True, False])
@pytest.mark.parametrize("schema", [OF_SCHEMA_1, OF_SCHEMA_2])
def test_a_memory_of_an_earlier_program_is_taken_over(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    schema: str,
    writable: bool,  # noqa: FBT001 - a case
) -> None:
    path = tmp_path / "memory.sqlite"
    connection = sqlite3.connect(path)
    connection.executescript(schema)
    connection.close()
    if not writable:  # as root, any file can be written: it is opened as one that cannot
        from translator.translate import memory, memory_file

        monkeypatch.setattr(memory, "connect", lambda path, create: memory_file.read_only(path))
    with Memory(path) as store:
        assert store.corrections() == [HumanEntry(*PAIR, "B.", "b.", "b.md")]
        assert store.machine(PAIR, [("A", "c")])["A", "c"].engine == "engine"
        if writable:
            store.learn([HumanEntry(*PAIR, "B.", "bee.", "b.md", "Anna", MADE, "A.", "C.")])
            store.remember(PAIR, [MachineEntry("D", "c", "d", "engine", score=-0.25)])
    with Memory(path) as store:
        known = store.machine(PAIR, [("A", "c"), ("D", "c")])
        assert {key: entry.score for key, entry in known.items()} == (
            {("A", "c"): None} | ({("D", "c"): -0.25} if writable else {})
        )
        assert len(store.corrections()) == 1 + writable


FOREIGN = """<?xml version="1.0" encoding="utf-8"?>
<tmx version="1.4"><header creationtool="OmegaT" srclang="de-DE" segtype="sentence"
 adminlang="en" datatype="unknown" o-tmf="x" creationtoolversion="1"/><body>
<tu><tuv xml:lang="de-DE"><seg>Der <bpt i="1">&lt;b&gt;</bpt>Deich<ept i="1">&lt;/b&gt;</ept> hält<ph x="1">&lt;br/&gt;</ph>.</seg></tuv>
<tuv xml:lang="en-GB" creationid="Anna" creationdate="20240102T030405Z" changeid="Ben" changedate="20250102T030405Z"><seg>The <bpt i="1">&lt;b&gt;</bpt>dyke<ept i="1">&lt;/b&gt;</ept> holds<ph x="1">&lt;br/&gt;</ph>.</seg></tuv></tu>
<tu><prop type="prev">Ja.</prop><prop type="next">Gut.</prop>
<tuv xml:lang="de"><seg>Ein <hi>ganz</hi> anderer Satz.</seg></tuv><tuv xml:lang="en"><seg>Quite another.</seg></tuv></tu>
</body></tmx>
"""


def test_codes_stay_codes_and_the_text_is_matched_without_them(
    memory: Memory, tmp_path: Path
) -> None:
    path = tmp_path / "theirs.tmx"
    path.write_text(FOREIGN, encoding="utf-8")
    entries = list(read_tmx(path, "de"))
    assert [(e.source, e.target) for e in entries] == [
        ("Der Deich hält.", "The dyke holds."),
        ("Ein ganz anderer Satz.", "Quite another."),
    ]
    memory.learn(entries)
    data = write_tmx(memory.corrections())
    (tmp_path / "ours.tmx").write_bytes(data)
    assert list(read_tmx(tmp_path / "ours.tmx", "de")) == memory.corrections()
    given = ET.fromstring(FOREIGN.encode())  # noqa: S314 - our own
    written = ET.fromstring(data)  # noqa: S314 - our own
    segments = [[ET.tostring(s).strip() for s in t.iter("seg")] for t in (given, written)]
    assert sorted(segments[1]) == sorted(segments[0])


def test_who_and_when_go_in_and_out(tmp_path: Path) -> None:
    path = tmp_path / "theirs.tmx"
    path.write_text(FOREIGN, encoding="utf-8")
    first, second = read_tmx(path, "de")
    assert (first.who, first.made) == ("Ben", "2025-01-02T03:04:05Z")
    assert (second.before, second.after) == ("Ja.", "Gut.")
    path.write_bytes(write_tmx([first, second]))
    assert list(read_tmx(path, "de")) == [first, second]
    unit = ET.fromstring(path.read_bytes()).find("body/tu")  # noqa: S314 - our own
    assert unit is not None
    assert (unit.get("srclang"), unit.get("creationid")) == ("de", "Ben")
    assert unit.get("creationdate") == "20250102T030405Z"


def test_codes_that_do_not_fit_their_text_are_left_out(tmp_path: Path) -> None:
    broken = HumanEntry(*PAIR, "Ja.", "Yes.", source_codes="<bpt", target_codes="No.")
    path = tmp_path / "m.tmx"
    path.write_bytes(write_tmx([broken]))
    (entry,) = read_tmx(path, "de")
    assert (entry.source, entry.target, entry.source_codes) == ("Ja.", "Yes.", "")


def test_what_a_model_made_is_no_persons_when_it_comes_back(
    project: Path, command: Command
) -> None:
    """Through OmegaT, which drops the note that a unit is a machine's."""
    Project().run()
    command("memory", "export", "out.tmx", "--machine")
    back = Path("out.tmx").read_text(encoding="utf-8").replace("article-translator", "OmegaT")
    back = back.replace('<prop type="state">machine</prop>', "")
    back = back.replace("en:Lange en:Fahrt", "A long trip")
    Path("back.tmx").write_text(back, encoding="utf-8")
    _, out, _ = command("memory", "import", "back.tmx")
    assert "1 new or changed; 5 as a model here made them, left out" in out
    with Project().memory() as memory:
        assert [entry.target for entry in memory.corrections()] == ["A long trip"]


def test_the_text_of_a_route_over_another_language_is_a_models_too(
    project: Path, command: Command
) -> None:
    Path("translator.toml").write_text(
        'targets = ["pt"]\n[models]\nde-en = "fake"\nen-pt = "fake"\n', encoding="utf-8"
    )
    Project().run()
    target = next(t for *_, t in Project().translations()).title.text
    entry = HumanEntry("de", "pt", "Kim reist nach Moskau", target)
    data = write_tmx([entry]).decode().replace("article-translator", "OmegaT")
    Path("back.tmx").write_text(data.replace('"state">human', '"x">x'), encoding="utf-8")
    assert "0 new or changed; 1 as a model" in command("memory", "import", "back.tmx")[1]


def test_memory_of_a_hundred_thousand_units_finds_those_of_an_article(memory: Memory) -> None:
    entries = [
        HumanEntry(*PAIR, f"Satz {n}.", f"S {n}.", before=f"Satz {n - 1}.") for n in range(2000)
    ]
    memory.learn(entries)
    assert len(memory.in_context(PAIR, places([f"Satz {n}." for n in range(900)]))) == 1
    wanted = [(f"Satz {n}.", f"Satz {n - 1}.", "") for n in range(900)]
    assert len(memory.in_context(PAIR, wanted)) == 900
