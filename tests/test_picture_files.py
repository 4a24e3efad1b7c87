"""Pictures of saved pages: kept, dropped or copied; nothing is fetched and nothing overwritten."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from translator.cli import cli

TEXTS = (
    "Das Land will die Deiche an der Küste verstärken und stellt dafür in den nächsten zehn Jahren "
    "mehr Geld bereit als je zuvor, wie die Regierung am Dienstag in Kiel mitteilte."
)
PAGE = (
    "<html lang=de><head><title>Deiche</title><link rel=canonical href='https://bote.example/a/b'>"
    f"</head><body><article><h1>Land verstärkt die Deiche</h1><p>{TEXTS}</p>"
    "<figure><img src='seite_files/deich.jpg'><figcaption>Der Deich bei Husum</figcaption></figure>"
    "<p>Im Herbst soll der Landtag darüber beraten, ob die Bauern dafür entschädigt werden.</p>"
    "<figure><img src='seite_files/weg.jpg'></figure><figure><img src='/fern.jpg'></figure>"
    "<p>Die Opposition verlangt dagegen, dass zuerst die Häfen gesichert werden.</p></article></body></html>"
)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "input/seite_files").mkdir(parents=True)
    (tmp_path / "input/seite.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "input/seite_files/deich.jpg").write_bytes(b"\xff\xd8deich")
    (tmp_path / "translator.toml").write_text('targets = []\nformats = ["json"]\n')
    monkeypatch.chdir(tmp_path)
    return tmp_path


def urls(project: Path, *options: str) -> list[str]:
    result = CliRunner().invoke(cli, ["run", *options])
    assert result.exit_code == 0, result.output
    record = json.loads((project / "output/de/seite.json").read_text("utf-8"))
    return [image["url"] for image in record["images"]]


def test_a_picture_saved_beside_the_page_is_copied_when_asked(project: Path) -> None:
    (local, far) = urls(project, "--pictures", "local")
    assert far == "https://bote.example/fern.jpg"
    copy = project / "output/de" / local
    assert copy.resolve().is_relative_to(project / "output/pictures/seite")
    assert copy.read_bytes() == b"\xff\xd8deich"
    assert urls(project, "--pictures", "local") == [local, far]


def test_otherwise_it_has_no_address_that_leads_nowhere(project: Path) -> None:
    assert urls(project) == ["", "https://bote.example/fern.jpg"]
    assert not (project / "output/pictures").exists()
    record = json.loads((project / "output/de/seite.json").read_text("utf-8"))
    assert {r["text"] for r in record["removed"] if r["rule"] == "picture"} == {
        "seite_files/deich.jpg", "seite_files/weg.jpg"
    }  # fmt: skip


def test_dropped_pictures_are_in_the_record(project: Path) -> None:
    assert urls(project, "--pictures", "drop") == []
    record = json.loads((project / "output/de/seite.json").read_text("utf-8"))
    assert any("Der Deich bei Husum" in r["text"] for r in record["removed"])


def test_a_change_of_the_setting_makes_the_version_anew(project: Path) -> None:
    assert urls(project)[0] == ""
    assert urls(project, "--pictures", "local")[0]
