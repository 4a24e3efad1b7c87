"""The ordered rules that judge one piece at a time; the first that knows a piece decides.

The order matters: what a line *is* (a credit, a date, a byline) is asked before what it *says* (the
phrases of ``data/``), so that the metadata gets it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from translator.article import BlockKind, MarkKind
from translator.clean import labels
from translator.clean.normalise import letters
from translator.clean.phrases import Kind, Mode, bare, phrases, words
from translator.clean.pieces import (
    KEEP,
    Piece,
    Role,
    Verdict,
    ends_sentence,
    is_prose,
    is_whole_sentence,
    word_count,
)
from translator.clean.speech import (
    HOUSE,
    READER,
    has_verb,
    is_attributed,
    is_sentence,
    without_quotes,
)

_LONGEST_LABEL = 160  # characters of a line that a [start] phrase may open
_ALSO_NAMES = {"share", "navigation"}  # "Telegram" and "Kontakt" can be things written about
_MOSTLY_LINK = 0.5  # share of the text; chosen by reading, not swept
_SHORT_LINE = 90  # characters
_SHORTEST_TOLD = 4  # words of a sentence that begins like chrome
_LONGEST_HEADING = 80  # characters of one that opens a box or ends the article
_LONGEST_CAPTION = 280  # characters; longer text with a credit behind it is a paragraph
_LONG_TITLE = 20  # letters
_CRUMB_WORDS = 6  # of a breadcrumb before the headline
_NOTICE_WORDS = 3  # different words of notices
_NOTICE_SHARE = 0.07  # of all words
_ABOUT_DATA_SHARE = 0.3  # of the prose
_AUTHOR_WORDS = 14  # words; chosen by reading, not swept
_QUESTION_WORDS = 4  # words; chosen by reading, not swept
# What somebody says: a whole line in quotation marks, with the full stop of a sentence.
_SPEECH = re.compile(r"(?:[-–—] ?)?[„“”»«‚‘›‹\"'][^„“”»«]*[.!?…][“”«»’‘‹›\"']")
_FEW_LINKS = 0.3  # share of link text in a sentence that a section may hold
_WRITER = re.compile(r"autor|verfasser", re.IGNORECASE)
_WRITERS = re.compile(
    r"\w*(?:redakt|journalist|autor|korrespondent|kolumnist|reporter|volontär)\w*"
)
_WORD = re.compile(r"[^\W\d_][\w-]*")
_LONGEST_CALL = 240  # characters
_CHANNEL = re.compile(
    r"\b(?:unser(?:e[nmrs]?)?|our) (?:[\w-]+ ){0,2}?(?:[\w-]*(?:[Nn]ewsletter|[Kk]anal|[Kk]an\u00e4len|[Pp]odcast|[Cc]hannel|App))\b"
    r"|\b(?:uns|us) (?:auch |jetzt |gern )?(?:auf|bei|on) (?:X|WhatsApp|Telegram|Instagram|Facebook|TikTok|YouTube|Threads|Mastodon|Bluesky|LinkedIn|Google)\b"
)
_FOLLOW = re.compile(
    r"\b(?:abonnier|folg|verpass|meld|lad|hol|subscribe|follow|sign up|join)\w*", re.IGNORECASE
)
_COMMISSION = re.compile(r"\b(?:Provision|Vermittlungsprovision|Vergütung|commission)\b")
_SOLD_BY_LINK = re.compile(r"\b(?:Links?|Affiliate-Links?|links?)\b")
# Who signs in or agrees: the reader, whom the page addresses, or speaks for ("Ich stimme zu").
_SPOKEN = re.compile(
    rf"{READER.pattern}|{HOUSE.pattern}|\b(?:[Ii]ch|[Mm]eine[nmrs]?|[Ii]hre[nmrs]?|[Ss]ie|diese[rs]? (?:Web)?[Ss]\w+|I|my|this (?:site|website))\b",
    re.MULTILINE,
)
# What speaks of the page it stands on.
_OF_PAGE = re.compile(
    r"\b(?:dies\w*|der|die|das|this|the) (?:Artikel|Beitrag|Text|Seite|Thema|Video|Meldung|Post|Web\w+|E-?Mail|Kommentar\w*|article|post|story|page)",
    re.IGNORECASE,
)
# Who does what a phrase says, behind a verb that it ends with: Alle Artikel lesen die Schüler selbst.
_WHO_DOES = re.compile(r" (?:die|alle|beide|viele|manche|einige|mehrere|wenige|nur die) \w+ \w")
_YEAR = re.compile(r"1\d{3}|20\d{2}")
_CLOSING = "“”„\"»«’‘' "  # around a quotation
_ALL_LINK = 0.95  # share of the text; chosen by reading, not swept
_ARROW = re.compile(r"(?:>>|→|►|▶|➔|➜|☛)")
_POINTED = 0.2  # share of link text in a line behind an arrow
_SHORTEST_REPORT = 120  # characters of a text that tells of accounts, however it ends; not swept
_LONGEST_NOTICE = 1_200  # characters of a paragraph that an [opening] phrase may open


@dataclass(frozen=True, slots=True)
class Context:
    """What is known about the page while its pieces are judged."""

    title: str = ""
    author: str = ""  # the first one
    about_data: bool = False  # an article about data protection uses the words of notices
    asks: bool = False  # an interview: its questions speak to somebody else than the reader


Rule = Callable[[Piece, Context], Verdict | None]


def judge(piece: Piece, context: Context) -> Verdict:
    """Return the verdict of the first rule that knows ``piece``, or that it is body text."""
    if piece.kind is BlockKind.CODE:
        return KEEP
    for rule in RULES:
        verdict = rule(piece, context)
        if verdict is not None:
            return verdict
    return KEEP


def judge_below(piece: Piece, context: Context, *, in_text: bool) -> Verdict:
    """Return the verdict of ``judge``; below the first sentence a path is no breadcrumb.

    ``Einstellungen > System > Info`` names a way through menus. Breadcrumbs stand above the text,
    or are links.
    """
    verdict = judge(piece, context)
    path = verdict.rule == "breadcrumb" and labels.is_breadcrumb(piece.text)
    return KEEP if path and in_text and piece.links < _MOSTLY_LINK else verdict


def _says_title(piece: Piece, context: Context) -> bool:
    """Say whether a sentence of the article is what its headline quotes: an answer, a last line."""
    said = piece.kind is BlockKind.PARAGRAPH and piece.text.endswith((".", "!"))
    return said and context.title.rstrip(_CLOSING)[-1:].isalnum()


def _headline(piece: Piece, context: Context) -> Verdict | None:
    """The headline again, alone or behind a breadcrumb."""
    if not context.title:
        return None
    title, text = letters(context.title), letters(piece.text)
    if text == title and _says_title(piece, context):
        return None
    if text == title:
        return Verdict(Role.TITLE, "headline", "repeats the headline")
    extra = text.removesuffix(title)
    if (
        extra != text
        and len(title) >= _LONG_TITLE
        and word_count(piece.text) - word_count(context.title) <= _CRUMB_WORDS
        and not _leads_into(piece.text[: len(piece.text) - len(context.title)])
    ):
        return Verdict(Role.CHROME, "breadcrumb", "a path to the page with the headline behind it")
    return None


def _leads_into(text: str) -> bool:
    """Say whether words before the headline belong to it: ``Neues zur …`` is no breadcrumb."""
    said = _WORD.findall(text.casefold())
    return bool(said) and said[-1] in words("stopwords")


def _counter(piece: Piece, _: Context) -> Verdict | None:
    """A bare number; one with a full stop behind it is an answer, a year heads what happened."""
    if piece.kind is BlockKind.TABLE_ROW or piece.text.endswith("."):
        return None
    if _YEAR.fullmatch(piece.text):
        return None
    if labels.is_counter(piece.text):
        return Verdict(Role.CHROME, "counter", "a bare number, such as a count of comments")
    return None


def _date(piece: Piece, _: Context) -> Verdict | None:
    if piece.kind is BlockKind.HEADING and labels.is_bare_day(piece.text):
        return None
    if piece.kind is not BlockKind.TABLE_ROW and labels.is_date_line(piece.text):
        return Verdict(Role.DATE, "date", "a date line; kept in the metadata")
    return None


def _credit(piece: Piece, _: Context) -> Verdict | None:
    heading = piece.kind is BlockKind.HEADING and not labels.is_credit_list(piece.text)
    if not heading and labels.is_credit(piece.text):
        return Verdict(Role.CAPTION, "credit", "names whose picture it is")
    return None


def _byline(piece: Piece, _: Context) -> Verdict | None:
    if piece.kind is not BlockKind.HEADING and labels.byline(piece.text):
        return Verdict(Role.AUTHOR, "byline", "names the author; kept in the metadata")
    return None


def _sign_off(piece: Piece, _: Context) -> Verdict | None:
    if piece.kind is not BlockKind.TABLE_ROW and labels.is_sign_off(piece.text):
        return Verdict(Role.SOURCE, "sign-off", "an agency's or author's mark")
    return None


def _breadcrumb(piece: Piece, _: Context) -> Verdict | None:
    if piece.kind is BlockKind.PARAGRAPH and labels.is_breadcrumb(piece.text):
        return Verdict(Role.CHROME, "breadcrumb", "a path to the page")
    return None


def _link_line(piece: Piece, _: Context) -> Verdict | None:
    """A paragraph that is one link: a teaser or a button in the text, but no whole sentence.

    An arrow before a linked line points elsewhere whatever it says.
    """
    pointed = bool(_ARROW.match(piece.text)) and piece.links > _POINTED
    if piece.kind is BlockKind.PARAGRAPH and pointed and len(piece.text) <= _LONGEST_LABEL:
        return Verdict(Role.CHROME, "link-line", "a line that points elsewhere")
    if (
        piece.kind is BlockKind.PARAGRAPH
        and piece.links > _ALL_LINK
        and len(piece.text) <= _LONGEST_LABEL
        and not (is_whole_sentence(piece.text) or _opens_answer(piece))
    ):
        return Verdict(Role.CHROME, "link-line", "a line that is nothing but a link")
    return None


def _opens_answer(piece: Piece) -> bool:
    """Say whether a question is a link that leads nowhere: it opens what stands below it."""
    links = [mark.href for mark in piece.marks if mark.kind is MarkKind.LINK]
    return piece.text.endswith("?") and bool(links) and all(href.startswith("#") for href in links)


def _phrase(piece: Piece, context: Context) -> Verdict | None:
    """A phrase that news sites say around articles; see ``data/``."""
    if context.asks and is_question(piece):
        return None
    if piece.kind is BlockKind.HEADING and phrases(Mode.SECTION).find(piece.text):
        return None  # what it heads says whether it is the article's
    found = known_phrase(piece)
    if found is None or (found.rule in _ALSO_NAMES and _stands_in_list(piece)):
        return None
    role = Role.SOURCE if found.rule == "source" else Role.CHROME
    return Verdict(role, found.rule, found.reason)


def _own_channel(piece: Piece, context: Context) -> Verdict | None:
    """A house's own channel or newsletter that it asks its readers to follow, or how it earns by links."""
    text = without_quotes(piece.text)
    if len(text) > _LONGEST_CALL or context.asks or is_attributed(piece.text):
        return None
    if not HOUSE.search(text):
        return None
    if _COMMISSION.search(text) and _SOLD_BY_LINK.search(text):
        return Verdict(Role.CHROME, "advertising", "says that the house earns by links")
    if READER.search(text) and _CHANNEL.search(text) and _FOLLOW.search(text):
        return Verdict(Role.CHROME, "newsletter", "an invitation to follow a channel of the house")
    return None


