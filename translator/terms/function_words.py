"""Words whose rendering hangs on the words around them, so that no entry can prescribe it."""

from __future__ import annotations

import re

# Articles, pronouns, prepositions, conjunctions, auxiliaries and particles.
_GERMAN = re.compile(
    r"aber|alle[mnrs]?|allein|als|also|am|an|ander[emnrs]+|ans|auch|auf|aufs|aus|bei|beim|bin|bis"
    r"|bist|bloß|da|dabei|dadurch|dafür|dagegen|daher|damit|dann|daran|darauf|darin|darum|darüber"
    r"|das|dass|davon|dazu|dem|den|denen|denn|der|deren|des|dessen|deshalb|die|dies|diese[mnrs]?"
    r"|doch|dort|du|durch|dürfen|eben|ein|eine[mnrs]?|einige[mnrs]?|er|es|etwa|euch|für|gegen"
    r"|gern|haben|hat|hatte|hier|hin|hinter|ich|ihm|ihn|ihnen|ihr|ihre[mnrs]?|im|immer|in|ins|ist"
    r"|ja|jede[mnrs]?|jedoch|jene[mnrs]?|jetzt|kann|kein|keine[mnrs]?|können|könnte|lassen|mal|man"
    r"|mehr|mein|meine[mnrs]?|mich|mir|mit|mögen|muss|müssen|nach|neben|nicht|noch|nun|nur|ob"
    r"|oder|ohne|schon|sehr|sein|seine[mnrs]?|seit|selbst|sich|sie|sind|so|solche[mnrs]?|soll"
    r"|sollen|sollte|sondern|über|um|und|uns|unser|unsere[mnrs]?|unter|viel|vom|von|vor|wann|war"
    r"|waren|warum|was|weil|welche[mnrs]?|wenn|wer|werden|wie|wieder|will|wir|wird|wo|wollen|wurde"
    r"|wurden|während|zu|zum|zur|zwar|zwischen"
)
_ENGLISH = re.compile(
    r"an?|and|are|as|at|be|been|but|by|can|could|did|do|does|for|from|had|has|have|he|her|his|i|if"
    r"|in|into|is|it|its|may|might|must|no|not|of|on|or|our|shall|she|should|so|some|than|that|the"
    r"|their|them|then|there|these|they|this|those|to|was|we|were|what|when|which|who|whom|will"
    r"|with|would|you|your"
)
_WORDS = {"de": _GERMAN, "en": _ENGLISH}


def is_function_word(form: str, lang: str) -> bool:
    """Say whether a form is one word of the closed classes, in any casing but ALL CAPS."""
    words = _WORDS.get(lang)
    if words is None or (form.isupper() and len(form) > 1):
        return False
    return words.fullmatch(form.casefold()) is not None
