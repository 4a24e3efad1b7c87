"""Spaces that do not break survive an edit beside them."""

from translator.review.desk.rewrite import blocks_of, rewritten
from translator.review.edited_text import Spot


def test_what_an_editor_does_not_touch_keeps_its_spaces() -> None:
    body = "# A\n\nIl mesure 5\u00a0km\u202f! Il est vieux. «\u202fOui\u202f»\n"
    text = blocks_of(body)[1].text
    start = text.index("Il est vieux.")
    done = rewritten(body, Spot(1, start, start + len("Il est vieux.")), "Il est neuf\u202f!")
    assert done == body.replace("Il est vieux.", "Il est neuf\u202f!")
    same = "Il mesure 6\u00a0km\u202f!"
    done = rewritten(body, Spot(1, 0, text.index(" Il est")), same)
    assert done == body.replace("5\u00a0km", "6\u00a0km")
