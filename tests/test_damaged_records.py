"""A damaged record counts as none: it costs a repetition, never a text, and no talk of bugs."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from translator.errors import PublishError
from translator.project import Project
from translator.records import Records, decode, encode
from translator.settings import Settings, load_settings

Call = Callable[..., tuple[int, str, str]]
GARBAGE = {
    "empty": b"",
    "zeros": b"\0" * 300,
    "half": b'{"format": 2, "vers',
    "not UTF-8": b'{"format": 2, "source": "\xff\xfe"}',
    "binary": bytes(range(256)),
    "null": b"null",
    "number": b"1e999",
    "list": b"[1, 2, 3]",
    "text": b'"versions"',
    "deep": b"[" * 50_000 + b"]" * 50_000,
    "deep objects": b'{"a":' * 50_000 + b"1" + b"}" * 50_000,
    "newer": b'{"format": 99, "versions": {}, "source": "input/kim.md", "digest": ""}',
    "another schema": b'{"format": 2, "articles": [{"id": 7}], "versions": {"en": 3}}',
}
RECORD = Path(".translator/versions/en/kim.json")
JUNK: tuple[Any, ...] = (None, 7, -1.5, "text", [], [[]], {}, {"a": []}, True, ["\ud800"])


@pytest.fixture
def settings(project: Path) -> Settings:
    return replace(load_settings(), formats=("md", "html", "json"))


def damages(value: Any) -> Iterator[Any]:
    """Yield copies of JSON data with junk in one place of every kind, or a part missing."""
    if isinstance(value, dict):
        for key in value:
            yield {k: v for k, v in value.items() if k != key}
            for part in (*JUNK, *damages(value[key])):
                yield value | {key: part}
    elif isinstance(value, list) and value:
        for part in (*JUNK, *damages(value[0])):
            yield [part, *value[1:]]


def output() -> dict[str, bytes]:
    return {str(p): p.read_bytes() for p in sorted(Path("output").rglob("*")) if p.is_file()}


@pytest.mark.parametrize("name", GARBAGE)
def test_garbage_costs_a_repetition(settings: Settings, command: Call, name: str) -> None:
    Project(settings).run()
    before = output()
    for path in Path(".translator").rglob("*.json"):
        path.write_bytes(GARBAGE[name])
    report = Project(settings).run()
    assert [article.error for article in report.articles] == [""]
    assert output() == before
    for args in (["check"], ["memory", "learn"], ["glossary", "usage"], ["glossary", "apply"]):
        for path in Path(".translator").rglob("*.json"):
            path.write_bytes(GARBAGE[name])
        _, out, err = command(*args)
        assert "bug" not in out + err
        assert "Traceback" not in out + err


def test_junk_anywhere_in_a_record_is_a_record_or_one_clear_line(settings: Settings) -> None:
    Project(settings).run()
    records = Records(settings.state)
    whole = json.loads(RECORD.read_bytes())
    refused = []
    for damaged in damages(whole):
        data = json.dumps(damaged).encode()
        try:
            record = decode(data)
        except PublishError as error:
            refused.append(str(error))
            continue
        assert decode(encode(record)) == record
        assert record.translation is None or record.translation.segments
    assert len(refused) > 400
    assert all("not the record of a version" in error for error in refused)
    assert records.versions("kim").keys() == {"de", "en"}


@pytest.mark.parametrize("path", ["../../etc/passwd", "/etc/passwd", "en/\0.md", ""])
def test_a_record_that_names_files_elsewhere_counts_as_none(settings: Settings, path: str) -> None:
    Project(settings).run()
    whole = json.loads(RECORD.read_bytes())
    RECORD.write_text(json.dumps(whole | {"outputs": {path: ""}}), encoding="utf-8")
    assert Records(settings.state).get("en", "kim") is None


def test_a_record_whose_segments_are_of_another_article_counts_as_none(settings: Settings) -> None:
    Project(settings).run()
    whole = json.loads(RECORD.read_bytes())
    whole["segments"][1][0]["source"] += " Und noch etwas."
    RECORD.write_text(json.dumps(whole), encoding="utf-8")
    assert Records(settings.state).get("en", "kim") is None


def test_a_run_survives_junk_in_every_field_of_a_record(settings: Settings) -> None:
    Project(settings).run()
    before = output()
    whole = json.loads(RECORD.read_bytes())
    for name in whole:
        for junk in ({"en/kim.md": 3}, "text", 9):
            RECORD.write_text(json.dumps(whole | {name: junk}), encoding="utf-8")
            assert [article.error for article in Project(settings).run().articles] == [""]
            assert output() == before


def test_check_falls_back_to_the_published_source_text(settings: Settings, command: Call) -> None:
    Project(settings).run()
    Path(".translator/versions/en/kim.json").write_text("{}", encoding="utf-8")
    code, out, err = command("check")
    assert code == 0
    assert "output/en/kim.md" in out + err
