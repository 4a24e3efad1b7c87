"""What a thing is called first it is called in the rest of an article, where that is asked for."""

import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from translator.article import Article, Block, BlockKind, Metadata, Origin
from translator.check.naming import one_name
from translator.engines.protocol import SteerableEngine
from translator.engines.routing import describe, find_route
from translator.glossary import Concept, Glossary, Term
from translator.settings import Settings
from translator.standing import target_fingerprint
from translator.translate.articles import translate_article
from translator.translate.consistent import wanted_names
from translator.translate.hops import Hop, Rendering, build_hops, translate_sentences
from translator.translate.memory import HumanEntry, Memory
from translator.translate.prepare import find_terms, prepare
from translator.translate.target import Target

FIRST = "Die Nachbarländer unterzeichneten nach dem Krieg einen Vertrag."
SECOND = "Der Vertrag regelt den Verlauf der Grenze."
THIRD = "Der Völkerbund lehnte den Vertrag ab."
OTHER = "Am Abend begann es zu regnen."
ARTICLE = (FIRST, SECOND, OTHER, THIRD)


class _Silent:
    """The engine of a hop that must not be asked anything: what it would say is in the memory."""

    def __init__(self, engine: SteerableEngine) -> None:
        self.source, self.target, self.starter = engine.source, engine.target, engine.starter
        self.name, self.signature = engine.name, engine.signature

    def translate(self, sentences: Sequence[str]) -> list[str]:
        assert not sentences
        return []


def hops(*terms: tuple[str, str]) -> tuple[Hop, ...]:
    concepts = (Concept(de, {"de": (Term(de),), "en": (Term(en),)}) for de, en in terms)
    engines = find_route("de", "en", Settings(targets=("en",)))
    return build_hops(engines, Glossary(tuple(concepts)))


def said(
    sentences: Sequence[str] = ARTICLE,
    way: Sequence[Hop] = (),
    memory: Memory | None = None,
    *,
    consistent: bool = True,
) -> dict[str, Rendering]:
    return translate_sentences(sentences, way or hops(), memory, consistent=consistent)


def test_the_first_name_of_a_thing_is_taken_for_the_rest() -> None:
    before, after = said(consistent=False), said()
    assert "treaty" in before[FIRST].text
    assert "contract" in before[SECOND].text
    assert "contract" in before[THIRD].text
    for text in (SECOND, THIRD):
        assert after[text].text == before[text].text.replace("contract", "treaty")
    assert after[FIRST] == before[FIRST]
    assert after[OTHER] == before[OTHER]


def test_the_order_of_the_article_says_which_name_is_the_first() -> None:
    assert "contract" in said((SECOND, FIRST))[FIRST].text


def test_nobody_is_told_of_it() -> None:
    assert not any(rendering.terms for rendering in said().values())


@pytest.mark.parametrize(
    ("source", "target", "wanted"),
    [
        (SECOND, "The contract regulates the course of the border.", True),
        ("Das steht so im Vertrag.", "It is in the Treaty.", False),
        ("Die Firma Meier Vertrag wächst.", "The firm Meier contract grows.", False),
        ("Vertrag und Gesetz gelten.", "Contract and law apply.", True),
    ],
)
def test_names_stay_as_they_are(source: str, target: str, *, wanted: bool) -> None:
    treaty = Concept("treaty", {"de": (Term("Vertrag"),), "en": (Term("treaty"),)})
    assert bool(wanted_names([(source, target)], (treaty,), ("de", "en"), {})) is wanted


def test_one_sentence_alone_stays_as_it_is() -> None:
    assert said((SECOND,)) == said((SECOND,), consistent=False)


def test_the_glossary_overrules() -> None:
    way = hops(("Vertrag", "agreement"))
    after = said(way=way)
    assert after == said(way=way, consistent=False)
    assert all("agreement" in after[text].text for text in (FIRST, SECOND, THIRD))


def test_other_terms_of_the_sentence_are_kept_and_reported() -> None:
    after = said(way=hops(("Verlauf", "line")))
    assert [(use.source, use.target) for use in after[SECOND].terms] == [("Verlauf", "line")]
    assert "treaty" in after[SECOND].text


def test_corrections_stay_and_have_a_say(tmp_path: Path) -> None:
    with Memory(tmp_path / "memory.sqlite") as memory:
        memory.learn([HumanEntry("de", "en", SECOND, "The contract settles the border.")])
        after = said((SECOND, FIRST, THIRD), memory=memory)
    assert after[SECOND] == Rendering("The contract settles the border.", origin=Origin.HUMAN)
    assert "contract" in after[FIRST].text
    assert "contract" in after[THIRD].text


def test_only_what_is_new_is_made(tmp_path: Path) -> None:
    with Memory(tmp_path / "memory.sqlite") as memory:
        plain = said(memory=memory, consistent=False)
        after = said(memory=memory)
        (hop,) = hops()
        assert isinstance(hop.engine, SteerableEngine)
        quiet = (Hop(_Silent(hop.engine), Glossary()),)
        again = said(way=quiet, memory=memory)
        assert {text: again[text].text for text in ARTICLE} == {
            text: after[text].text for text in ARTICLE
        }
        back = said(way=quiet, memory=memory, consistent=False)
        assert [back[text].text for text in ARTICLE] == [plain[text].text for text in ARTICLE]


@pytest.mark.parametrize("seed", [1, 2])
def test_what_is_known_already_changes_nothing(seed: int, tmp_path: Path) -> None:
    known = random.Random(seed).sample(ARTICLE, 2)  # noqa: S311 - no secret
    with Memory(tmp_path / "memory.sqlite") as memory:
        said(known, memory=memory, consistent=False)
        after = said(memory=memory)
    assert [after[text].text for text in ARTICLE] == [said()[text].text for text in ARTICLE]


def test_the_check_finds_one_name_then_and_the_version_is_another() -> None:
    paragraphs = (f"{FIRST} {SECOND}", f"{OTHER} {THIRD}")
    blocks = tuple(Block(BlockKind.PARAGRAPH, text) for text in paragraphs)
    prepared = prepare(Article(Metadata("Die Grenze von 1921", lang="de"), blocks), "de")
    way = hops()
    route = describe([hop.engine for hop in way])
    found = [
        len(list(one_name(translate_article(prepared, route, way, consistent=asked), Glossary())))
        for asked in (False, True)
    ]
    assert found[0] > found[1] == 0
    settings = Settings(targets=("en",))
    asked_for = replace(settings, consistent=True)
    terms, target = find_terms(prepared, way[0].matcher), Target("en", route, way)
    one, other = (
        target_fingerprint(prepared, terms, target, s, None) for s in (settings, asked_for)
    )
    assert one != other
    assert settings.signature() != asked_for.signature()