def is_question(piece: Piece) -> bool:
    """Say whether a piece is a question of several words, and no link."""
    return (
        piece.text.rstrip('“”»«"').endswith("?")
        and piece.links == 0
        and word_count(piece.text) >= _QUESTION_WORDS
    )


def _stands_in_list(piece: Piece) -> bool:
    """Say whether a page shows a name as an item or heading of its own and not as a link."""
    in_page = piece.place.element is not None
    return in_page and piece.kind in {BlockKind.LIST_ITEM, BlockKind.HEADING} and piece.links == 0


def known_phrase(piece: Piece) -> Kind | None:
    """Return the kind of chrome whose phrase ``piece`` is or starts with."""
    text = piece.text
    if len(text) > _LONGEST_NOTICE or _SPEECH.fullmatch(text):
        return None
    found = None
    if len(text) <= _LONGEST_LABEL:
        found = phrases(Mode.LINE).find(text)
        if found is None and (
            not is_prose(text) or piece.links > _MOSTLY_LINK or len(text) < _SHORT_LINE
        ):
            found, rest = phrases(Mode.START).match(text)
            if found and _is_told(piece, found, rest):
                found = None
    if found is None and not is_attributed(text):
        found = phrases(Mode.OPENING).find(text)
    return found


def _is_told(piece: Piece, kind: Kind, rest: str) -> bool:
    """Say whether a sentence only begins like chrome: somebody said it, or it is of something else.

    ``Jede Spende zählt, sagte der Pfarrer.`` ``Täglich die wichtigsten Vitamine liefert Gemüse.``
    """
    text = piece.text
    if piece.links > _MOSTLY_LINK or not (is_sentence(text) or _tells(text)):
        return False
    if is_attributed(text) or not kind.is_said_in(text):
        return True
    # The phrase itself says it, but is the beginning of a sentence about something else.
    spoken = READER.search(text) or HOUSE.search(text) or _OF_PAGE.search(text)
    told = has_verb(rest) or bool(_WHO_DOES.match(rest))
    return told and not (spoken or kind.is_said_in(rest))


