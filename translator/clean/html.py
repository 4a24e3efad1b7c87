"""Articles in saved web pages."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from translator.article import Article, BlockKind, Document, Metadata
from translator.clean.assemble import assemble
from translator.clean.belonging import (
    densest,
    in_own_element,
    with_opening,
    with_same_elements,
    with_same_form,
    with_stated,
    with_what_stands_between,
    with_whole_tables,
)
from translator.clean.below_text import below_text
from translator.clean.byline import searched_date
from translator.clean.captions import with_captions
from translator.clean.cut import cut_of, next_page_of
from translator.clean.endings import without_endings
from translator.clean.fact_lists import in_lists_of_facts, with_linked_lines, with_sources
from translator.clean.headline import base_address, metadata_of
from translator.clean.labels import dated_name, interviewer, is_life, is_stamped_byline
from translator.clean.link_addresses import absolute, host_of
from translator.clean.main_content import find_main
from translator.clean.not_article import require_article
from translator.clean.outcome import Outcome, article, with_days
from translator.clean.own_boxes import with_own_boxes
from translator.clean.page import Reading, read
from translator.clean.page_state import stated_article
from translator.clean.parse import Trees, grow, grown, parse
from translator.clean.part_authors import names_of_parts
from translator.clean.people import houses_of
from translator.clean.pictures import is_linked
from translator.clean.pieces import (
    KEEP,
    OUTSIDE,
    MediumKind,
    Piece,
    Role,
    Verdict,
    ends_sentence,
    heads_paragraph,
    is_prose,
    word_count,
)
from translator.clean.pleas import without_pleas
from translator.clean.published import published_blocks
from translator.clean.repetitions import without_duplicates
from translator.clean.rules import Context, is_about_data, is_question, judge, judge_below
from translator.clean.sites import dropped_pieces, kept_pieces, site_rules
from translator.clean.standfirst import find_lead, headline_index, is_caption, says_again
from translator.clean.structured import Structured, structured
from translator.clean.surroundings import judge_places, passages_in_text, stands_in_chrome
from translator.errors import CleanError
from translator.load.sniff import is_sealed
from translator.settings import SiteRules

# Höhe: 41 Meter; Höhe: 41 m; 4 Eier
_FACT = re.compile(r"\w: \d\S* (?:[^\W\d]{2,}|[%°€mgl]$)|^\d+(?:[.,]\d+)? [^\W\d]")
_HEADLINE = Verdict(Role.TITLE, "headline", "the headline that readers see")
_ABOVE = Verdict(Role.CHROME, "above", "stands above the headline")
_CAPTION = Verdict(Role.CAPTION, "caption", "describes a picture")
_SHORTEST_NOTE = 40  # characters in the page's own article element; not swept
_SHORTEST_ARTICLE = 100  # characters, where no sentence is long enough to be told as prose
_HEADER_PIECES = 12  # below the first sentence that may still be byline, date, share bar
_LABEL_WORDS = 3  # words; chosen by reading, not swept
_INTERVIEW = 4  # questions
_SAME_HEADLINE = 0.6  # of the words
_HEADLINE_WORDS = 2  # a heading of one word names a part of the article
_KNOWN = {Role.CHROME, Role.AUTHOR, Role.DATE}


def clean_html(document: Document, sites: Sequence[SiteRules] = ()) -> Article:
    """Return the article in a web page.

    Raises:
        CleanError: the page holds no article text.
        UsageError: a selector in the site's rules is not CSS.
    """
    root = parse(document.text)
    if root is None:
        raise CleanError("no article found", path=document.name, hint="the page is empty")
    facts, following, base = structured(root), next_page_of(root), base_address(root)
    with grown(root) as trees:
        return _article(document, trees, facts, following, base, sites)


def _article(
    document: Document,
    trees: Trees,
    facts: Structured,
    following: str,
    base: str,
    sites: Sequence[SiteRules],
) -> Article:
    reading = read(trees.soup)
    pieces = reading.pieces
    metadata = metadata_of(trees.soup, pieces, facts, document.url)
    if is_sealed(document.text):
        blocks, removed = published_blocks(reading)
        return article(metadata, Outcome(blocks=blocks, removed=removed))
    if not (metadata.date or document.date):
        metadata = replace(metadata, date=searched_date(document.text, pieces))
    base = absolute(base, metadata.url) or metadata.url
    rules = site_rules(metadata.url, sites)
    for least, read_so, found, dropped in _attempts(
        document, trees, reading, facts, rules, metadata.title
    ):
        votes = [voted and index not in dropped for index, voted in enumerate(found)]
        judged = _judge(read_so, votes, dropped, metadata, facts)
        if read_so is reading:
            require_article(document.name, metadata.title, judged)
        if _is_article(judged, least):
            cut = cut_of(judged, metadata.url, following, free=facts.free)
            captioned, media = with_captions(
                with_sources(with_days(judged)), read_so.media, metadata.author.split(", "), base
            )
            outcome = assemble(captioned, media, facts, base)
            return article(metadata, outcome, cut)
    raise CleanError(
        "no article found",
        path=document.name,
        hint="save the page after it has loaded, or name the article with a keep rule",
    )


def _attempts(
    document: Document,
    trees: Trees,
    reading: Reading,
    facts: Structured,
    rules: SiteRules | None,
    title: str,
) -> Iterator[tuple[int, Reading, list[bool], Mapping[int, Verdict]]]:
    """Yield readings of a page, the likeliest first: which pieces may be its article, which not.

    Each comes with the characters it needs where nothing in it is long enough for running text.
    What no browser shows comes late: text that a script would have shown, the body that the page
    states for machines, and the one in the state of its scripts. Last comes whatever short text
    stands in the page's own article element.
    """
    pieces = reading.pieces
    dropped = dropped_pieces(trees.soup, pieces, rules)
    kept = kept_pieces(trees.soup, pieces, rules)
    if kept is None:
        kept = with_stated(pieces, with_same_elements(pieces, find_main(trees, pieces)), facts.body)
        kept = with_whole_tables(pieces, with_opening(pieces, kept))
        kept = with_same_form(pieces, kept)
        kept = with_own_boxes(pieces, with_what_stands_between(pieces, kept))
        passages = passages_in_text(pieces, kept)
        kept = [voted or index in passages for index, voted in enumerate(kept)]
        below = below_text(pieces, kept)
        kept = [voted or index in below for index, voted in enumerate(kept)]
    yield _SHORTEST_ARTICLE, reading, kept, dropped
    unveiled = read(trees.soup, hidden=True)
    hidden = dropped_pieces(trees.soup, unveiled.pieces, rules)
    own = in_own_element(unveiled.pieces)
    shown = [one or other for one, other in zip(densest(unveiled.pieces), own, strict=True)]
    yield _SHORTEST_ARTICLE, unveiled, shown, hidden
    for stated in _stated(facts, document, title):
        root = parse(stated) if stated.strip() else None
        if root is not None:
            told = read(grow(root).soup)
            yield _SHORTEST_ARTICLE, told, [True] * len(told.pieces), {}
    yield _SHORTEST_NOTE, reading, in_own_element(pieces), dropped


def _stated(facts: Structured, document: Document, title: str) -> Iterator[str]:
    yield facts.body
    yield stated_article(parse(document.text), title)


def _is_article(judged: Sequence[tuple[Piece, Verdict]], least: int) -> bool:
    """Say whether running text was kept, or ``least`` characters of any text."""
    text = [piece.text for piece, verdict in judged if verdict.role in {Role.BODY, Role.LEAD}]
    return any(map(is_prose, text)) or sum(map(len, text)) >= least


def _judge(
    reading: Reading,
    votes: Sequence[bool],
    dropped: Mapping[int, Verdict],
    metadata: Metadata,
    facts: Structured,
) -> list[tuple[Piece, Verdict]]:
    """Judge every piece of the page."""
    pieces = reading.pieces
    body = [index for index, voted in enumerate(votes) if voted]
    context = _context(metadata, [pieces[index] for index in body])
    prose = next(
        (i for i in body if is_prose(text := pieces[i].text) and not interviewer(text)), -1
    )
    titles = (metadata.title, facts.headline, facts.meta.get("og:title", ""))
    headline = headline_index(pieces, _first_paragraph(pieces, body), titles) if body else -1
    lead = find_lead(pieces, votes, headline, facts, context.author)
    below = below_text(pieces, votes)
    places = judge_places(pieces, votes, context.author, below)
    parts = names_of_parts(pieces, votes)
    told = in_lists_of_facts(pieces) | parts.keys()
    points = _points(pieces[: max(prose, 0)])
    judged: list[tuple[Piece, Verdict]] = []
    for index, (piece, voted) in enumerate(zip(pieces, votes, strict=True)):
        inside = bool(body) and headline <= index <= body[-1]
        if index in dropped:
            verdict = dropped[index]
        elif index == lead:
            verdict = Verdict(Role.LEAD)
        elif (voted or (inside and not stands_in_chrome(piece))) and is_caption(piece):
            verdict = _CAPTION
        elif voted or index in parts:
            verdict = KEEP if index in told else judge_below(piece, context, in_text=index > prose)
            if verdict.role is Role.BODY:
                verdict = places.get(index, verdict)
            if verdict.role is Role.BODY and index < prose and not (parts or index in points):
                verdict = _above_article(piece, metadata.title, pieces[index + 1]) or verdict
            if verdict.role is Role.BODY and index <= headline:
                verdict = _HEADLINE if index == headline else _ABOVE
            if verdict.role is Role.BODY and index < lead:
                verdict = _HEADLINE if says_again(piece, titles) else verdict
        else:
            near = headline < index < prose + _HEADER_PIECES
            verdict = _HEADLINE if index == headline else _beside(piece, context, near=near)
        judged.append((piece, verdict))
    houses = houses_of(host_of(metadata.url), facts.publisher, facts.meta.get("og:site_name", ""))
    asked = without_pleas(without_duplicates(with_linked_lines(judged)), metadata.title)
    return without_endings(asked, houses, _pictured(reading), below)


def _context(metadata: Metadata, body: Sequence[Piece]) -> Context:
    """Return what is known of a page from its metadata and the candidates for its text."""
    return Context(
        title=metadata.title,
        author=metadata.author.split(",")[0].strip(),
        about_data=is_about_data(body),
        asks=sum(map(is_question, body)) >= _INTERVIEW,
    )


def _pictured(reading: Reading) -> set[int]:
    """Return the indices of the pieces that stand right below a picture or a film."""
    return {
        medium.before
        for medium in reading.media
        if medium.kind is not MediumKind.HIDDEN and not is_linked(medium)
    }


def _beside(piece: Piece, context: Context, *, near: bool) -> Verdict:
    """Return the verdict on a piece that is no candidate: near the headline it may be byline or date."""
    verdict = judge(piece, context) if near else OUTSIDE
    return verdict if verdict.role in _KNOWN else OUTSIDE


def _first_paragraph(pieces: Sequence[Piece], body: Sequence[int]) -> int:
    """Return the index of the first running text of the body, below slogans and lines of forms."""
    prose = [index for index in body if is_prose(pieces[index].text)]
    long = (index for index in prose if len(pieces[index].text) >= _SHORTEST_ARTICLE)
    return next(long, next(iter(prose or body)))


def _points(above: Sequence[Piece]) -> set[int]:
    """Return the items above the first sentence of lists of which one says more than a label."""
    lists: dict[int, set[int]] = defaultdict(set)
    for index, piece in enumerate(above):
        if piece.kind is BlockKind.LIST_ITEM and not piece.links and piece.place.parent:
            lists[piece.place.parent.number].add(index)
    return {
        index
        for items in lists.values()
        if any(word_count(above[i].text) > _LABEL_WORDS for i in items)
        for index in items
    }


def _above_article(piece: Piece, title: str, below: Piece) -> Verdict | None:
    """Return the verdict on a short piece above the first sentence, if it is not the article's.

    The bold first line of the paragraph ``below`` is.
    """
    words = set(piece.text.casefold().split())
    if is_life(piece.text):
        return None
    if interviewer(piece.text) or dated_name(piece.text):
        return Verdict(Role.AUTHOR, "byline", "names the author; kept in the metadata")
    if piece.kind is BlockKind.HEADING:
        if is_stamped_byline(piece.text):
            return Verdict(Role.DATE, "date", "a date line; kept in the metadata")
        shared = len(words.intersection(title.casefold().split()))
        if len(words) >= _HEADLINE_WORDS and shared >= _SAME_HEADLINE * len(words):
            return Verdict(Role.TITLE, "headline", "says the headline in other words")
    elif (
        piece.kind is not BlockKind.TABLE_ROW
        and not (heads_paragraph(piece) and below.place is piece.place and is_prose(below.text))
        and len(words) <= _LABEL_WORDS
        and not (ends_sentence(piece.text) or piece.text[-1] == "," or _FACT.search(piece.text))
    ):
        return Verdict(Role.CHROME, "label", "a label above the article")
    return None
