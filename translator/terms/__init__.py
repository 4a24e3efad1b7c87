"""Terms in running text: matching in the source, enforcement in the target."""

from translator.terms.enforcement import BEHAVIOUR, Enforced, enforce
from translator.terms.forbidden import ForbiddenForms
from translator.terms.matcher import Matcher, MatchKind, TermMatch, concepts_digest

__all__ = [
    "BEHAVIOUR",
    "Enforced",
    "ForbiddenForms",
    "MatchKind",
    "Matcher",
    "TermMatch",
    "concepts_digest",
    "enforce",
]
