"""A chat server as an engine: what it is told, and what becomes of everything else than a translation."""

from __future__ import annotations

import contextlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from translator.engines.chat import ChatEngine
from translator.engines.protocol import Told
from translator.errors import EngineError, UsageError
from translator.project import Project
from translator.settings import ChatSettings

Command = Callable[..., tuple[int, str, str]]


@dataclass
class Server:
    """A server that answers as it is told: a text, a status, or a function of the request."""

    address: str = ""
    answer: Any = "Hello."
    requests: list[dict[str, Any]] = field(default_factory=list)

    @property
    def settings(self) -> ChatSettings:
        return ChatSettings(f"{self.address}/v1", "gemma", timeout=1)

    @property
    def engine(self) -> ChatEngine:
        return ChatEngine(self.settings, "de", "en")


@pytest.fixture
def server() -> Iterator[Server]:
    said = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            said.requests.append({"path": self.path, **body})
            answer = said.answer(body) if callable(said.answer) else said.answer
            status, headers, data = 200, {}, answer
            if isinstance(answer, tuple):
                status, headers, data = answer
            if isinstance(data, str):
                data = json.dumps({"choices": [{"message": {"content": data}}]}).encode()
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            with contextlib.suppress(OSError):  # who asked may have gone
                self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            pass

    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    said.address = f"http://127.0.0.1:{running.server_port}"
    thread = threading.Thread(target=running.serve_forever)
    thread.start()
    yield said
    running.shutdown()
    thread.join()
    running.server_close()


def sentence_in(body: dict[str, Any]) -> str:
    text = str(body["messages"][1]["content"])
    return text.partition("<sentence>")[2].partition("</sentence>")[0]


def test_what_the_server_is_asked(server: Server) -> None:
    request = Told("Der Vertrag gilt.", "Er kam.", "Er ging.", (("Vertrag", "treaty"),))
    assert server.engine.translate_told([request]) == ["Hello."]
    (asked,) = server.requests
    assert asked["path"] == "/v1/chat/completions"
    assert (asked["model"], asked["temperature"], asked["stream"]) == ("gemma", 0, False)
    assert isinstance(asked["seed"], int)
    system, user = (message["content"] for message in asked["messages"])
    assert "from German to English" in system
    assert "Use these terms: Vertrag = treaty." in system
    assert user == (
        "Before it stands: Er kam.\nBehind it stands: Er ging.\n"
        "<sentence>Der Vertrag gilt.</sentence>"
    )


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("  Hello.\n", "Hello."),
        ('"Hello."', "Hello."),
        ("“Hello.”", "Hello."),
        ("<sentence>Hello.</sentence>", "Hello."),
    ],
)
def test_what_stands_around_a_translation_goes(server: Server, answer: str, expected: str) -> None:
    server.answer = answer
    assert server.engine.translate(["Hallo."]) == [expected]


def test_quotation_marks_of_the_sentence_stay(server: Server) -> None:
    server.answer = "“Hello.”"
    assert server.engine.translate(["„Hallo.“"]) == ["“Hello.”"]


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("Here is the translation: Hello.", "talks of the translation"),
        ("Hello.\n\nNote: a greeting.", "says more than the translation"),
        ("I'm sorry, but I can't help with that.", "it refuses"),
        ("", "says nothing"),
        ("Hello. " * 60, "much longer"),
    ],
)
def test_what_is_no_translation_is_an_error(server: Server, answer: str, said: str) -> None:
    server.answer = answer
    with pytest.raises(EngineError, match=said):
        server.engine.translate(["Hallo."])
    assert len(server.requests) == 2  # it was told once what is wrong
    assert server.requests[1]["messages"][-1]["content"].startswith(
        "Give the translation alone, in English"
    )


def test_a_second_answer_may_be_right(server: Server) -> None:
    answers = iter(["Sure! Here is the translation: Hello.", "Hello."])
    server.answer = lambda _: next(answers)
    assert server.engine.translate(["Hallo."]) == ["Hello."]