def _tells(text: str) -> bool:
    """Say whether a short text with a full stop says more than names and function words."""
    if not ends_sentence(text) or not text.endswith(".") or word_count(text) < _SHORTEST_TOLD:
        return False
    known = words("stopwords")
    return any(word.islower() and word not in known for word in _WORD.findall(text))


def _caption(piece: Piece, _: Context) -> Verdict | None:
    """A line with a picture credit at its end."""
    if piece.kind in {BlockKind.HEADING, BlockKind.TABLE_ROW}:
        return None
    caption, credit = labels.split_credit(piece.text)
    if credit and len(caption) <= _LONGEST_CAPTION and (caption or not is_prose(piece.text)):
        return Verdict(Role.CAPTION, "caption", "describes a picture")
    return None


def _notice(piece: Piece, context: Context) -> Verdict | None:
    """A paragraph made of the words of cookie banners, forms and subscriptions.

    What is quoted is not the page's own notice, and a sentence that addresses nobody tells of one.
    """
    text = without_quotes(piece.text)
    if context.about_data or not is_notice(text) or is_attributed(piece.text):
        return None
    tells = is_whole_sentence(text) or (is_prose(text) and len(text) >= _SHORTEST_REPORT)
    if not tells or _SPOKEN.search(text):
        return Verdict(Role.CHROME, "notice", "speaks of cookies, accounts or subscriptions")
    return None


