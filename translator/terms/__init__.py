"""Terms in running text: matching in the source, enforcement in the target."""

from translator.terms.enforcement import Enforced, enforce
from translator.terms.forbidden import forbidden_in
from translator.terms.matcher import Matcher, MatchKind, TermMatch, concepts_digest

__all__ = [
    "Enforced",
    "MatchKind",
    "Matcher",
    "TermMatch",
    "concepts_digest",
    "enforce",
    "forbidden_in",
]
