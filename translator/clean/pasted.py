"""Articles copied from a page as text: no markup, only lines.

What a line is follows from its words (the rules and phrases of this package), from its place — the
article is where running prose is densest — and from its neighbours: the headline comes twice, a
box of teasers follows its heading, a sentence goes on below an advertisement.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from translator.article import Article, BlockKind, Document, Metadata
from translator.clean.cut import cut_of
from translator.clean.fact_lists import in_lists_of_facts, rows_of_figures, with_sources
from translator.clean.headline import printed_metadata
from translator.clean.interruptions import without_interruptions
from translator.clean.labels import is_counter
from translator.clean.last_lines import closes_letter, is_fact, opens_letter, with_last_lines
from translator.clean.line_features import is_long, is_subheading
from translator.clean.line_roles import as_headings, with_lead, with_masthead
from translator.clean.masthead import (
    author_lines,
    date_line,
    find_headline,
    may_be_lead,
    nearest_title,
)
from translator.clean.not_article import require_article
from translator.clean.outcome import Outcome, article, with_days
from translator.clean.part_authors import lines_of_parts
from translator.clean.pasted_lines import breaks, read_lines
from translator.clean.people import people
from translator.clean.pieces import (
    KEEP,
    OUTSIDE,
    Piece,
    Role,
    Verdict,
    ends_sentence,
    is_prose,
    word_count,
)
from translator.clean.print_layout import page_lines
from translator.clean.publication_date import find
from translator.clean.repair import join_broken
from translator.clean.repetitions import without_duplicates
from translator.clean.rules import (
    Context,
    ends_article,
    is_about_data,
    judge,
    judge_below,
    opens_box,
)
from translator.clean.run_of_prose import (
    Run,
    State,
    core,
    find_run,
    is_article_alone,
    is_note,
    is_saying,
    prior_of,
)
from translator.clean.sites import DROPPED_LINE, dropped_lines, site_rules
from translator.clean.tab_tables import lines_and_rows
from translator.errors import CleanError
from translator.settings import SiteRules

# As many times the words of an article may stand outside it in sentences. Of 71 pages of clean2 and news, pasted as
# text, 70 have up to 1.6 times as many; lists of sentences that are no article have 4 to 240.
_MOST = 3.0
_RUNNING = 120  # characters of prose with which the article goes on below a box
_BOX_BELOW = 0.8  # of the words of an article copied alone
_COMMENTS_BELOW = 0.25  # of the article's words stand above the heading that ends it
_NEAR_ABOVE = 6  # lines above and below the article that may name its author, date and source
_NEAR_BELOW = 8  # lines
_CHROME = {Role.CHROME, Role.TITLE}
_METADATA = {Role.CHROME, Role.TITLE, Role.AUTHOR, Role.DATE, Role.SOURCE}
_LEAD_LINES = 14  # between headline and article
_LAST_ODDS = -0.5  # log odds; chosen by reading half a, not swept
_INTERVIEW_ODDS = -2.5  # log odds; chosen by reading half a, not swept
_QUESTIONS = 3  # of an interview
_LAST_WORDS = 4  # lines
_ASKED_BY = re.compile(
    r"(?:Das (?:Gespräch|Interview) führte|Interview:|Die Fragen stellten?|Mit .{3,60} sprach)\b"
)
# "3:1." and "2024." below a question are its answer, not a counter.
_FIGURE = re.compile(r"\d+(?:[:.,–-]\d+)+ ?%?\.|(?:19|20)\d\d\.")
_LABEL_ODDS = -1.5  # log odds; chosen by reading half a, not swept
_LEAD_ODDS = -2.5  # log odds; chosen by reading half a, not swept
_ASIDE = Verdict(Role.CHROME, "aside", "interrupts the article: a box, a player, a teaser")
_PAGE_LINE = Verdict(Role.CHROME, "page-line", "head, foot or number of a printed page")


@dataclass(frozen=True, slots=True)
class _Zone:
    """The lines of the article.

    Index of the headline (or -1), first and last line; ``body`` is the line below lead and byline,
    ``members`` are the lines that belong to the article and do not only stand in it.
    """

    headline: int
    start: int
    end: int
    body: int
    members: frozenset[int]


def clean_text(document: Document, sites: Sequence[SiteRules] = ()) -> Article:
    """Return the article in a text copied from a page.

    Raises:
        CleanError: the text has no running prose.
    """
    lines, rows = lines_and_rows(document.text)
    pieces = read_lines(lines, rows)
    printed = {number + 1 for number in page_lines(lines)}
    zone = _find_zone(pieces, breaks(lines, pieces))
    if zone is None:
        raise CleanError(
            "no article found", path=document.name, hint="there is no running text in it"
        )
    title = pieces[zone.headline].text if zone.headline >= 0 else ""
    authors = author_lines(pieces, zone.headline, zone.body)
    parts = lines_of_parts(pieces, zone.headline, zone.end, zone.members)
    authors |= {index: name for index, name in parts.items() if name}
    context = Context(
        title,
        re.split(r",|\bund\b|\band\b|/|\|", next(iter(authors.values()), ""))[0].strip(),
        is_about_data(pieces[zone.start : zone.end + 1]),
    )
    drop_lines = dropped_lines(site_rules(document.url, sites))
    dated = date_line(pieces, zone.headline, zone.body)
    judged = _judge(pieces, zone, context, drop_lines)
    require_article(document.name, title, judged)
    cut = cut_of(judged, document.url)
    judged = [
        (piece, _PAGE_LINE if piece.line in printed else verdict) for piece, verdict in judged
    ]
    judged = without_interruptions(
        with_masthead(with_sources(judged), authors, dated, zone.headline, parts)
    )
    outcome = Outcome()
    for piece, verdict in with_lead(as_headings(_repair(with_days(judged)))):
        outcome.take(piece, verdict)
    around = printed_metadata(pieces, title, document.url)
    metadata = Metadata(
        title=title,
        author=", ".join(people(authors.values())) or around.author,
        date=(find(pieces[dated].text) if dated >= 0 else "") or around.date,
        url=document.url,
    )
    return article(metadata, outcome, cut or _left_out(outcome))


def _left_out(outcome: Outcome) -> str:
    """Say that most of the sentences were taken for no part of the article, or ``""``."""
    out = [r for r in outcome.removed if r.rule == OUTSIDE.rule and ends_sentence(r.text)]
    kept = sum(word_count(block.text) for block in outcome.blocks)
    if not out or sum(word_count(removal.text) for removal in out) < _MOST * kept:
        return ""
    return f"{len(out)} sentences or paragraphs of its file were taken for no part of it"


def _find_zone(pieces: Sequence[Piece], breaks: Sequence[bool]) -> _Zone | None:
    """Find the article in a copied page, or its bounds where little else was copied with it."""
    inner = core(pieces)
    headline = find_headline(pieces, inner[0], inner) if inner else -1
    if is_article_alone(pieces):
        return _whole_text(pieces)
    run = find_run(pieces, breaks, inner, headline, prior_of(pieces))
    if run is None or not _holds_prose(pieces, run):
        return _whole_text(pieces)
    end = _with_last_words(pieces, run, _before_comments(pieces, run))
    inside = [index for index in range(run.first, end + 1) if run.states[index] is State.ARTICLE]
    paragraphs = [index for index in inside if is_long(pieces[index].text)] or inside
    first = next((i for i in inside if is_prose(pieces[i].text)), inside[0])
    headline = find_headline(pieces, min(first, paragraphs[0]), paragraphs)
    start = run.first if headline < 0 else min(run.first, headline)
    body = paragraphs[1] if len(paragraphs) > 1 else end + 1
    members = _members(pieces, run, headline, end)
    members |= {
        index
        for index in range(max(start, run.first - _LEAD_LINES), run.first)
        if headline >= 0
        and may_be_lead(pieces, index, headline, paragraphs)
        and run.odds[index] > _LEAD_ODDS
    }
    return _Zone(headline, start, end, body, frozenset(members))


def _holds_prose(pieces: Sequence[Piece], run: Run) -> bool:
    """Say whether running text is in a run, and not labels only."""
    states = zip(pieces, run.states, strict=True)
    return any(state is State.ARTICLE and is_prose(piece.text) for piece, state in states)


def _members(pieces: Sequence[Piece], run: Run, headline: int, end: int) -> set[int]:
    """Return the lines of a run that belong to the article.

    A paragraph between two lists or boxes is its, and the heading above it; a label that nothing
    speaks for is not.
    """
    found: set[int] = set()
    for index in range(end, max(run.first - 1, headline), -1):
        piece, odds = pieces[index], run.odds[index]
        if piece.kind is BlockKind.TABLE_ROW or index > run.last:
            belongs = True
        elif run.states[index] is State.ARTICLE:
            mute = not ends_sentence(piece.text) and piece.kind is BlockKind.PARAGRAPH
            belongs = odds > _LABEL_ODDS or not mute
        else:
            belongs = odds > 0 and (is_long(piece.text) or index + 1 in found)
        if belongs:
            found.add(index)
    return found


def _whole_text(pieces: Sequence[Piece]) -> _Zone | None:
    """Return the bounds of an article that was copied alone: nothing in it is left out by place."""
    prose = [index for index, piece in enumerate(pieces) if _is_running(piece)]
    if not prose:
        return _note(pieces)
    headline = find_headline(pieces, prose[0], prose)
    if headline < 0:
        headline = nearest_title(pieces, prose[0])
    start = prose[0] - opens_letter(pieces, prose[0]) if headline < 0 else headline
    end = _before_boxes(pieces, start, prose[-1])
    body = prose[2] if len(prose) > 2 else end + 1  # noqa: PLR2004
    return _Zone(headline, start, end, body, frozenset(range(start, end + 1)))


def _note(pieces: Sequence[Piece]) -> _Zone | None:
    """Return the bounds of a short text without a long sentence, if it is one and no menu."""
    if not is_note(pieces):
        return None
    headline = -1 if is_saying(pieces[0]) else 0
    last = len(pieces) - 1
    return _Zone(headline, 0, last, last + 1, frozenset(range(last + 1)))


def _is_running(piece: Piece) -> bool:
    return is_prose(piece.text) and judge(piece, Context()).role is Role.BODY


def _before_boxes(pieces: Sequence[Piece], first: int, last: int) -> int:
    """Return the last line of an article copied alone: what a box or comments hold ends it."""
    sizes = [word_count(piece.text) for piece in pieces[: last + 1]]
    total, above = sum(sizes[first:]), 0
    for index in range(first, last + 1):
        ended = ends_article(pieces[index]) and above >= _COMMENTS_BELOW * total
        boxed = (
            opens_box(pieces[index], pieces[index + 1 : index + 2]) and above >= _BOX_BELOW * total
        )
        if ended or boxed:
            return index - 1
        above += sizes[index]
    while last + 1 < len(pieces) and _closes(pieces[last + 1]):
        last += 1
    return with_last_lines(pieces, first, last)


def _with_last_words(pieces: Sequence[Piece], run: Run, last: int) -> int:
    """Return the last line of an article with the short ones right below ``last``.

    The last answer of an interview and who asked, a closing sentence, the rows of a table.
    """
    asked = sum(pieces[index].text.endswith("?") for index in range(run.first, last + 1))
    needed = _INTERVIEW_ODDS if asked >= _QUESTIONS else _LAST_ODDS
    end = _with_table(pieces, last)
    for index in range(end + 1, min(len(pieces), end + 1 + _LAST_WORDS)):
        said = bool(_ASKED_BY.match(pieces[index].text))
        if not said and not (_closes(pieces[index]) and run.odds[index] > needed):
            break
        end = index
    end = _with_table(pieces, end)
    return end + closes_letter(pieces[end + 1 :])


def _with_table(pieces: Sequence[Piece], last: int) -> int:
    """Return the last line of a table right below ``last``, or ``last`` itself."""
    while last + 1 < len(pieces) and pieces[last + 1].kind is BlockKind.TABLE_ROW:
        last += 1
    return last


def _closes(piece: Piece) -> bool:
    """Say whether a line below the last paragraph still is the article's: a short sentence, a fact."""
    text = piece.text
    if piece.kind is BlockKind.TABLE_ROW or is_fact(piece):
        return True
    return (
        ends_sentence(text)
        and word_count(text) > 0
        and judge(piece, Context()).role is Role.BODY
        and opens_box(piece) is None
        and not ends_article(piece)
    )


