"""What a hypothesis costs, and which ones a sentence keeps; needs no PyTorch."""

import pytest

pytest.importorskip("sacrebleu")
pytest.importorskip("sentencepiece")

from training.settings import load

candidates = pytest.importorskip("training.candidates", reason="PyTorch reads the package")

SENTENCE = candidates.Sentence(
    "Im Jahr 2019 kamen 11.000 Menschen zu Frau Schmidt nach Kiel.",
    (
        "In 2019, 11,000 people came to Mrs Schmidt in Kiel.",
        "11,000 people visited Mrs Schmidt in Kiel in 2019.",
    ),
)
WORDS = {"people", "visited", "returned"}


@pytest.mark.parametrize(
    ("text", "mistakes"),
    [
        ("In 2019, 11,000 people came to Mrs Schmidt in Kiel.", 0),
        (
            "In 2019, 11.000 people returned to Mrs Schmidt in Kiel.",
            0,
        ),  # the number in German dress is there
        ("In 2019, 11,000 peoplers came to Mrs Schmidt in Kiel.", 1),
        ("In 2019, 11,000 people came to Mrs Smith in Kiel.", 1),
        ("In 2019, 11 people came to Mrs Schmidt in Kiel.", 1),
        ("In 2019, peoplers came to Mrs Smith in Cologne.", 4),
    ],
)
def test_words_that_are_none_and_lost_names_and_numbers_are_mistakes(
    text: str, mistakes: int
) -> None:
    cost = candidates.Cost(WORDS.__contains__, 0.1)
    assert cost.mistakes(SENTENCE, text) == mistakes


def test_a_word_of_the_source_or_of_any_reference_is_none_that_was_invented() -> None:
    sentence = candidates.Sentence(
        "Er mag wanderlust.", ("He loves hikinglust.", "He likes roamings.")
    )
    cost = candidates.Cost(set().__contains__, 0.1)
    assert cost.mistakes(sentence, "hikinglust roamings wanderlust") == 0
    assert cost.mistakes(sentence, "hikinglusts") == 1


def test_the_reference_costs_nothing_and_a_mistake_what_the_settings_say() -> None:
    cost = candidates.Cost(WORDS.__contains__, 0.1)
    dear = candidates.Cost(WORDS.__contains__, 0.5)
    wrong = "In 2019, 11,000 people came to Mrs Smith in Kiel."
    assert cost(SENTENCE, SENTENCE.references[0]) == pytest.approx(0)
    assert cost(SENTENCE, SENTENCE.references[1]) == pytest.approx(0)
    assert dear(SENTENCE, wrong) - cost(SENTENCE, wrong) == pytest.approx(0.4)


@pytest.mark.parametrize(
    ("costs", "kept"),
    [
        ([0.3, 0.1, 0.5, 0.2, 0.4], [0, 1, 2, 3]),
        ([0.1, 0.3, 0.5, 0.2, 0.4], [0, 2, 3, 1]),  # the first is the best
        ([0.5, 0.3, 0.1], [0, 2, 1]),
        ([0.2], [0]),
    ],
)
def test_the_first_the_best_and_the_worst_are_kept(costs: list[float], kept: list[int]) -> None:
    assert candidates.chosen([([1], cost) for cost in costs], 4) == kept


def test_sentences_are_drawn_once_with_every_translation_of_theirs() -> None:
    risk = load().risk
    assert risk is not None
    corpora = {
        "pud_news_wiki": [("Eins.", "One."), ("Zwei.", "Two.")],
        "xquad": [("Eins.", "The first.")],
        "another": [("Eins.", "“Number” one."), ("Drei.", "Three.")],
    }
    found = {s.source: s.references for s in candidates.drawn(corpora, risk)}
    assert found == {"Eins.": ("One.", "The first.", '"Number" one.'), "Zwei.": ("Two.",)}
    assert candidates.drawn(corpora, risk) == candidates.drawn(corpora, risk)


def test_words_that_come_twice_are_words() -> None:
    corpora = {"a": [("x", "The sluicegates and weirboards.")], "b": [("y", "Two sluicegates.")]}
    assert candidates.words_of(corpora) == {"sluicegates"}