def test_an_article_about_translations_may_speak_of_them(server: Server) -> None:
    server.answer = "Here is the translation of the letter."
    assert server.engine.translate(["Hier ist die Übersetzung des Briefs."]) == [server.answer]


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ((500, {}, b"out of memory"), "answered 500: 'out of memory'|answered 500: out of memory"),
        ((404, {}, b'{"error": "no such model"}'), "answered 404"),
        ((200, {}, b"<html>"), "gave no chat completion"),
        ((200, {}, b'{"choices": []}'), "gave no chat completion"),
        ((200, {}, b'{"choices": [{"message": {"content": null}}]}'), "gave no text"),
        ((200, {}, b"[" * 100_000), "gave no chat completion"),
        ((302, {"Location": "http://127.0.0.1:9/"}, b""), "answered 302"),
        ((200, {}, b" " * 1_000_001), "answered 200"),
    ],
)
def test_a_server_that_misbehaves_is_one_line(server: Server, answer: object, said: str) -> None:
    server.answer = answer
    with pytest.raises(EngineError, match=said) as wrong:
        server.engine.translate(["Hallo."])
    assert "is the server running" in (wrong.value.hint or "")


def test_a_server_that_never_answers(server: Server) -> None:
    def wait(_: object) -> str:
        time.sleep(1.5)
        return "Hello."

    server.answer = wait
    with pytest.raises(EngineError, match="no answer in 1 seconds: timed out"):
        server.engine.translate(["Hallo."])


def test_a_server_that_is_not_there() -> None:
    engine = ChatEngine(ChatSettings("http://127.0.0.1:9/v1", "gemma"), "de", "en")
    with pytest.raises(EngineError, match="cannot be asked"):
        engine.translate(["Hallo."])


@pytest.mark.parametrize("url", ["http://192.168.1.7:11434/v1", "https://models.example/v1"])
def test_texts_leave_this_computer_only_if_the_settings_say_so(url: str) -> None:
    with pytest.raises(UsageError, match="is not this computer"):
        ChatEngine(ChatSettings(url, "gemma"), "de", "en")
    assert ChatEngine(ChatSettings(url, "gemma", remote=True), "de", "en").name == "chat gemma"


@pytest.mark.parametrize(
    "url",
    [
        *("file:///etc/passwd", "gemma", "http://", "http://[::1/v1", "http://127.0.0.1:abc/v1"),
        *("http://127.0.0.1:99999/v1", "http://127.0.0.1/v 1", "http://evil.com\\x/v1"),
        *("http://127.0.0.1/v1?x=1", "http://127.0.0.1/v1#f", "http://127.0.0.1\t.evil.com/v1"),
    ],
)
def test_what_is_no_address(url: str) -> None:
    with pytest.raises(UsageError, match="is not the address of a server"):
        ChatEngine(ChatSettings(url, "gemma"), "de", "en")


@pytest.mark.parametrize("host", ["127.0.0.1", "evil.com\\"])
def test_a_password_in_an_address_is_refused_and_not_shown(host: str) -> None:
    with pytest.raises(UsageError, match="a name or password") as wrong:
        ChatEngine(ChatSettings(f"http://user:geheim@{host}@127.0.0.1/v1", "gemma"), "de", "en")
    assert "geheim" not in str(wrong.value)


