"""English that models write in two ways or as by a slip of the pen, on its way into a version."""

import pytest
from engines.notebook import Notebook

from translator.glossary import Concept, Glossary, Term
from translator.glossary.matcher import Matcher
from translator.translate.ladder import keep

USA = "Die USA meldeten ein Erdbeben."


def kept(target: str, *house: str) -> str:
    terms = {"de": (Term("USA"),), "en": tuple(map(Term, house))}
    matches = Matcher(Glossary((Concept("usa", terms),)), "de", "en").find(USA) if house else ()
    return keep(Notebook({USA: [target]}), [USA], [target], [matches])[0].target


@pytest.mark.parametrize(
    ("house", "expected"),
    [
        ((), "The US reported an earthquake."),
        (("US", "U.S."), "The US reported an earthquake."),  # it has both
        (("U.S.",), "The U.S. reported an earthquake."),
    ],
)
def test_there_is_one_way_unless_the_house_wants_the_other(
    house: tuple[str, ...], expected: str
) -> None:
    assert kept("The U.S. reported a earthquake.", *house) == expected


def test_the_places_of_terms_move_along() -> None:
    target = "After a earthquake, the U.S. waited."
    terms = {"de": (Term("USA"),), "en": (Term("US"), Term("U.S."))}
    matches = Matcher(Glossary((Concept("usa", terms),)), "de", "en").find(USA)
    found = keep(Notebook({USA: [target]}), [USA], [target], [matches])[0]
    (use,) = found.terms
    assert use.target_span is not None
    assert found.target[slice(*use.target_span)] == use.target == "US"


@pytest.mark.parametrize(
    ("house", "expected"),
    [
        ((), "The US reported an earthquake in mid-September."),
        (
            ("US earthquake earthquake",),
            "The US reported an earthquake earthquake in mid-September.",
        ),
    ],
)
def test_slips_are_put_right_unless_the_house_has_them_so(
    house: tuple[str, ...], expected: str
) -> None:
    assert kept("The US reported a earthquake earthquake in mid- September.", *house) == expected
