"""Where the embedded model renders a word, by its own account."""

import pytest

from translator.engines.protocol import SteerableEngine
from translator.engines.routing import find_route
from translator.language.words import tokenize
from translator.settings import Settings
from translator.terms.evidence import Question, evidence, without


@pytest.fixture(scope="module")
def engine() -> SteerableEngine:
    found = find_route("de", "en", Settings(targets=("en",)))[0]
    assert isinstance(found, SteerableEngine)
    return found


@pytest.mark.parametrize(
    ("source", "word", "target", "rendered"),
    [
        ("Der Zug der Bahn hielt in der Wüste.", "Zug", "The train of the railway stopped in the desert.", "train"),
        ("Der Zug der Bahn hielt in der Wüste.", "Bahn", "The train of the railway stopped in the desert.", "railway"),
        ("Die Ärztin prüfte die Probe im Labor.", "Probe", "The doctor checked the rehearsal in the laboratory.", "rehearsal"),
        ("Im Gemeinderat wird das Gesetz abgelehnt.", "abgelehnt", "In the municipal council, the law is refused.", "refused"),
        ("Die Steuer steigt, die Gebühr sinkt.", "Gebühr", "The tax rises, the fee falls.", "fee"),
    ],
)  # fmt: skip
def test_the_rendering_has_the_most_evidence(
    engine: SteerableEngine, source: str, word: str, target: str, rendered: str
) -> None:
    at = source.index(word)
    places = tuple((t.start, t.end) for t in tokenize(target) if len(t.text) > 2)
    question = Question(source, ((at, at + len(word)),), target, places)
    (found,) = evidence(engine, [question])
    best = max(range(len(places)), key=lambda number: found[number])
    assert target[slice(*places[best])] == rendered
    assert found[best] > 2


def test_a_word_that_was_left_out_has_no_evidence_to_speak_of(engine: SteerableEngine) -> None:
    source, target = "Sie zahlen Miete und Strom pünktlich.", "They pay rent on time."
    at = source.index("Strom")
    places = tuple((t.start, t.end) for t in tokenize(target) if len(t.text) > 2)
    (found,) = evidence(engine, [Question(source, ((at, at + 5),), target, places)])
    assert max(found) < 2


def test_no_blanks_are_left_where_something_was_cut_out() -> None:
    assert without("The old man came.", (4, 7)) == "The man came."
