import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from translator.article import TermOutcome, TermUse
from translator.errors import MemoryStoreError
from translator.translate.memory import HumanEntry, MachineEntry, Memory
from translator.translate.tmx import read_tmx, write_tmx

Command = Callable[..., tuple[int, str, str]]
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
    with pytest.raises(MemoryStoreError, match=r"keep it: rename it to memory\.sqlite\.damaged"):
        Memory(path)
    assert path.read_bytes().startswith(b"this is not")


NOT_OURS = [
    "UPDATE machine SET terms='[[1'",
    'UPDATE machine SET terms=\'[["kim", "Kim", "Kim", "splendid", [0, 3], [0, 3]]]\'',
    "UPDATE machine SET terms='7'",
    "UPDATE machine SET terms=x'ff'",
    "UPDATE machine SET target=x'00ff'",
    "UPDATE machine SET engine=CAST(x'ff' AS TEXT)",
]


@pytest.mark.parametrize("change", NOT_OURS)
def test_a_damaged_row_is_left_out_named_and_made_anew(memory: Memory, change: str) -> None:
    entries = [
        MachineEntry(f"{name} kam.", "c", f"{name} came.", "e", (USE,)) for name in ("Kim", "Jo")
    ]
    memory.remember(PAIR, entries)
    memory._connection.execute(f"{change} WHERE source='Kim kam.'")
    wanted = [(e.source, e.context) for e in entries]
    assert list(memory.machine(PAIR, wanted).values()) == entries[1:]
    assert [entry for _, entry in memory.machine_entries()] == entries[1:]
    (problem,) = memory.problems
    assert problem.startswith(f"{memory.path}: a row is damaged and was left out: 'Kim kam.'")
    memory.remember(PAIR, entries[:1])
    assert len(memory.machine(PAIR, wanted)) == 2


def test_a_damaged_correction_is_left_out_and_named(memory: Memory) -> None:
    memory.learn([HumanEntry(*PAIR, "A.", "a."), HumanEntry(*PAIR, "B.", "b.")])
    memory._connection.execute("UPDATE human SET target=CAST(x'e4' AS TEXT) WHERE source='A.'")
    assert memory.human(PAIR, ["A.", "B."]) == {"B.": "b."}
    assert [e.source for e in memory.corrections()] == ["B."]
    (problem,) = memory.problems
    assert "'A.' (a correction: learn or import it again)" in problem
    assert memory.learn([HumanEntry(*PAIR, "A.", "a.")]) == 1
    assert memory.human(PAIR, ["A."]) == {"A.": "a."}


