"""Which translations that come back are people's work, and which a model of ours made."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from translator.article import Origin, Translation
from translator.translate.memory import HumanEntry, Memory


def by_people(
    entries: Sequence[HumanEntry], memory: Memory, drafts: Iterable[Translation] = ()
) -> list[HumanEntry]:
    """Return the pairs that are not what a model made here of the same sentence.

    Programs for translators (OmegaT) drop the note that a unit is a machine's: what comes back as it
    went out says nothing. The model's word is what the ``memory`` holds, and for routes over
    another language the published ``drafts``. A pair that is a correction already stays one.
    """
    drafted = {
        (translation.route.languages[0], translation.route.languages[-1], s.source, s.target)
        for translation in drafts
        for s in translation.segments
        if s.origin is not Origin.HUMAN
    }
    pairs = dict.fromkeys((entry.source_lang, entry.target_lang) for entry in entries)
    for pair in pairs:
        sources = [e.source for e in entries if (e.source_lang, e.target_lang) == pair]
        made = memory.machines(pair, sources)
        drafted |= {(*pair, source, target) for source in made for target in made[source]}
    return [
        entry
        for entry in entries
        if (entry.source_lang, entry.target_lang, entry.source, entry.target) not in drafted
    ]
