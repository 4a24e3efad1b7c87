"""Terms in running text: found in the source, recognised and inflected in the target."""

from translator.terms.forbidden import ForbiddenForms
from translator.terms.matcher import Matcher, MatchKind, TermMatch, concepts_digest

__all__ = ["ForbiddenForms", "MatchKind", "Matcher", "TermMatch", "concepts_digest"]