def _before_comments(pieces: Sequence[Piece], run: Run) -> int:
    """Return the last line of a run; the heading of the comments ends it early."""
    sizes = [
        word_count(piece.text) if state is State.ARTICLE else 0
        for piece, state in zip(pieces, run.states, strict=True)
    ]
    total, above = sum(sizes), 0
    for index in range(run.first, run.last + 1):
        if ends_article(pieces[index]) and above >= _COMMENTS_BELOW * total:
            return index - 1
        above += sizes[index]
    return run.last


def _judge(
    pieces: Sequence[Piece],
    zone: _Zone,
    context: Context,
    drop_lines: Sequence[re.Pattern[str]],
) -> list[tuple[Piece, Verdict]]:
    """Judge every line: by the site's rules, its place, the box it stands in, and its words."""
    judged: list[tuple[Piece, Verdict]] = []
    box: Verdict | None = None
    told, figures = in_lists_of_facts(pieces), rows_of_figures(pieces)
    parts = lines_of_parts(pieces, zone.headline, zone.end, zone.members)
    for index, piece in enumerate(pieces):
        verdict = KEEP if index in told else judge_below(piece, context, in_text=index > zone.body)
        kind = opens_box(piece, pieces[index + 1 : index + 2])
        inside = zone.start <= index <= zone.end
        if any(pattern.fullmatch(piece.text) for pattern in drop_lines):
            verdict = DROPPED_LINE
        elif index == zone.headline:
            verdict = Verdict(Role.TITLE, "title", "the headline")
        elif not inside:
            near = zone.start - _NEAR_ABOVE <= index <= zone.end + _NEAR_BELOW
            known = _METADATA if near else _CHROME
            verdict = verdict if verdict.role in known else OUTSIDE
        elif index in figures or index in parts or _is_answer(pieces, index):
            verdict = KEEP
        elif kind:
            box = verdict = Verdict(Role.CHROME, kind.rule, kind.reason)
        elif box and verdict.role is Role.BODY and not _ends_box(pieces, index):
            verdict = box
        elif verdict.role is Role.BODY:
            box = None
            verdict = verdict if index in zone.members else _ASIDE
        judged.append((_as_heading(piece) if parts.get(index) == "" else piece, verdict))
    return without_duplicates(judged)


