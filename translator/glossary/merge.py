"""Compare two glossaries concept by concept, and take one's changes over into the other."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from translator.glossary.concept import Concept, Term
from translator.glossary.store import cells_of


@dataclass(frozen=True, slots=True)
class Difference:
    """One concept in two glossaries; ``None`` where it is missing."""

    mine: Concept | None
    theirs: Concept | None

    @property
    def cells(self) -> Mapping[str, tuple[str, str]]:
        """Return column → (mine, theirs) of the cells that differ."""
        mine = cells_of(self.mine) if self.mine else {}
        theirs = cells_of(self.theirs) if self.theirs else {}
        return {
            column: (mine.get(column, ""), theirs.get(column, ""))
            for column in dict.fromkeys((*mine, *theirs))
            if column != "id" and mine.get(column, "") != theirs.get(column, "")
        }


def differences(mine: Sequence[Concept], theirs: Sequence[Concept]) -> tuple[Difference, ...]:
    """Return what differs: concepts of ``mine`` first, in order, then those only ``theirs`` has.

    Concepts belong together by id, or else by their first term in their first language.
    """
    partner = _partners(mine, theirs)
    taken = {id(concept) for concept in partner.values()}
    found = [Difference(concept, partner.get(concept.id)) for concept in mine]
    found += [Difference(None, concept) for concept in theirs if id(concept) not in taken]
    return tuple(d for d in found if d.mine is None or d.theirs is None or d.cells)


def merged(mine: Concept, theirs: Concept, languages: Collection[str]) -> Concept:
    """Return ``mine`` with what ``theirs`` says; what a format cannot say stays as it was.

    ``languages`` are those the other file is about: elsewhere a missing term means nothing.
    """
    terms = dict(mine.terms)
    for lang in theirs.terms:
        if lang in languages:
            terms[lang] = theirs.terms[lang]
    return replace(
        mine,
        terms=terms,
        match=theirs.match,
        case_sensitive=theirs.case_sensitive,
        translate=theirs.translate,
        domain=theirs.domain or mine.domain,
        note=theirs.note or mine.note,
        extra={**mine.extra, **theirs.extra},
    )


def with_pairs(mine: Concept, theirs: Concept) -> Concept:
    """Return ``mine`` with the forms of a table of pairs added; such a table says nothing else."""
    terms: dict[str, tuple[Term, ...]] = dict(mine.terms)
    for lang, forms in theirs.terms.items():
        known = {term.text for term in terms.get(lang, ())}
        both = terms.get(lang, ()) + tuple(t for t in forms if t.text not in known)
        terms[lang] = tuple(sorted(both, key=lambda term: term.forbidden))
    return replace(mine, terms=terms, note=mine.note or theirs.note)


def without_regions(concepts: Sequence[Concept], known: Collection[str]) -> tuple[Concept, ...]:
    """Write ``de-DE`` as ``de``, unless the glossary itself tells the regions apart."""

    def plain(lang: str) -> str:
        return lang if lang in known else lang.partition("-")[0]

    result = []
    for concept in concepts:
        terms: dict[str, dict[str, Term]] = {}
        for lang, forms in concept.terms.items():
            for term in sorted(forms, key=lambda term: term.forbidden):
                same = terms.setdefault(plain(lang), {})
                if same.setdefault(term.text, term).forbidden and not term.forbidden:
                    same[term.text] = term  # one region wants what another bans
        joined = {
            lang: tuple(sorted(forms.values(), key=lambda term: term.forbidden))
            for lang, forms in terms.items()
        }
        result.append(replace(concept, terms=joined))
    return tuple(result)


def _partners(mine: Sequence[Concept], theirs: Sequence[Concept]) -> dict[str, Concept]:
    """Pair concepts: id of mine → concept of theirs."""
    by_id = {concept.id: concept for concept in theirs}
    by_term = {
        (lang, term.text): concept
        for concept in reversed(theirs)
        for lang, terms in concept.terms.items()
        for term in terms[:1]
    }
    pairs: dict[str, Concept] = {}
    used: set[int] = set()
    for concept in mine:
        if concept.id in by_id:
            pairs[concept.id] = by_id[concept.id]
            used.add(id(by_id[concept.id]))
    for concept in mine:
        lang, terms = next(iter(concept.terms.items()))
        for form in terms:
            other = by_term.get((lang, form.text))
            if concept.id not in pairs and other is not None and id(other) not in used:
                pairs[concept.id] = other
                used.add(id(other))
    return pairs
