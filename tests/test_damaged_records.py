"""A damaged record counts as none: it costs a repetition, never a text, and no talk of bugs."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from translator.errors import PublishError
from translator.manifest import ArticleRecord, Manifest
from translator.pipeline import run
from translator.publish.as_json import translation_from_json
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
    run(settings)
    before = output()
    for path in Path(".translator").rglob("*.json"):
        path.write_bytes(GARBAGE[name])
    report = run(settings)
    assert [article.error for article in report.articles] == [""]
    assert output() == before
    for args in (["check"], ["memory", "learn"], ["glossary", "usage"], ["glossary", "apply"]):
        for path in Path(".translator").rglob("*.json"):
            path.write_bytes(GARBAGE[name])
        _, out, err = command(*args)
        assert "bug" not in out + err
        assert "Traceback" not in out + err


def test_junk_anywhere_in_the_manifest_is_a_record_or_none(settings: Settings) -> None:
    run(settings)
    path = Path(".translator/manifest/kim.json")
    whole = json.loads(path.read_bytes())
    assert Manifest(settings.state).read("kim").versions.keys() == {"de", "en"}
    for damaged in damages(whole):
        path.write_text(json.dumps(damaged), encoding="utf-8")
        record = Manifest(settings.state).read("kim")
        assert isinstance(record, ArticleRecord)
        Manifest(settings.state).write("kim", record)
        assert Manifest(settings.state).read("kim") == record


@pytest.mark.parametrize("path", ["../../etc/passwd", "/etc/passwd", "en/\0.md", ""])
def test_a_record_that_names_files_elsewhere_counts_as_none(settings: Settings, path: str) -> None:
    run(settings)
    file = Path(".translator/manifest/kim.json")
    whole = json.loads(file.read_bytes())
    whole["versions"]["en"]["outputs"] = {path: ""}
    file.write_text(json.dumps(whole), encoding="utf-8")
    assert Manifest(settings.state).read("kim") == ArticleRecord()


def test_a_run_survives_junk_in_every_field_of_the_manifest(settings: Settings) -> None:
    run(settings)
    before = output()
    file = Path(".translator/manifest/kim.json")
    whole = json.loads(file.read_bytes())
    for field in whole["versions"]["en"]:
        for junk in ({"en/kim.md": 3}, "text", 9):
            damaged = json.loads(json.dumps(whole))
            damaged["versions"]["en"][field] = junk
            file.write_text(json.dumps(damaged), encoding="utf-8")
            assert [article.error for article in run(settings).articles] == [""]
            assert output() == before


def test_junk_anywhere_in_the_record_of_a_version_is_one_clear_line(settings: Settings) -> None:
    run(settings)
    whole = json.loads(Path(".translator/versions/en/kim.json").read_bytes())
    refused = [error for damaged in damages(whole) if (error := refusal(damaged))]
    assert len(refused) > 400
    assert all("not the JSON record of a translation" in error for error in refused)


def refusal(record: Any) -> str:
    """Read a record; what it says if it refuses, nothing if all of it has the right types."""
    try:
        translation = translation_from_json(json.dumps(record))
    except PublishError as error:
        return str(error)
    texts = (text for part in translation.segments for text in (part.source, part.target))
    assert all(isinstance(text, str) for text in texts)
    return ""


def test_check_falls_back_to_the_published_source_text(settings: Settings, command: Call) -> None:
    run(settings)
    Path(".translator/versions/en/kim.json").write_text("{}", encoding="utf-8")
    code, out, err = command("check")
    assert code == 0
    assert "output/en/kim.md" in out + err
