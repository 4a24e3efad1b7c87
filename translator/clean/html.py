"""Articles in saved web pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from translator.article import Article, BlockKind, Document, Image, Metadata
from translator.clean.addresses import picture_address
from translator.clean.byline import searched_date
from translator.clean.cut import cut_of, next_page_of
from translator.clean.headline import metadata_of
from translator.clean.main_content import find_main
from translator.clean.not_article import require_article
from translator.clean.outcome import Outcome, article, with_days, without_duplicates
from translator.clean.page import pieces_of
from translator.clean.parse import drop_head, parse
from translator.clean.pieces import Piece, Role, Verdict, ends_sentence, is_prose
from translator.clean.rules import Context, is_about_data, judge
from translator.clean.sites import dropped_pieces, kept_pieces, site_rules
from translator.clean.standfirst import find_lead, headline_index, is_caption
from translator.clean.structured import Structured, structured
from translator.clean.surroundings import judge_places, stands_in_chrome
from translator.errors import CleanError
from translator.settings import SiteRules

_OUTSIDE = Verdict(Role.CHROME, "outside", "stands outside the article: menus, teasers, footers")
_HEADLINE = Verdict(Role.TITLE, "headline", "the headline that readers see")
_ABOVE = Verdict(Role.CHROME, "above", "stands above the headline")
_CAPTION = Verdict(Role.CAPTION, "caption", "describes a picture")
_SHORTEST_ARTICLE = 100  # characters, where no sentence is long enough to be told as prose
_HEADER_PIECES = 12  # below the first sentence that may still be byline, date, share bar
_LABEL_WORDS = 3
_SAME_HEADLINE = 0.6  # of the words
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
    facts = structured(root)
    pieces = pieces_of(root)
    metadata = metadata_of(root, pieces, facts, document.url)
    if not (metadata.date or document.date):
        metadata = replace(metadata, date=searched_date(document.text, pieces))
    following = next_page_of(root)
    drop_head(root)
    rules = site_rules(metadata.url, sites)
    dropped = dropped_pieces(root, pieces, rules)
    votes = kept_pieces(root, pieces, rules) or find_main(root, pieces)
    votes = [voted and index not in dropped for index, voted in enumerate(votes)]
    judged = _judge(pieces, votes, dropped, metadata, facts)
    require_article(document.name, metadata.title, judged)
    text = [piece.text for piece, verdict in judged if verdict.role in {Role.BODY, Role.LEAD}]
    if not any(map(is_prose, text)) and sum(map(len, text)) < _SHORTEST_ARTICLE:
        raise CleanError(
            "no article found",
            path=document.name,
            hint="save the page after it has loaded, or name the article with a keep rule",
        )
    outcome = _outcome(with_days(judged))
    _complete_images(outcome, facts, metadata.url)
    return article(metadata, outcome, cut_of(judged, metadata.url, following, free=facts.free))


def _judge(
    pieces: Sequence[Piece],
    votes: Sequence[bool],
    dropped: Mapping[int, Verdict],
    metadata: Metadata,
    facts: Structured,
) -> list[tuple[Piece, Verdict]]:
    """Judge every piece of the page."""
    body = [index for index, voted in enumerate(votes) if voted]
    context = Context(
        title=metadata.title,
        author=metadata.author.split(",")[0].strip(),
        about_data=is_about_data(pieces[index] for index in body),
    )
    prose = next((index for index in body if is_prose(pieces[index].text)), -1)
    titles = (metadata.title, facts.headline, facts.meta.get("og:title", ""))
    headline = headline_index(pieces, prose if prose >= 0 else body[0], titles) if body else -1
    lead = find_lead(pieces, votes, headline, facts, context.author)
    places = judge_places(pieces, votes)
    judged: list[tuple[Piece, Verdict]] = []
    for index, (piece, voted) in enumerate(zip(pieces, votes, strict=True)):
        beside = bool(body) and headline <= index <= body[-1]
        if index in dropped:
            verdict = dropped[index]
        elif index == lead:
            verdict = Verdict(Role.LEAD)
        elif (voted or (beside and not stands_in_chrome(piece))) and is_caption(piece):
            verdict = _CAPTION
        elif voted:
            verdict = judge(piece, context)
            if verdict.role is Role.BODY:
                verdict = places.get(index, verdict)
            if verdict.role is Role.BODY and index < prose:
                verdict = _above_article(piece, metadata.title) or verdict
            if verdict.role is Role.BODY and index <= headline:
                verdict = _HEADLINE if index == headline else _ABOVE
        else:
            verdict = (
                judge(piece, context) if headline <= index < prose + _HEADER_PIECES else _OUTSIDE
            )
            verdict = verdict if verdict.role in _KNOWN else _OUTSIDE
        judged.append((piece, verdict))
    return without_duplicates(judged)


def _above_article(piece: Piece, title: str) -> Verdict | None:
    """Return the verdict on a short piece above the first sentence, if it is not the article's."""
    words = set(piece.text.casefold().split())
    if piece.kind is BlockKind.HEADING:
        shared = len(words.intersection(title.casefold().split()))
        if shared >= _SAME_HEADLINE * len(words):
            return Verdict(Role.TITLE, "headline", "says the headline in other words")
    elif len(words) <= _LABEL_WORDS and not ends_sentence(piece.text):
        return Verdict(Role.CHROME, "label", "a label above the article")
    return None


def _outcome(judged: Sequence[tuple[Piece, Verdict]]) -> Outcome:
    """Collect what becomes of the pieces; what stands outside is recorded in runs."""
    outcome = Outcome()
    for outside, run in groupby(judged, key=lambda item: item[1] is _OUTSIDE):
        if outside:
            outcome.drop(Piece("\n".join(piece.text for piece, _ in run)), _OUTSIDE)
            continue
        for piece, verdict in run:
            outcome.take(piece, verdict)
    return outcome


def _complete_images(outcome: Outcome, facts: Structured, url: str) -> None:
    """Make addresses absolute; where no figure has one, use the picture the page names itself."""
    images = [replace(image, url=picture_address(image.url, url)) for image in outcome.images]
    named, caption, credit = next(iter(facts.images), (facts.meta.get("og:image", ""), "", ""))
    address = picture_address(named, url)
    if address and not any(image.url for image in images):
        if images and not caption:
            images[0] = replace(images[0], url=address)
        else:
            images.insert(0, Image(address, caption, credit))
    outcome.images = images