def _about_author(piece: Piece, context: Context) -> Verdict | None:
    """A note on the author: starts with the name in the byline and says what authors do."""
    name = context.author.casefold()
    text = piece.text.casefold()
    if not name or not text.startswith(name) or len(text) > _LONGEST_NOTICE:
        return None
    rest = _WORD.findall(text[len(name) :])[:_AUTHOR_WORDS]
    if text == name or any(word in words("author_words") for word in rest):
        return Verdict(Role.CHROME, "author-box", "describes the author, not the subject")
    return None


def is_about_data(pieces: Iterable[Piece]) -> bool:
    """Say whether the words of notices run through an article, because it is about them."""
    prose = [piece.text for piece in pieces if is_prose(piece.text)]
    notices = [text for text in prose if is_notice(text)]
    return sum(map(len, notices)) > _ABOUT_DATA_SHARE * sum(map(len, prose))


@lru_cache(maxsize=2048)
def is_notice(text: str) -> bool:
    """Say whether the vocabulary of consent and accounts makes up much of a text."""
    known = words("consent_words")
    said = _WORD.findall(text.casefold())
    if len(known.intersection(said)) < _NOTICE_WORDS:
        return False
    return sum(word in known for word in said) >= _NOTICE_SHARE * len(said)


RULES: tuple[Rule, ...] = (
    _headline,
    _counter,
    _date,
    _credit,
    _byline,
    _sign_off,
    _phrase,
    _own_channel,
    _about_author,
    _notice,
    _caption,
    _link_line,
    _breadcrumb,
)


def opens_box(piece: Piece, below: Sequence[Piece] = ()) -> Kind | None:
    """Return the kind of box that a heading or label opens, or ``None``.

    ``below`` is what stands there, where that is known: see ``heads_text``.
    """
    if len(piece.text) > _LONGEST_HEADING or not bare(piece.text) or heads_text(piece, below):
        return None
    return phrases(Mode.BOX).find(piece.text) or phrases(Mode.SECTION).find(piece.text)


def heads_text(heading: Piece, below: Sequence[Piece], author: str = "") -> bool:
    """Say whether a heading that may also be the article's heads sentences, and no links or teasers.

    ``below`` is what stands in its box. What it says of ``author``, or of a writer, is a note on who
    wrote the article.
    """
    kind = phrases(Mode.SECTION).find(heading.text)
    own = [piece for piece in below if piece.links < _FEW_LINKS and is_whole_sentence(piece.text)]
    if kind is None or not own or any(map(_is_teaser, below)):
        return False
    first = own[0].text.casefold()
    if author and author.casefold() in first:
        return False
    return not (_WRITER.search(heading.text) and is_of_writer(own[0]))


def is_of_writer(piece: Piece) -> bool:
    """Say whether a text begins with what a writer is: editor, journalist, author."""
    said = _WORD.findall(piece.text.casefold())[:_AUTHOR_WORDS]
    return any(map(_WRITERS.fullmatch, said))


def _is_teaser(piece: Piece) -> bool:
    """Say whether a piece is the heading, the link or the beginning of another article."""
    starts = any(mark.kind is MarkKind.LINK and mark.start == 0 for mark in piece.marks)
    return (
        starts
        or piece.kind is BlockKind.HEADING
        or piece.links > _MOSTLY_LINK
        or piece.text.endswith(("…", "..."))
    )


def ends_article(piece: Piece) -> Kind | None:
    """Return the kind of the heading after which no article text comes, or ``None``."""
    if len(piece.text) > _LONGEST_HEADING:
        return None
    return phrases(Mode.END).find(piece.text)
