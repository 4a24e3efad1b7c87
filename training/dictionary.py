"""The bilingual dictionary of ``translator/language/bilingual.py``: German words, and what English calls them.

Reads the Ding dictionary of TU Chemnitz (GPL-2.0-or-later, Debian's package ``trans-de-en``), whose
entries the starter is trained on, too. Its lines are ``Hund {m} [zool.] | Hunde {pl} :: dog; hound | dogs;
hounds``: forms divided by bars, names of one form by semicolons, remarks in brackets. Kept are nouns, adjectives
and verbs of one word that the table of words hardly has, for no others are looked up. The same file gives the
same bytes.
"""

from __future__ import annotations

import argparse
import gzip
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import zip_longest
from pathlib import Path

from translator.translate.rare_words import RARE
from translator.translate.word_table import word_table

DING = Path("/usr/share/trans/de-en")
_REMARK = re.compile(r"\{[^}]*\}|\[[^\]]*\]|\([^)]*\)|<[^>]*>|/[^/ ]*/|[\"”„“]")
_NOUN = re.compile(r"\{(?:[mfn](?:[,/][mfn])*|pl|no sing|no pl)\b")
_GERMAN = re.compile(r"[A-ZÄÖÜ][A-Za-zÄÖÜäöüß-]{3,59}|[a-zäöüß]{5,60}")
_ENGLISH = re.compile(r"(?:to )?[A-Za-z][A-Za-z'-]*(?: [A-Za-z'-]+){0,2}")
_ARTICLE = re.compile(r"^(?:the|an?) ")
_ABOUT_SOMEONE = re.compile(r"\b(?:sb|sth|oneself|somebody|something)\b")
# Letters in which spellings of one word differ: isation, colour, centre, traveller.
_VARIANT = re.compile(r"[u' -]|(?<=l)l|e(?=r$)|(?<=r)e$")
_MOST = 16  # names of a word


def entries(lines: Iterable[str]) -> dict[str, list[str]]:
    """Return what the lines of a dictionary have for German words, in their order."""
    found: defaultdict[str, list[list[str]]] = defaultdict(list)
    for line in lines:
        german, cut, english = line.rstrip("\n").partition(" :: ")
        sides = [side.split(" | ") for side in (german, english)]
        if not cut or line.startswith("#") or len(sides[0]) != len(sides[1]):
            continue
        for ours, theirs in zip(*sides, strict=True):
            names = list(_names(theirs))
            noun = _NOUN.search(ours)
            for word in map(_bare, ours.split(";")):
                if names and _GERMAN.fullmatch(word) and (noun or word[0].islower()):
                    found[word].append(names)
    return {word: _in_order(senses)[:_MOST] for word, senses in found.items()}


def _in_order(senses: Iterable[list[str]]) -> list[str]:
    """Return the first name of every sense and number (resident, residents), then the second ones, and so on.

    Other spellings of earlier ones come behind all others: fertilisation.
    """
    names = [name for some in zip_longest(*senses) for name in some if name]
    names = list(dict.fromkeys(names))
    spelled: dict[str, str] = {}
    for name in names:
        spelled.setdefault(_VARIANT.sub("", name.replace("is", "iz")), name)
    first = set(spelled.values())
    return sorted(names, key=lambda name: name not in first)


def _names(text: str) -> Iterator[str]:
    for part in text.split(";"):
        name = _ARTICLE.sub("", _bare(part))
        if _ENGLISH.fullmatch(name) and not _ABOUT_SOMEONE.search(name):
            yield name


def _bare(text: str) -> str:
    return " ".join(_REMARK.sub(" ", text).split()).strip(" .,!")


def write(path: Path, found: dict[str, list[str]]) -> None:
    """Write a line for each word, in order: the word, then its names behind tabs."""
    text = "".join("\t".join((word, *found[word])) + "\n" for word in sorted(found))
    with path.open("wb") as file, gzip.GzipFile("", "wb", 9, file, mtime=0) as packed:
        packed.write(text.encode())


def main() -> None:
    """Write the dictionary of German and English."""
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("--ding", type=Path, default=DING, help="its file (apt install trans-de-en)")
    asked.add_argument("--to", type=Path, default=Path("translator/language/de_en.words.gz"))
    given = asked.parse_args()
    table = word_table("de", "en")
    assert table is not None
    with given.ding.open(encoding="utf-8") as lines:
        found = entries(lines)
    rare = {w: names for w, names in found.items() if table.count(w.casefold(), "de") < RARE}
    write(given.to, rare)
    print(f"{len(rare):,} of {len(found):,} words, {given.to.stat().st_size:,} bytes: {given.to}")


if __name__ == "__main__":
    main()
