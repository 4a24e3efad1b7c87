"""What can be installed: from a server on this machine, a folder, an index file."""

from __future__ import annotations

import contextlib
import http.server
import json
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from translator.errors import ModelError
from translator.models import Package, inventory
from translator.models.download import read_url
from translator.models.index import (
    DEFAULT_INDEX,
    Offer,
    choose,
    index_location,
    newer,
    read_index,
)
from translator.models.store import install_offer, receipt


def works(package: Package) -> None:
    assert package.source


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves a folder; a file whose name says so breaks off in the middle."""

    def do_GET(self) -> None:
        if "broken" not in self.path:
            super().do_GET()
            return
        self.send_response(200)
        self.send_header("Content-Length", "1000000")
        self.end_headers()
        self.wfile.write(b"PK")

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


@pytest.fixture
def served(tmp_path: Path) -> Path:
    folder = tmp_path / "served"
    folder.mkdir()
    return folder


@pytest.fixture
def server(served: Path) -> Iterator[str]:
    handler = partial(Handler, directory=str(served))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as running:
        thread = threading.Thread(target=running.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()


def entry(pair: str, *links: str, version: str = "1.2", **more: Any) -> dict[str, Any]:
    source, target = pair.split("-")
    told = {"from_code": source, "to_code": target, "package_version": version}
    return told | {"links": list(links)} | more


def write_index(folder: Path, *entries: Any) -> Path:
    file = folder / "index.json"
    file.write_text(json.dumps(entries), encoding="utf-8")
    return file


@pytest.mark.parametrize("ending", ["", "/", "/index.json"])
def test_a_package_is_fetched_from_a_mirror_and_installed(
    served: Path, server: str, package_file: Callable[..., Path], ending: str
) -> None:
    package_file("served/translate-de_fr-1_2.argosmodel")
    # The index is a copy of another one: its links lead to a server that is not there.
    write_index(served, entry("de-fr", "http://127.0.0.1:9/v1/translate-de_fr-1_2.argosmodel"))
    (offer,) = choose(read_index(server + ending), "de", "fr")
    seen: list[tuple[int, int]] = []
    package = install_offer(offer, works, lambda done, total: seen.append((done, total)))
    size = (served / "translate-de_fr-1_2.argosmodel").stat().st_size
    assert seen[-1] == (size, size)
    assert package in inventory().packages
    assert receipt(package)["source"] == f"{server}/translate-de_fr-1_2.argosmodel"


def test_the_next_link_is_tried_where_one_fails(
    served: Path, server: str, package_file: Callable[..., Path]
) -> None:
    package_file("served/good.argosmodel")
    links = [f"{server}/none.argosmodel", f"{server}/broken", f"{server}/good.argosmodel"]
    offer = Offer("de", "fr", "1.2", tuple(links))
    assert receipt(install_offer(offer, works))["source"] == links[-1]


@pytest.mark.parametrize(
    ("file", "message"),
    [
        ("none.argosmodel", "answered 404"),
        ("broken.argosmodel", "broke off after 2 of 1000000 bytes"),
        ("page.html", "not a whole model package"),
    ],
)
def test_a_failed_download_leaves_nothing_behind(
    served: Path, server: str, own_folders: Path, file: str, message: str
) -> None:
    (served / "page.html").write_text("<html>Please log in</html>", encoding="utf-8")
    with pytest.raises(ModelError, match=message) as caught:
        install_offer(Offer("de", "fr", "1.2", (f"{server}/{file}",)), works)
    assert f"{server}/{file}" in str(caught.value)
    assert "\n" not in str(caught.value)
    assert not list(own_folders.iterdir())


def test_a_package_that_is_not_what_the_index_says_is_refused(
    served: Path, server: str, own_folders: Path, package_file: Callable[..., Path]
) -> None:
    package_file("served/x.argosmodel")
    with pytest.raises(ModelError, match="the package is de-fr, not de-es as its index says"):
        install_offer(Offer("de", "es", "1.2", (f"{server}/x.argosmodel",)), works)
    assert not list(own_folders.iterdir())


def test_without_a_network_there_is_one_line_with_a_remedy() -> None:
    with pytest.raises(ModelError) as caught:
        read_index("http://127.0.0.1:9")
    line = str(caught.value)
    assert line.startswith("cannot fetch http://127.0.0.1:9/index.json: ")
    assert "translator models install FILE" in line
    assert "--index" in line
    assert "\n" not in line


@pytest.mark.parametrize("content", ["<html>", "{}", '"x"', "[" * 9999])
def test_an_index_that_is_none_is_one_line(served: Path, server: str, content: str) -> None:
    (served / "index.json").write_text(content, encoding="utf-8")
    for location in (server, str(served)):
        with pytest.raises(ModelError, match=r"the index of packages at .* is not"):
            read_index(location)


def test_entries_that_make_no_sense_are_passed_over(tmp_path: Path) -> None:
    good = entry("de-fr", "https://example.org/a.argosmodel")
    bad = [7, {}, entry("de-en"), entry("de-en", "ftp://example.org/x"), good | {"type": "sbd"}]
    (offer,) = read_index(str(write_index(tmp_path, *bad, good, {"from_code": 1, "links": []})))
    assert offer.links == ("https://example.org/a.argosmodel",)


def test_a_folder_of_packages_is_an_index(
    tmp_path: Path, package_file: Callable[..., Path]
) -> None:
    folder = tmp_path / "usb"
    folder.mkdir()
    file = package_file("usb/one.argosmodel")
    (folder / "broken.argosmodel").write_text("no", encoding="utf-8")
    (offer,) = read_index(str(folder))
    assert offer == Offer("de", "fr", "1.2", (str(file),), "German", "French")
    package = install_offer(offer, works)
    assert receipt(package)["source"] == str(file)
    assert file.exists()
    file.unlink()
    with pytest.raises(ModelError, match="no model package in this folder"):
        read_index(str(folder))


def test_where_to_look(monkeypatch: pytest.MonkeyPatch) -> None:
    assert index_location() == DEFAULT_INDEX
    monkeypatch.setenv("TRANSLATOR_MODEL_INDEX", "https://mirror.example/")
    assert index_location() == "https://mirror.example/"
    assert index_location("usb") == "usb"


def test_a_missing_index_file_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot read the index of packages"):
        read_index(str(tmp_path / "none.json"))


def offers(*pairs: str) -> tuple[Offer, ...]:
    split = (pair.split("-") for pair in pairs)
    return tuple(Offer(s, t, v, ("x",)) for s, t, v in split)


def test_the_newest_package_is_chosen() -> None:
    assert [o.version for o in choose(offers("de-en-1.9", "de-en-1.10"), "de", "en")] == ["1.10"]


def test_a_pair_without_a_package_goes_over_english() -> None:
    index = offers("de-en-1.0", "en-fr-1.0", "fr-es-1.0")
    assert [o.name for o in choose(index, "de", "fr")] == ["de-en-1.0", "en-fr-1.0"]
    assert [o.name for o in choose(index, "de", "fr", {("de", "en")})] == ["en-fr-1.0"]
    assert [o.name for o in choose(index, "de", "fr", {("en", "fr"), ("de", "en")})] == []


@pytest.mark.parametrize(("source", "target"), [("de", "it"), ("it", "en"), ("de", "es")])
def test_what_the_index_does_not_have_is_one_line(source: str, target: str) -> None:
    index = offers("de-en-1.0", "en-fr-1.0", "fr-es-1.0")
    with pytest.raises(ModelError, match=f"no package from {source} to {target}"):
        choose(index, source, target)


@pytest.mark.parametrize(
    ("version", "than", "is_newer"),
    [("1.10", "1.9", True), ("1.0", "1.0", False), ("1.0", "1.0.1", False), ("2", "1.9", True)],
)
def test_versions_are_compared_by_their_numbers(version: str, than: str, *, is_newer: bool) -> None:
    assert newer(version, than) is is_newer


def test_a_version_of_thousands_of_digits_breaks_no_comparison() -> None:
    from translator.models.index import newer, version_key

    assert version_key(f"1.{'9' * 5000}.2") == (1, 2)
    assert not newer("9" * 5000, "1.0")


@pytest.mark.parametrize("read", ["index", "file", "headers"])
def test_a_download_of_a_byte_now_and_then_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, read: str
) -> None:
    """Every byte begins a timeout anew; what counts is what comes in a minute."""
    from translator.models import download

    class Trickle(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if read == "headers":
                self.wfile.write(b"HTTP/1.0 200 OK\r\nX: ")
            else:
                self.send_response(200)
                self.send_header("Content-Length", "5000000")
                self.end_headers()
            with contextlib.suppress(OSError):
                for _ in range(50):
                    self.wfile.write(b"x")
                    time.sleep(0.05)

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Trickle)
    threading.Thread(target=server.serve_forever).start()
    monkeypatch.setattr(download, "PACE_SECONDS", 0.3)
    url = f"http://127.0.0.1:{server.server_port}/x"
    file = tmp_path / "file"
    get = partial(download.fetch, url, file) if read == "file" else partial(read_url, url, 1000)
    with pytest.raises(ModelError, match="timed out" if read == "headers" else "is too slow"):
        get()
    assert not file.exists()
    server.shutdown()
    server.server_close()
