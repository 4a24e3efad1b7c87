"""What other packages bring is checked at one border: a bad model is named, and the others go on."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from importlib.metadata import EntryPoint
from types import ModuleType
from typing import Any

import pytest

from translator.engines import plugged, providers
from translator.engines.border import outside
from translator.engines.plugged import left_out, of_other_packages
from translator.engines.protocol import Hypothesis, SteerableEngine
from translator.engines.providers import Model
from translator.engines.routing import available_models, find_route, unmet
from translator.errors import EngineError, RouteError, UsageError
from translator.models.package import Package
from translator.settings import ChatSettings, Engines, Settings

Offer = Callable[..., None]


class Loud:
    """An engine of another package; its answers are set by a test."""

    name: Any = "loud 1.0"
    signature: Any = "loud-1"

    def __init__(self, **answers: Any) -> None:
        self._answers = answers

    def translate(self, sentences: list[str]) -> Any:
        return self._given("translate", [sentence.upper() for sentence in sentences])

    def _given(self, method: str, default: Any) -> Any:
        given = self._answers.get(method, default)
        return given() if callable(given) else given


class Steered(Loud):
    """The same with the three methods that steering takes, and no languages of its own."""

    def alternatives(self, sentences: list[str], count: int) -> Any:
        return self._given("alternatives", [[Hypothesis(s.upper(), -0.1)] for s in sentences])

    def complete(self, sentences: list[str], prefixes: list[str]) -> Any:
        return self._given(
            "complete", [f"{p} {s}" for s, p in zip(sentences, prefixes, strict=True)]
        )

    def score(self, sentences: list[str], targets: list[str]) -> Any:
        return self._given("score", [-0.5 for _ in sentences])


@pytest.fixture
def offer(monkeypatch: pytest.MonkeyPatch) -> Iterator[Offer]:
    """Let packages offer what functions return, by the name of their entry point."""
    monkeypatch.setattr(providers, "is_installed", lambda: False)

    def let(**offers: Callable[[], Any]) -> None:
        module = ModuleType("of_somebody")
        vars(module).update(offers)
        monkeypatch.setitem(sys.modules, "of_somebody", module)
        entries = [EntryPoint(name, f"of_somebody:{name}", plugged.GROUP) for name in offers]
        monkeypatch.setattr(plugged, "entry_points", lambda group: entries)
        of_other_packages.cache_clear()

    yield let
    of_other_packages.cache_clear()


def model(source: Any = "de", target: Any = "en", name: Any = "loud", **more: Any) -> Model:
    engine = more.pop("engine", Loud)
    return Model(source, target, name, lambda _: engine(), **more)


BAD = [
    (lambda: model(source=None), "its source is None and no language code"),
    (lambda: model(42, []), "its source is 42 and no language code"),
    (lambda: model("de", "../etc"), "its target is '../etc' and no language code"),
    (lambda: model("de", "de"), "its source and target are both 'de'"),
    (lambda: model(name=None), "its name is None and no text"),
    (lambda: model(name="a\nb"), "its name has characters that cannot be shown"),
    (lambda: model(rank=None), "its rank is None and no tuple of whole numbers"),
    (lambda: model(rank=("a",)), "its rank is ('a',) and no tuple of whole numbers"),
    (lambda: model(size="big"), "its size is 'big' and no number of bytes"),
    (lambda: model(licence=None), "its licence is None and no text"),
    (lambda: model(quality="\x1b[31mred"), "its quality has characters that cannot be shown"),
    (lambda: model(name="de-en-starter"), "'de-en-starter' is a name of this program's own"),
    (lambda: model(name="chat"), "'chat' is a name of this program's own"),
    (lambda: model(provider="starter"), "'starter' is a name of this program's own"),
    (lambda: "a text", "is of type str, no translator.engines.providers.Model"),
]  # fmt: skip


@pytest.mark.parametrize(("bad", "said"), BAD, ids=[said for _, said in BAD])
def test_a_bad_model_is_named_once_and_the_others_go_on(
    offer: Offer, starter: Package, bad: Callable[[], Any], said: str
) -> None:
    offer(a=lambda: [bad(), model(name="good")], b=lambda: [model("de", "fr", "other")])
    found = of_other_packages()
    assert [one.name for one in found.models] == ["good", "other"]
    (problem,) = found.problems
    assert str(problem).startswith("the engine 'a' (of_somebody:a) offers a model that ")
    assert said in str(problem)
    assert len(available_models([starter])) == 3
    assert find_route("de", "en", Settings(targets=("en",)), [starter])[0].name == "loud 1.0"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (SystemExit(7), "SystemExit 7"),
        (type("PanicException", (BaseException,), {})("oh"), "PanicException oh"),
        (ValueError("first\nsecond"), "first"),
    ],
)
def test_whatever_is_raised_when_it_is_asked_is_one_line(
    offer: Offer, wrong: BaseException, said: str
) -> None:
    def ends() -> Iterator[Model]:
        yield model(name="before")
        raise wrong

    offer(a=ends, b=lambda: [model(name="other")])
    assert [one.name for one in of_other_packages().models] == ["before", "other"]
    (line,) = left_out()
    assert line == (
        f"the engine 'a' (of_somebody:a) cannot be asked for its models: {said} "
        "(mend the package that brings it, or uninstall it); other models are used"
    )


def test_ctrl_c_in_somebody_elses_code_still_ends_the_program(offer: Offer) -> None:
    def ends() -> Iterator[Model]:
        raise KeyboardInterrupt
        yield

    offer(a=ends)
    with pytest.raises(KeyboardInterrupt):
        of_other_packages()


def engine(offer: Offer, kind: type[Loud] = Loud, **answers: Any) -> Any:
    offer(a=lambda: [model(engine=lambda: kind(**answers))])
    return find_route("de", "en", Settings(targets=("en",)), ())[0]


def _raise(error: BaseException) -> None:
    raise error


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (None, "translate gave None in place of texts"),
        ("AB", "translate gave a value of type str in place of texts"),
        ([], "gave 0 texts for 2 sentences"),
        (["A", "B", "C"], "gave more texts for 2 sentences"),
        ([None, None], "gave None in place of a text"),
        ([1, 2], "gave a value of type int in place of a text"),
        ([b"A", b"B"], "gave a value of type bytes in place of a text"),
        (["A", "half \ud83d"], "gave half a character, which no file can hold"),
        (["A", "one\n\n# two"], "put a line break into a sentence"),
        (["A", "word " * 1000], "gave 5000 characters for a sentence of 1"),
        (lambda: _raise(SystemExit(5)), "SystemExit 5"),
        (lambda: _raise(UsageError("no key")), "no key"),
    ],
)
def test_what_is_no_translation_is_an_error_of_the_engine(
    offer: Offer, answer: Any, said: str
) -> None:
    with pytest.raises(EngineError) as caught:
        engine(offer, translate=answer).translate(["a", "b"])
    assert caught.value.message == f"loud 1.0: {said}"


@pytest.mark.parametrize(
    ("method", "answer", "said"),
    [
        ("alternatives", None, "alternatives gave None in place of lists of hypotheses"),
        ("alternatives", [], "gave 0 lists of hypotheses for 1 sentences"),
        ("alternatives", [[]], "alternatives gave no hypothesis for a sentence"),
        ("alternatives", ["x"], "alternatives gave a value of type str in place of a list"),
        ("alternatives", [["x"]], "alternatives gave a value of type str in place of a Hypothesis"),
        ("alternatives", [[Hypothesis(None, None)]], "gave None in place of a text"),  # type: ignore[arg-type]
        ("alternatives", [[Hypothesis("A", float("nan"))]], "gave nan in place of a score"),
        ("complete", [], "gave 0 texts for 1 sentences"),
        ("complete", [None], "gave None in place of a text"),
        ("complete", ["\udc80"], "gave half a character"),
        ("score", ["x"], "gave a value of type str in place of a score"),
        ("score", [], "gave 0 scores for 1 sentences"),
    ],
)
def test_every_answer_of_a_steered_engine_is_checked(
    offer: Offer, method: str, answer: Any, said: str
) -> None:
    asked = engine(offer, Steered, **{method: answer})
    more = {"alternatives": 2, "complete": ["A"], "score": ["A"]}[method]
    with pytest.raises(EngineError) as caught:
        getattr(asked, method)(["a"], more)
    assert caught.value.message.startswith(f"loud 1.0: {said}")


def test_an_engine_with_the_methods_of_steering_is_steered(offer: Offer) -> None:
    asked = engine(offer, Steered)
    assert isinstance(asked, SteerableEngine)
    assert asked.alternatives(["a"], 3) == [[Hypothesis("A", -0.1)]]
    assert asked.complete(["a"], ["A"]) == ["A a"]
    assert asked.score(["a"], ["A"]) == [-0.5]
    assert (asked.source, asked.target, asked.starter) == ("de", "en", False)
    assert not isinstance(engine(offer), SteerableEngine)


class Nameless(Loud):
    @property
    def name(self) -> str:  # type: ignore[override]
        raise ValueError("no name for you")


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (Nameless, "loud: no name for you"),
        (type("Odd", (Loud,), {"name": None}), "loud: its name is None and no text"),
        (type("Odd", (Loud,), {"signature": 5}), "loud: its signature is a value of type int"),
        (object, "loud: what its provider gives is no engine, it lacks name, signature, translate"),
    ],
)
def test_what_is_no_engine_is_said(offer: Offer, kind: Any, said: str) -> None:
    offer(a=lambda: [model(engine=kind)])
    with pytest.raises(EngineError) as caught:
        find_route("de", "en", Settings(targets=("en",)), ())
    assert caught.value.message.startswith(said)


def test_what_it_prints_goes_to_stderr(offer: Offer, capsys: pytest.CaptureFixture[str]) -> None:
    def talks() -> list[Model]:
        sys.stdout.write("loading\n")
        return [
            model(engine=lambda: Loud(translate=lambda: [sys.stdout.write("working\n") and "A"]))
        ]

    offer(a=talks)
    (asked,) = find_route("de", "en", Settings(targets=("en",)), ())
    assert asked.translate(["a"]) == ["A"]
    sys.stdout.write("ours\n")
    assert capsys.readouterr() == ("ours\n", "loading\nworking\n")


def test_stdout_comes_back_when_the_last_of_several_threads_is_out() -> None:
    before, first_in, second_in = sys.stdout, threading.Event(), threading.Event()

    def first() -> None:
        with outside("one"):
            first_in.set()
            second_in.wait(10)

    thread = threading.Thread(target=first)
    thread.start()
    first_in.wait(10)
    with outside("two"):
        second_in.set()
        thread.join()
        assert sys.stdout is sys.stderr
    assert sys.stdout is before


def test_a_pin_says_that_what_it_names_is_broken(offer: Offer, starter: Package) -> None:
    offer(mine=lambda: [model(name="loud", size="big")])
    for pin in ("mine", "loud"):
        settings = Settings(targets=("en",), models={"de-en": pin})
        with pytest.raises(
            RouteError, match=r"cannot be used: the engine 'mine'.*its size is 'big'"
        ):
            find_route("de", "en", settings, [starter])


def test_a_pin_of_a_chat_server_wants_one_in_the_settings(offer: Offer, starter: Package) -> None:
    offer()
    settings = Settings(targets=("en",), models={"de-en": "chat"})
    with pytest.raises(RouteError, match=r"has no server \(say url and model in \[engines.chat\]"):
        find_route("de", "en", settings, [starter])
    chat = Engines(ChatSettings("http://127.0.0.1:1/v1", "gemma"))
    settings = Settings(targets=("en",), models={"de-en": "chat"}, engines=chat)
    assert find_route("de", "en", settings, [starter])[0].name == "chat gemma"


def test_a_pin_that_no_route_of_a_run_leads_over_does_not_stop_it(starter: Package) -> None:
    settings = Settings(targets=("en",), models={"en-pt": "nobody", "fr-de": "nobody"})
    assert find_route("de", "en", settings, [starter])[0].name.startswith("starter de-en")
    assert [str(error).partition(" (")[0] for error in unmet(settings, [starter])] == [
        "the model 'nobody' pinned for en-pt is not installed",
        "the model 'nobody' pinned for fr-de is not installed",
    ]
    with pytest.raises(RouteError, match="'nobody' pinned for en-pt is not installed"):
        find_route("de", "pt", settings, [starter])
