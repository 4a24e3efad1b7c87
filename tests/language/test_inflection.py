"""Dictionary forms of real words: no cycle, no length and no number of them is a problem."""

from translator.glossary import Concept, Glossary, Term
from translator.glossary.matcher import Matcher
from translator.language.compounds import split_compound
from translator.language.dictionary import dictionary, known, lemma
from translator.language.inflection import keys, term_keys

NOUNS = Glossary(
    tuple(
        Concept(noun, {"de": (Term(noun),), "en": (Term("x"),)})
        for noun in ("Gier", "Stein", "Macht", "Legierung", "Zucker")
    )
)


def circular(lang: str) -> list[str]:
    """Return the words whose lemmas, one after the other, never stand still."""
    found = []
    lemmas = dictionary(lang)
    for word in lemmas:
        seen: set[str] = set()
        last = word
        while last not in seen and lemmas.get(last, last) != last:
            seen.add(last)
            last = lemmas[last]
        if last in seen:
            found.append(word)
    return found


def test_words_that_are_each_others_lemma_can_be_searched() -> None:
    words = circular("de")
    assert {"Delegierte", "Delegierter", "Delegierten"} <= set(words)
    matcher = Matcher(NOUNS, "de", "en")
    for word in words:
        for spelling in (word, word.capitalize(), word.upper()):
            matcher.find(f"Die {spelling} kamen.")
    assert [m.form for m in matcher.find("Die Delegierten hoben einen Stein.")] == ["Stein"]


def test_a_sample_of_the_whole_dictionary_can_be_searched() -> None:
    matcher = Matcher(NOUNS, "de", "en")
    words = list(dictionary("de"))[::997]
    assert len(words) > 1_000
    found = matcher.find(" ".join(word.capitalize() for word in words))
    assert all(match.hint or match.form in ("Gier", "Stein", "Macht") for match in found)


def test_a_word_of_a_hundred_thousand_letters_is_a_word_as_it_stands() -> None:
    word = "Donaudampfschiff" * 6_250
    before = known.cache_info().currsize
    for lang in ("de", "en"):
        assert keys(word, lang) == term_keys(word, lang) == {word.casefold()}
        assert lemma(word, lang) == word
    assert not split_compound(word, "Donaudampfschiff", "de")
    assert not Matcher(NOUNS, "de", "en").find(f"Das {word} und Stein- und {word}.")[1:]
    assert known.cache_info().currsize <= before + 50
