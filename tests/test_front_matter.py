from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from translator.clean import clean
from translator.errors import CleanError
from translator.front_matter import FrontMatterError, find, looks_like_yaml, parse
from translator.load import load_text

Call = Callable[..., tuple[int, str, str]]
BODY = "\nDie Fähre nach Amrum fällt am Sonntag aus, weil der Hafen zufriert.\n"


@pytest.mark.parametrize(
    ("text", "yaml"),
    [
        ("---\ntitle: Eis\n---\nText", "title: Eis\n"),
        ("---  \ntitle: Eis\n...\t\nText", "title: Eis\n"),
        ("---\n---\nText", ""),
        ("---\ntitle: Eis\n---", "title: Eis\n"),
        ("\ufeff---\na: b\n---\n", "a: b\n"),
        ("---\ntitle: Eis\n", None),
        ("Text\n---\na: b\n---\n", None),
        ("----\na: b\n----\n", None),
    ],
)
def test_front_matter_stands_between_two_lines_of_dashes(text: str, yaml: str | None) -> None:
    found = find(text)
    assert (found.yaml if found else None) == yaml
    if found:
        assert text[found.end :] in {"Text", ""}


@pytest.mark.parametrize(
    ("yaml", "reason", "line"),
    [
        ("title: [eins, zwei\n", "expected ',' or ']'", 2),
        ("a: b\nb: c: d\n", "mapping values are not allowed here", 3),
        (f"a: {'[' * 5000}\n", "too deep", 1),
        (f"a: {'{b: ' * 5000}\n", "too deep", 1),
        ("- " * 5000 + "\n", "too deep", 1),
        ("date: 2024-02-31\n", "day is out of range", 1),
        (f"a: {'1' * 6000}\n", "4300 digits", 1),
        ("a: \x07\n", "special characters are not allowed", 1),
        ("a: *b\n", "undefined alias", 2),
        ("a: !!python/object:os.system b\n", "could not determine a constructor", 2),
        ("a: b\n" * 20_000, "longer than 65536", 1),
    ],
)
def test_what_is_wrong_is_one_line_with_its_number(yaml: str, reason: str, line: int) -> None:
    found = find(f"---\n{yaml}---\n")
    assert found is not None
    with pytest.raises(FrontMatterError) as caught:
        parse(found)
    assert reason in caught.value.reason
    assert "\n" not in caught.value.reason
    assert caught.value.line == line


def test_dates_and_numbers_can_stay_as_written() -> None:
    found = find("---\ndate: 2024-02-31\nno: 010\n---\n")
    assert found is not None
    assert parse(found, as_written=True) == {"date": "2024-02-31", "no": "010"}


@pytest.mark.parametrize(
    "line",
    ["-a: b", "- a: b", "a: b", " ", "", "#", "a-a-a", "a" * 50, "-", ".a.a: ", "--- x", "...x: y"],
)
@pytest.mark.parametrize("end", ["", "---\n", "...\n"])
def test_lines_of_any_kind_and_number_come_to_an_end(line: str, end: str) -> None:
    text = "---\n" + f"{line}\n" * 30_000 + end + BODY
    found = find(text)
    if found:
        looks_like_yaml(found)
    load_text(text, name="<stdin>", stem="x")


def test_prose_between_two_lines_is_text_and_not_lost() -> None:
    document = load_text(f"---\n{BODY}\n---\n\nZweiter Satz.\n", name="a.md", stem="a")
    assert "Amrum" in clean(document).text


@pytest.mark.parametrize("args", [["clean", "input/tief.md"], ["run"], ["check", "input/tief.md"]])
def test_a_bottomless_front_matter_is_one_line_in_every_command(
    project: Path, command: Call, args: list[str]
) -> None:
    (project / "input/tief.md").write_text(f"---\ntitle: {'[' * 4000}\n---\n{BODY}")
    code, _, err = command(*args)
    errors = [line for line in err.splitlines() if line.startswith("Error")]
    assert code == 3
    assert len(errors) == 1
    assert errors[0].startswith("Error: input/tief.md:1: ")
    assert "too deep" in errors[0]
    assert args != ["run"] or (project / "output/en/kim.md").exists()


def test_the_line_counts_in_the_document() -> None:
    document = load_text(f"---\ntitle: Eis\nlead: a: b\n---\n{BODY}", name="a.md", stem="a")
    with pytest.raises(CleanError) as caught:
        clean(document)
    assert str(caught.value).startswith("a.md:3: the front matter is not YAML")
