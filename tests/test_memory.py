from pathlib import Path

import pytest

from translator.article import TermOutcome, TermUse
from translator.errors import MemoryStoreError
from translator.memory import HumanEntry, MachineEntry, Memory
from translator.tmx import read_tmx, write_tmx

PAIR = ("de", "en")
USE = TermUse("kim", "Kim", "Kim", TermOutcome.OK, (0, 3), (0, 3))


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    return Memory(tmp_path / "memory.sqlite")


def test_a_cached_sentence_comes_back_with_its_terms(memory: Memory) -> None:
    entry = MachineEntry("Kim kam.", "ctx", "Kim came.", "engine", (USE,))
    memory.remember(PAIR, [entry])
    assert memory.machine(PAIR, [("Kim kam.", "ctx")]) == {("Kim kam.", "ctx"): entry}


@pytest.mark.parametrize(
    ("pair", "key"),
    [
        (("de", "pt"), ("Kim kam.", "ctx")),
        (PAIR, ("Kim ging.", "ctx")),
        (PAIR, ("Kim kam.", "another model or glossary")),
    ],
)
def test_nothing_else_is_found(memory: Memory, pair: tuple[str, str], key: tuple[str, str]) -> None:
    memory.remember(PAIR, [MachineEntry("Kim kam.", "ctx", "Kim came.", "engine")])
    assert memory.machine(pair, [key]) == {}


def test_a_thousand_sentences_are_looked_up_at_once(memory: Memory) -> None:
    entries = [MachineEntry(f"Satz {n}", "c", f"Sentence {n}", "e") for n in range(1000)]
    memory.remember(PAIR, entries)
    assert len(memory.machine(PAIR, [(e.source, e.context) for e in entries])) == 1000


def test_the_last_correction_wins_and_is_counted(memory: Memory) -> None:
    first = HumanEntry(*PAIR, "Hallo.", "Hello.", "a.md")
    assert memory.learn([first]) == 1
    assert memory.learn([first]) == 0
    assert memory.learn([HumanEntry(*PAIR, "Hallo.", "Hi.", "b.md")]) == 1
    assert memory.human(PAIR, ["Hallo.", "Nein."]) == {"Hallo.": "Hi."}


def test_the_digest_of_corrections_changes_only_with_the_sentences_asked_for(
    memory: Memory,
) -> None:
    assert memory.corrections_digest(PAIR) == ""
    memory.learn([HumanEntry(*PAIR, "A.", "a.")])
    one = memory.corrections_digest(PAIR, ["A."])
    memory.learn([HumanEntry(*PAIR, "B.", "b.")])
    assert memory.corrections_digest(PAIR, ["A."]) == one
    assert memory.corrections_digest(PAIR) != one


def test_clearing_keeps_corrections_unless_asked(memory: Memory) -> None:
    memory.remember(PAIR, [MachineEntry("A", "c", "a", "e")])
    memory.learn([HumanEntry(*PAIR, "A.", "a.")])
    assert memory.clear() == 1
    assert [(c.machine, c.human) for c in memory.counts()] == [(0, 1)]
    assert memory.clear(human=True) == 1
    assert memory.counts() == []


def test_a_file_that_is_no_memory_is_refused_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "memory.sqlite"
    path.write_bytes(b"this is not a database, but somebody may need it" * 40)
    with pytest.raises(MemoryStoreError, match="move the file away"):
        Memory(path)
    assert path.read_bytes().startswith(b"this is not")


def test_corrections_survive_tmx(memory: Memory, tmp_path: Path) -> None:
    entry = HumanEntry(*PAIR, "„Ja“ & <nein>", "“Yes” & <no>", "input/a.txt")
    memory.remember(PAIR, [MachineEntry("A", "c", "a", "e")])
    memory.learn([entry])
    path = tmp_path / "m.tmx"
    path.write_bytes(write_tmx(memory.corrections(), memory.machine_entries()))
    assert list(read_tmx(path, "de")) == [entry]  # machine output is not a correction


@pytest.mark.parametrize(
    "content", ["", "<tmx>", "<html/>", '<!DOCTYPE x [<!ENTITY a "b">]><tmx>&a;</tmx>']
)
def test_a_broken_tmx_file_is_one_clear_line(tmp_path: Path, content: str) -> None:
    path = tmp_path / "m.tmx"
    path.write_text(content)
    with pytest.raises(MemoryStoreError, match="TMX"):
        list(read_tmx(path, "de"))
