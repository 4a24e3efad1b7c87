"""Who may ask the desk for what. The server is the one that `translator review open` runs."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("starlette", reason="the desk needs the extra 'review'")

from review.desk.serving import Visitor, served

from translator.project import Project
from translator.review.desk.guard import MOST_BYTES


@pytest.fixture
def visitor(project: Path) -> Iterator[Visitor]:
    Project().run()
    with served(Project()) as found:
        yield found


def test_the_address_with_its_token_hands_out_a_cookie_that_opens_the_desk(
    visitor: Visitor,
) -> None:
    entered = visitor.get("/enter/" + visitor.address.rpartition("/")[2], Cookie="")
    assert (entered.status, entered.headers["location"]) == (303, "/")
    cookie = entered.headers["set-cookie"]
    assert cookie.startswith(visitor.cookie)
    assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= set(cookie.split("; "))
    assert "Domain" not in cookie
    assert visitor.get("/", Cookie=cookie.partition(";")[0]).status == 200


@pytest.mark.parametrize("path", ["/", "/static/desk.css", "/enter/", "/enter/guess", "/none"])
@pytest.mark.parametrize("cookie", ["", "desk=1", "desk-{port}=guess", "\x7f;=,"])
def test_without_the_token_nothing_is_shown_not_even_what_there_is(
    visitor: Visitor, path: str, cookie: str
) -> None:
    port = visitor.netloc.partition(":")[2]
    answer = visitor.get(path, Cookie=cookie.replace("{port}", port))
    assert answer.status == 403
    assert "Kim" not in answer.text


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1", "127.0.0.1:1", "evil.example:{port}", ""]
)
def test_a_page_whose_name_points_here_gets_nothing(visitor: Visitor, host: str) -> None:
    port = visitor.netloc.partition(":")[2]
    assert visitor.get("/", Host=host.replace("{port}", port)).status in (400, 421)


@pytest.mark.parametrize("origin", ["", "null", "http://evil.example", "http://127.0.0.1:1"])
def test_a_form_elsewhere_changes_nothing(visitor: Visitor, origin: str) -> None:
    answer = visitor.ask("POST", "/", b"a=b", Origin=origin)
    assert (answer.status, "page of the desk" in answer.text) == (403, True)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT"])
def test_other_methods_are_refused(visitor: Visitor, method: str) -> None:
    assert visitor.ask(method, "/").status in (400, 405)


def test_what_is_only_read_cannot_be_sent_to(visitor: Visitor) -> None:
    assert visitor.ask("POST", "/", b"a=b").status == 405


@pytest.mark.parametrize(
    ("length", "status"), [(str(MOST_BYTES + 1), 413), ("-1", 400), ("", 411), ("many", 400)]
)
def test_how_much_is_sent_has_to_be_said_and_is_not_much(
    visitor: Visitor, length: str, status: int
) -> None:
    assert visitor.ask("POST", "/", None, Content_Length=length).status == status


@pytest.mark.parametrize("path", ["/", "/none", "/static/desk.css", "/static/none", "/enter/guess"])
def test_every_answer_forbids_what_comes_from_elsewhere(visitor: Visitor, path: str) -> None:
    headers = visitor.get(path).headers
    policy = dict(
        part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";")
    )
    assert policy["default-src"] == "'none'"
    assert {policy[name] for name in ("style-src", "script-src", "img-src", "connect-src")} == {
        "'self'"
    }
    assert (policy["frame-ancestors"], policy["form-action"]) == ("'none'", "'self'")
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"
    assert "server" not in headers


@pytest.mark.parametrize(
    "path",
    [
        "/picture/../kim.md",
        "/picture/%2e%2e/en/kim.md",
        "/picture/..%2fen%2fkim.md",
        "/picture//etc/passwd",
        "/picture/%2fetc%2fpasswd",
        "/picture/out.png",
        "/picture/notes.txt",
        "/picture/%00.png",
        "/picture/",
        "/static/..%2fapp.py",
        "/static/base.html",
    ],
)
def test_no_path_leads_out_of_the_folder_of_pictures(visitor: Visitor, path: str) -> None:
    folder = Path("output/pictures")
    folder.mkdir()
    (folder / "notes.txt").write_text("mine")
    Path("secret.png").write_bytes(b"secret")
    (folder / "out.png").symlink_to(Path("secret.png").resolve())
    answer = visitor.get(path)
    assert answer.status == 404
    assert "Nothing is published under this address" in answer.text


def test_pictures_that_were_copied_are_shown_and_do_nothing(visitor: Visitor) -> None:
    folder = Path("output/pictures/kim")
    folder.mkdir(parents=True)
    (folder / "karte-1.svg").write_text("<svg/>")
    answer = visitor.get("/picture/kim/karte-1.svg")
    assert (answer.status, answer.text, answer.headers["content-type"]) == (
        200,
        "<svg/>",
        "image/svg+xml",
    )
    assert "sandbox" in answer.headers["content-security-policy"]


def test_only_this_computer_can_connect(visitor: Visitor) -> None:
    port = int(visitor.netloc.partition(":")[2])
    others = {info[4][0] for info in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)}
    for address in others - {"127.0.0.1"}:
        with socket.socket() as one:
            one.settimeout(2)
            assert one.connect_ex((address, port)) != 0