def test_what_a_damaged_memory_still_holds_is_taken_over(
    memory: Memory, tmp_path: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The way that the error of a damaged memory shows loses nothing that can be read."""
    monkeypatch.chdir(tmp_path)
    entries = [
        HumanEntry(*PAIR, f"Satz {n:04}. {'x' * 200}", f"Sentence {n}.") for n in range(2000)
    ]
    memory.learn(entries)
    memory.close()
    state = tmp_path / ".translator"
    state.mkdir()
    file = memory.path.rename(state / "memory.sqlite")
    data = bytearray(file.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 20_000] = b"\xff" * 20_000
    file.write_bytes(data)
    code, _, err = command("memory", "export")
    assert code == 3
    hint = f"rename it to memory.sqlite.damaged, then translator memory import {file}.damaged"
    assert hint.replace(f"{state}", ".translator") in err
    assert len(err.splitlines()) == 1
    file.rename(file.with_name("memory.sqlite.damaged"))
    code, out, _ = command("memory", "import", f"{file}.damaged")
    assert code == 0
    with Memory(file) as fresh:
        rescued = fresh.corrections()
    assert set(rescued) <= set(entries)
    assert len(rescued) > 1500
    assert f"{len(rescued)} new or changed" in out


def test_a_memory_that_cannot_be_written_is_read(tmp_path: Path) -> None:
    """As a person without rights would: root may write anywhere, so the test becomes nobody."""
    folder = tmp_path / "state"
    path = folder / "memory.sqlite"
    with Memory(path) as memory:
        memory.learn([HumanEntry(*PAIR, "A.", "a.")])
    code = f"""if True:
        import os
        from pathlib import Path
        from translator.errors import MemoryStoreError
        from translator.translate.memory import HumanEntry, Memory
        for name in ("memory.sqlite", "none.sqlite"):
            with Memory(Path({str(folder)!r}) / name) as memory:
                print(memory.human(("de", "en"), ["A."]))
                try:
                    memory.learn([HumanEntry("de", "en", "B.", "b.")])
                except MemoryStoreError as error:
                    print(error.hint)
    """
    become = "import os; os.getuid() or os.setgroups([]) or os.setgid(65534) or os.setuid(65534)\n"
    path.chmod(0o444)
    folder.chmod(0o555)
    for parent in tmp_path.parents[:-1]:
        if os.getuid() == 0 and not parent.stat().st_mode & 0o005:
            parent.chmod(parent.stat().st_mode | 0o005)
    tmp_path.chmod(0o755)
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter on our own code
            [sys.executable, "-c", f"import translator.translate.memory\n{become}{code}"],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
    finally:
        folder.chmod(0o755)
    nothing_lost = f"check who may write to {folder}; nothing is lost"
    assert done.stdout.splitlines() == ["{'A.': 'a.'}", nothing_lost, "{}", nothing_lost], (
        done.stderr
    )


def test_a_table_that_is_missing_is_made(memory: Memory) -> None:
    memory._connection.execute("DROP TABLE human")
    memory.close()
    with Memory(memory.path) as again:
        assert again.human(PAIR, ["A."]) == {}


def test_a_full_disk_costs_nothing(memory: Memory) -> None:
    memory.learn([HumanEntry(*PAIR, "A.", "a.")])
    pages = memory._connection.execute("PRAGMA page_count").fetchone()[0]
    memory._connection.execute(f"PRAGMA max_page_count={pages}")
    with pytest.raises(MemoryStoreError, match="free some space") as caught:
        memory.learn([HumanEntry(*PAIR, f"Satz {n}", "x" * 100) for n in range(2000)])
    assert "move" not in str(caught.value)
    assert memory.human(PAIR, ["A."]) == {"A.": "a."}


def test_looking_at_a_memory_makes_none(project: Path, command: Command) -> None:
    assert command("memory", "stats")[0] == 0
    assert command("memory", "export", "x.tmx")[0] == 0
    assert not Path(".translator").exists()


def test_an_export_says_what_it_wrote(project: Path, command: Command) -> None:
    with Memory(Path(".translator/memory.sqlite")) as store:
        store.learn([HumanEntry(*PAIR, "A.", "a.")])
        store.remember(PAIR, [MachineEntry(f"S{n}", "c", f"s{n}", "e") for n in range(3)])
    _, _, err = command("memory", "export", "x.tmx", "--machine")
    assert err == "Wrote 1 correction and 3 machine translations to x.tmx.\n"
    _, _, err = command("memory", "export", "y.tmx")
    assert err == "Wrote 1 correction to y.tmx.\n"


def test_every_unit_says_where_it_starts(memory: Memory, tmp_path: Path) -> None:
    """The second hop of a pivot starts from English, and a variety stays one."""
    entries = [
        HumanEntry("de", "en", "Ja.", "Yes."),
        HumanEntry("en", "de", "Yes.", "Jawohl."),
        HumanEntry("en", "pt-br", "Yes.", "Sim."),
    ]
    memory.learn(entries)
    path = tmp_path / "m.tmx"
    path.write_bytes(
        write_tmx(memory.corrections(), [(("en", "pt"), MachineEntry("A", "c", "a", "e"))])
    )
    text = path.read_text("utf-8")
    assert text.count('<tu srclang="en">') == 3
    assert text.count('<tu srclang="de">') == 1
    assert [
        HumanEntry(e.source_lang, e.target_lang, e.source, e.target) for e in read_tmx(path, "de")
    ] == entries
    theirs = text.replace("article-translator", "OmegaT")
    path.write_text(theirs, encoding="utf-8")
    assert {e.source_lang for e in read_tmx(path, "de")} == {"de"}


def test_control_characters_never_reach_tmx(memory: Memory, tmp_path: Path) -> None:
    path = tmp_path / "m.tmx"
    path.write_bytes(write_tmx([HumanEntry(*PAIR, "A\x1b[1m\ufffe", "a\x00\ud800", "b.md")]))
    (entry,) = read_tmx(path, "de")
    assert (entry.source, entry.target) == ("A[1m", "a")


def test_corrections_survive_tmx(memory: Memory, tmp_path: Path) -> None:
    entry = HumanEntry(*PAIR, "„Ja“ & <nein>", "“Yes” & <no>", "input/a.txt")
    memory.remember(PAIR, [MachineEntry("A", "c", "a", "e")])
    memory.learn([entry])
    path = tmp_path / "m.tmx"
    path.write_bytes(write_tmx(memory.corrections(), memory.machine_entries()))
    assert list(read_tmx(path, "de")) == [entry]  # machine output is not a correction


@pytest.mark.parametrize(
    "content",
    [
        "",
        "<tmx>",
        "<html/>",
        "PK\x03\x04",
        '<!DOCTYPE x [<!ENTITY a "b">]><tmx>&a;</tmx>',
        '<?xml version="1.0" encoding="UTF-99"?><tmx/>',
        '<?xml version="1.0" encoding="shift_jis"?><tmx/>',
        "<tmx>" * 50_000,
    ],
)
def test_a_broken_tmx_file_is_one_clear_line(tmp_path: Path, content: str) -> None:
    path = tmp_path / "m.tmx"
    path.write_text(content)
    with pytest.raises(MemoryStoreError, match="TMX") as caught:
        list(read_tmx(path, "de"))
    assert len(str(caught.value).splitlines()) == 1


def test_what_machines_made_of_sentences_is_forgotten_on_every_way(memory: Memory) -> None:
    memory.remember(
        PAIR, [MachineEntry("Hallo.", "a", "Hello.", "e"), MachineEntry("Du.", "a", "You.", "e")]
    )
    memory.remember(("en", "es"), [MachineEntry("Hello.", "b", "Hola.", "e")])
    memory.learn([HumanEntry(*PAIR, "Hallo.", "Hi.", "a.md")])
    assert memory.forget("de", ["Hallo."]) == 2
    assert [entry.source for _, entry in memory.machine_entries()] == ["Du."]
    assert memory.human(PAIR, ["Hallo."]) == {"Hallo.": "Hi."}
