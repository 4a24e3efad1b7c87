"""What a chat model says in place of a translation, or around it."""

from __future__ import annotations

from collections.abc import Iterator

from translator.article import Finding, Severity, Translation
from translator.check.segments import placed_segments, source_lang, target_lang
from translator.glossary.concept import Glossary
from translator.language.data import language


def refusals(translation: Translation, glossary: Glossary) -> Iterator[Finding]:
    """Find refusals, and words of a chat model about its translation, that the source does not have."""
    del glossary
    ours = language(source_lang(translation)).chat
    # A model refuses in the language it is asked for, or in English.
    theirs = [language(lang).chat for lang in dict.fromkeys((target_lang(translation), "en"))]
    for placed in placed_segments(translation):
        source, target = placed.segment.source, placed.segment.target
        for name, message in (("refusal", "a model refuses"), ("around", "a model talks of it")):
            if getattr(ours, name).search(source):
                continue
            said = next((m for chat in theirs if (m := getattr(chat, name).search(target))), None)
            if said:
                yield placed.finding("refusals", f'{message}: "{said[0].strip()}"', Severity.ERROR)
                break