def _as_heading(piece: Piece) -> Piece:
    return replace(piece, kind=BlockKind.HEADING, level=2)


def _is_answer(pieces: Sequence[Piece], index: int) -> bool:
    """Say whether a line is a figure that ends like a sentence, or answers the line above."""
    text = pieces[index].text
    if not is_counter(text) or not text.endswith("."):
        return False
    return bool(_FIGURE.fullmatch(text)) or (index > 0 and pieces[index - 1].text.endswith("?"))


def _ends_box(pieces: Sequence[Piece], index: int) -> bool:
    """Say whether the article goes on below a box: with a paragraph, or a heading right above one."""
    piece, below = pieces[index], pieces[index + 1 : index + 2]
    heads = (
        piece.line > pieces[index - 1].line + 1
        and bool(below)
        and below[0].line == piece.line + 1
        and is_subheading(piece.text)
        and _runs_on(below[0])
    )
    return heads or _runs_on(piece)


def _runs_on(piece: Piece) -> bool:
    """Say whether the article goes on with a paragraph below a box."""
    return is_prose(piece.text) and len(piece.text) > _RUNNING


def _repair(judged: Sequence[tuple[Piece, Verdict]]) -> list[tuple[Piece, Verdict]]:
    """Join the body's broken paragraphs across whatever was removed between their parts."""
    whole = {
        piece.line: piece
        for piece in join_broken([piece for piece, verdict in judged if verdict.role is Role.BODY])
    }
    result = []
    for piece, verdict in judged:
        if verdict.role is not Role.BODY:
            result.append((piece, verdict))
        elif piece.line in whole:
            result.append((whole[piece.line], KEEP))
    return result