@pytest.mark.parametrize("slow", ["headers", "body", "chunks"])
def test_the_deadline_is_for_all_of_an_answer(slow: str) -> None:
    """A server that sends a byte now and then keeps any timeout of single reads from ending."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            start = {
                "headers": b"HTTP/1.0 200 OK\r\nX: ",
                "body": b"HTTP/1.0 200 OK\r\n\r\n",
                "chunks": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
            }
            self.wfile.write(start[slow])
            with contextlib.suppress(OSError):
                for _ in range(50):
                    self.wfile.write(b"1\r\n \r\n" if slow == "chunks" else b"x")
                    time.sleep(0.1)

        def log_message(self, *_: object) -> None:
            pass

    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=running.serve_forever).start()
    settings = ChatSettings(f"http://127.0.0.1:{running.server_port}/v1", "gemma", timeout=1)
    begun = time.monotonic()
    with pytest.raises(EngineError, match="no answer in 1 seconds"):
        ChatEngine(settings, "de", "en").translate(["Hallo."])
    assert time.monotonic() - begun < 3
    running.shutdown()
    running.server_close()


@pytest.mark.parametrize(
    ("ended", "said"), [("length", "cut off"), ("content_filter", "keeps an answer back")]
)
def test_an_answer_that_did_not_end_by_itself(server: Server, ended: str, said: str) -> None:
    choice = {"message": {"content": "Hello."}, "finish_reason": ended}
    server.answer = (200, {}, json.dumps({"choices": [choice]}).encode())
    with pytest.raises(EngineError, match=said):
        server.engine.translate(["Hallo."])


WORDS = {
    "der": "the",
    "die": "the",
    "ist": "is",
    "am": "on",
    "nach": "to",
    "und": "and",
    "das": "this",
}


def english(body: dict[str, Any]) -> str:
    """Return the sentence with its small words in English: what may pass for a translation."""
    words = sentence_in(body).split(" ")
    return " ".join([*(WORDS.get(word.lower(), word) for word in words), "(this is it)"])


def settings(server: Server, project: Path, *lines: str) -> None:
    (project / "translator.toml").write_text(
        f'targets = ["en"]\n[engines.chat]\nurl = "{server.address}/v1"\nmodel = "gemma"\n'
        + "\n".join(lines),
        encoding="utf-8",
    )


def test_an_article_goes_through_it_with_neighbours_and_terms(
    server: Server, project: Path, command: Command
) -> None:
    (project / "glossary/terms.csv").write_text("de;en\nHauptstadt;capital\n", encoding="utf-8")
    settings(server, project)
    server.answer = english
    code, _, err = command("run")
    assert code == 0, err
    text = (project / "output/en/kim.md").read_text(encoding="utf-8")
    assert "Kim Jong Un is on Montag to Moskau gereist. (this is it)" in text
    assert "chat gemma" in text
    told = {sentence_in(body): body["messages"] for body in server.requests}
    lead = "Der Staatschef wird am Freitag in der russischen Hauptstadt erwartet."
    assert "Hauptstadt = capital" in told[lead][0]["content"]
    assert "Behind it stands: Kim Jong Un ist am Montag" in told[lead][1]["content"]
    before = len(server.requests)
    assert command("run", "--force")[0] == 0
    assert len(server.requests) == before  # the memory has it all


def test_an_article_it_refuses_is_reported_and_keeps_its_old_version(
    server: Server, project: Path, command: Command
) -> None:
    settings(server, project)
    server.answer = english
    assert command("run")[0] == 0
    old = (project / "output/en/kim.md").read_bytes()
    article = project / "input/kim.md"
    article.write_text(article.read_text("utf-8") + "\nNoch ein Satz steht hier.\n", "utf-8")
    server.answer = "I'm sorry, but I can't help with that."
    code, _, err = command("run")
    assert code == 3
    assert "chat gemma: it refuses" in err
    assert "Traceback" not in err
    assert (project / "output/en/kim.md").read_bytes() == old


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("timeout = 0", "engines.chat.timeout must be at least 1 second"),
        ("timeout = -5", "engines.chat.timeout must be at least 1 second"),
        ("remote = 1", "engines.chat.remote must be true or false"),
        ('key = "x"', "unknown key engines.chat.key"),
        ('[engines.deepl]\nkey = "x"', "unknown key engines.deepl"),
    ],
)
def test_settings_that_are_wrong(
    server: Server, project: Path, command: Command, lines: str, said: str
) -> None:
    settings(server, project, lines)
    code, _, err = command("run")
    assert code == 2
    assert said in err


def test_without_a_model_or_an_address(project: Path, command: Command) -> None:
    (project / "translator.toml").write_text('[engines.chat]\nurl = "http://localhost:1/v1"\n')
    code, _, err = command("run")
    assert code == 2
    assert "engines.chat.model must be a text" in err


def test_the_front_door_knows_it(server: Server, project: Path) -> None:
    settings(server, project)
    assert Project().target("en").hops[0].engine.name == "chat gemma"


def test_what_was_answered_before_an_error_is_kept(
    server: Server, project: Path, command: Command
) -> None:
    settings(server, project)

    def breaks(body: dict[str, Any]) -> Any:
        return english(body) if len(server.requests) < 4 else (500, {}, b"oops")

    server.answer = breaks
    assert command("run")[0] == 3
    answered = {sentence_in(body) for body in server.requests[:3]}
    server.requests.clear()
    server.answer = english
    assert command("run")[0] == 0
    assert answered.isdisjoint(sentence_in(body) for body in server.requests)


def test_progress_is_told_sentence_by_sentence(server: Server) -> None:
    from translator.glossary.concept import Glossary
    from translator.translate.hops import build_hops, translate_sentences

    server.answer = english
    told: list[tuple[int, int]] = []
    texts = [f"Das ist der Satz mit der Nummer {number}." for number in range(3)]
    hops = build_hops([server.engine], Glossary())
    translate_sentences(texts, hops, progress=lambda done, total: told.append((done, total)))
    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]


def test_an_article_can_be_asked_for_anew(server: Server, project: Path, command: Command) -> None:
    settings(server, project)
    server.answer = english
    assert command("run")[0] == 0
    server.answer = lambda body: f"{english(body)} Better."
    assert command("run", "--force")[0] == 0
    assert "Better." not in (project / "output/en/kim.md").read_text("utf-8")
    code, out, err = command("memory", "forget", "input/kim.md")
    assert (code, err) == (0, "")
    assert "translations forgotten; `translator run --force input/kim.md` asks anew" in out
    assert command("run", "--force", "input/kim.md")[0] == 0
    assert "Better." in (project / "output/en/kim.md").read_text("utf-8")
    assert command("memory", "forget", "input/none.md")[0] == 3


def test_a_correction_is_taken_where_the_model_never_gets_it_right(
    server: Server, project: Path, command: Command
) -> None:
    from translator.translate.memory import HumanEntry

    settings(server, project)
    hard = "Das teilte die Regierung am 6. November mit."
    server.answer = lambda body: "I must decline." if sentence_in(body) == hard else english(body)
    code, _, err = command("run")
    assert (code, "it refuses" in err, hard[:30] in err) == (3, True, True)
    with Project().memory() as memory:
        memory.learn([HumanEntry("de", "en", hard, "The government said so on 6 November.")])
    assert command("run")[0] == 0


def test_one_sentence_without_an_answer_stops_no_other(
    server: Server, project: Path, command: Command
) -> None:
    settings(server, project)
    hard = {"Lange Fahrt", "Das teilte die Regierung am 6. November mit."}
    server.answer = lambda b: "I must decline." if sentence_in(b) in hard else english(b)
    code, _, err = command("run")
    assert (code, err.count("it refuses")) == (3, 1)
    assert "and 1 more sentence (" in err
    server.requests.clear()
    server.answer = english
    assert command("run")[0] == 0
    assert {sentence_in(body) for body in server.requests} == hard


def test_a_model_that_refuses_everything_is_not_asked_for_all_of_it(server: Server) -> None:
    from translator.glossary.concept import Glossary
    from translator.translate.hops import build_hops, translate_sentences

    server.answer = "I must decline."
    texts = [f"Das ist der Satz mit der Nummer {number}." for number in range(20)]
    with pytest.raises(EngineError, match="and 4 more sentences"):
        translate_sentences(texts, build_hops([server.engine], Glossary()))
    assert len(server.requests) == 10  # two times five
