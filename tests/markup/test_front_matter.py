from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path

import pytest

from translator.article import DocumentFormat, Image, Metadata
from translator.clean import clean
from translator.errors import CleanError
from translator.load import load_text
from translator.markup.front_matter import FrontMatterError, find, looks_like_data, parse

Call = Callable[..., tuple[int, str, str]]
BODY = "\nDie Fähre nach Amrum fällt am Sonntag aus, weil der Hafen zufriert.\n"


@pytest.mark.parametrize(
    ("text", "yaml"),
    [
        ("---\ntitle: Eis\n---\nText", "title: Eis\n"),
        ("---  \ntitle: Eis\n...\t\nText", "title: Eis\n"),
        ("---\n---\nText", ""),
        ("---\ntitle: Eis\n---", "title: Eis\n"),
        ("\ufeff---\na: b\n---\n", "a: b\n"),
        ("---\ntitle: Eis\n", None),
        ("Text\n---\na: b\n---\n", None),
        ("----\na: b\n----\n", None),
    ],
)
def test_front_matter_stands_between_two_lines_of_dashes(text: str, yaml: str | None) -> None:
    found = find(text)
    assert (found.text if found else None) == yaml
    if found:
        assert text[found.end :] in {"Text", ""}


@pytest.mark.parametrize(
    ("yaml", "reason", "line"),
    [
        ("title: [eins, zwei\n", "expected ',' or ']'", 2),
        ("a: b\nb: c: d\n", "mapping values are not allowed here", 3),
        (f"a: {'[' * 5000}\n", "too deep", 1),
        (f"a: {'{b: ' * 5000}\n", "too deep", 1),
        ("- " * 5000 + "\n", "too deep", 1),
        ("date: 2024-02-31\n", "day is out of range", 1),
        (f"a: {'1' * 6000}\n", "4300 digits", 1),
        ("a: \x07\n", "special characters are not allowed", 1),
        ("a: *b\n", "undefined alias", 2),
        ("a: !!python/object:os.system b\n", "could not determine a constructor", 2),
        ("a: b\n" * 20_000, "longer than 65536", 1),
    ],
)
def test_what_is_wrong_is_one_line_with_its_number(yaml: str, reason: str, line: int) -> None:
    found = find(f"---\n{yaml}---\n")
    assert found is not None
    with pytest.raises(FrontMatterError) as caught:
        parse(found)
    assert reason in caught.value.reason
    assert "\n" not in caught.value.reason
    assert caught.value.line == line


def test_dates_and_numbers_can_stay_as_written() -> None:
    found = find("---\ndate: 2024-02-31\nno: 010\n---\n")
    assert found is not None
    assert parse(found, as_written=True) == {"date": "2024-02-31", "no": "010"}


@pytest.mark.parametrize(
    "line",
    ["-a: b", "- a: b", "a: b", " ", "", "#", "a-a-a", "a" * 50, "-", ".a.a: ", "--- x", "...x: y"],
)
@pytest.mark.parametrize("end", ["", "---\n", "...\n"])
def test_lines_of_any_kind_and_number_come_to_an_end(line: str, end: str) -> None:
    text = "---\n" + f"{line}\n" * 30_000 + end + BODY
    found = find(text)
    if found:
        looks_like_data(found)
    load_text(text, name="<stdin>", stem="x")


def test_prose_between_two_lines_is_text_and_not_lost() -> None:
    document = load_text(f"---\n{BODY}\n---\n\nZweiter Satz.\n", name="a.md", stem="a")
    assert "Amrum" in clean(document).text


STYLES = {
    "TOML": """\
+++
title = "Land verstärkt Deiche"
date = 2024-04-05T10:30:00+02:00
authors = ["Ole Brandt", "Ida Ness"]
description = "Zehn Jahre lang."
[params]
canonicalURL = "https://kuestenbote.example/deiche"
+++
""",
    "TOML by name": """\
---toml
title = "Land verstärkt Deiche"
date = 2024-04-05T10:30:00+02:00
extra = { author = "Ole Brandt, Ida Ness", link = "https://kuestenbote.example/deiche" }
teaser = "Zehn Jahre lang."
---
""",
    "JSON": """\
{
  "title": "Land verstärkt Deiche",
  "date": "2024-04-05T10:30:00+02:00",
  "authors": [{"name": "Ole Brandt", "url": "/ob"}, {"name": "Ida Ness"}],
  "excerpt": "Zehn Jahre lang.",
  "canonical_url": "https://kuestenbote.example/deiche"
}
""",
    "JSON on a line": (
        '{"title": "Land verstärkt Deiche", "pubDate": "2024-04-05T10:30:00+02:00", "author":'
        ' "Ole Brandt, Ida Ness", "summary": "Zehn Jahre lang.",'
        ' "link": "https://kuestenbote.example/deiche"}\n'
    ),
    "JSON between semicolons": """\
;;;
"title": "Land verstärkt Deiche",
"date": "2024-04-05T10:30:00+02:00",
"author": ["Ole Brandt", "Ida Ness"],
"subtitle": "Zehn Jahre lang.",
"url": "https://kuestenbote.example/deiche"
;;;
""",
    "Pelican": """\
Title: Land verstärkt Deiche
Date: 2024-04-05T10:30:00+02:00
Authors: Ole Brandt, Ida Ness
Summary: Zehn Jahre
   lang.
Original-URL: https://kuestenbote.example/deiche

""",
    "Hexo": """\
titel: Land verstärkt Deiche
datum: 2024-04-05T10:30:00+02:00
autor: Ole Brandt, Ida Ness
vorspann: Zehn Jahre lang.
quelle: https://kuestenbote.example/deiche
---
""",
    "Org": """\
#+TITLE: Land verstärkt Deiche
#+DATE: 2024-04-05T10:30:00+02:00
#+AUTHOR: Ole Brandt, Ida Ness
#+DESCRIPTION: Zehn Jahre lang.
#+LINK: https://kuestenbote.example/deiche
""",
    "Obsidian": """\
---
title: Land verstärkt Deiche
source: "https://kuestenbote.example/deiche"
author:
  - "[[Ole Brandt]]"
  - "[[people/ida|Ida Ness]]"
published: 2024-04-05T10:30:00+02:00
description: Zehn Jahre lang.
---
""",
    "Jekyll": """\
---
layout: post
published: true
title: "Land verstärkt Deiche"
date: 2024-04-05 10:30:00 +0200
author: {name: "Ole Brandt, Ida Ness", twitter: ob}
permalink: /2024/deiche/
excerpt: Zehn Jahre lang.
original_url: https://kuestenbote.example/deiche
---
""",
}


@pytest.mark.parametrize("start", ["", "\ufeff", "\n \n", "\ufeff\n"])
@pytest.mark.parametrize("front", STYLES.values(), ids=STYLES)
def test_front_matter_of_any_program_is_read(front: str, start: str) -> None:
    document = load_text(f"{start}{front}{BODY}", name="a.md", stem="a")
    article = clean(document)
    assert article.metadata == Metadata(
        title="Land verstärkt Deiche",
        author="Ole Brandt, Ida Ness",
        date="2024-04-05T10:30:00+02:00",
        url="https://kuestenbote.example/deiche",
        lang="de",
    )
    assert article.text == f"Zehn Jahre lang.\n\n{BODY.strip()}"


@pytest.mark.parametrize("name", ["TOML", "JSON", "JSON between semicolons", "TOML by name"])
def test_text_from_a_pipe_with_front_matter_is_markdown(name: str) -> None:
    text = f"{STYLES[name]}{BODY}"
    assert load_text(text, name="<stdin>", stem="a").format is DocumentFormat.MARKDOWN


@pytest.mark.parametrize(
    "text",
    [
        "Quelle: Küstenwacht\n\nDer Hafen friert zu.",
        "Titel: Eis\nDer Hafen friert zu.\n\nMehr dazu morgen.",
        "Titel: Eis\nLänge: 3 km",
        "+++\nDer Hafen friert zu.\n+++\n\nDie Fähre fällt aus.",
        "+++ Eis +++\nDer Hafen friert zu.",
        ";;;\nDer Hafen friert zu.\n;;;\n",
        "{ Der Hafen } friert zu.",
        '{"title": "Eis",\nDer Hafen friert zu.',
        "#+ Der Hafen friert zu.",
        "Achtung: Glatteis\nUhrzeit: 10 Uhr\n\nDer Hafen friert zu.",
    ],
)
def test_prose_that_starts_like_front_matter_is_text(text: str) -> None:
    assert find(text) is None
    assert "Hafen" in text or "Länge" in text


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        ("+++\ntitle = Eis\n+++\n", "the front matter is not TOML: Invalid value", 2),
        ('+++\ntitle = "Eis\n+++\n', "the front matter is not TOML: Illegal character", 2),
        ('\n+++\na = "b"\na = "c"\n+++\n', "the front matter is not TOML: Cannot overwrite", 4),
        ("+++\na = [1,\n+++\n", "the front matter is not TOML: Invalid value", 2),
        (f"+++\na = {'[' * 5000}\n+++\n", "the front matter is not TOML: brackets inside", 1),
        ('{\n"title": "Eis",\n"date" 5\n}\n', "the front matter is not JSON: Expecting ':'", 3),
        (';;;\n"title": "Eis"\n"a": 5\n;;;\n', "the front matter is not JSON: Expecting ','", 3),
        (f'{{\n"a": {"[" * 90_000}\n}}\n', "the front matter is not JSON: longer than", 1),
    ],
)
def test_broken_front_matter_of_any_style_is_one_line(text: str, message: str, line: int) -> None:
    document = load_text(f"{text}{BODY}", name="a.md", stem="a")
    with pytest.raises(CleanError) as caught:
        clean(document)
    assert str(caught.value).startswith(f"a.md:{line}: {message}")
    assert "\n" not in str(caught.value)
    assert caught.value.hint


def test_what_else_front_matter_says_is_in_the_record_and_its_picture_in_the_article() -> None:
    front = """\
---
title: Eis
tags: [Winter, {name: Häfen}]
cover: {image: /bilder/eis.jpg, caption: Der Hafen, credit: Ida Ness}
description: Kalt.
subtitle: Auch am Sonntag
---
"""
    article = clean(load_text(front + BODY, name="a.md", stem="a"))
    assert [removal.text for removal in article.removed] == [
        "subtitle: Auch am Sonntag",
    ]
    assert article.metadata.tags == ("Winter", "Häfen")
    assert article.images == (Image("/bilder/eis.jpg", "Der Hafen", "Ida Ness"),)


@pytest.mark.parametrize(
    "text",
    ["+++\n" + ("a." * 30_000) + "a = 1\n+++\n", "+++\n" + "[a.b]\n" * 9000 + "+++\n",
     "Title: x\n" + "a: b\n" * 30_000, "#+TITLE: x\n" + "#+A: b\n" * 30_000,
     "{\n" + '"' * 60_000, '{"a":' + "}" * 60_000, "{" + "\n" * 60_000, "\n" * 60_000 + "---"],
)  # fmt: skip
def test_a_start_of_any_kind_comes_to_an_end(text: str) -> None:
    document = load_text(text + BODY, name="a.md", stem="a")
    with contextlib.suppress(CleanError):
        clean(document)


@pytest.mark.parametrize("args", [["clean", "input/tief.md"], ["run"], ["check", "input/tief.md"]])
def test_a_bottomless_front_matter_is_one_line_in_every_command(
    project: Path, command: Call, args: list[str]
) -> None:
    (project / "input/tief.md").write_text(f"---\ntitle: {'[' * 4000}\n---\n{BODY}")
    code, _, err = command(*args)
    errors = [line for line in err.splitlines() if line.startswith("Error")]
    assert code == 3
    assert len(errors) == 1
    assert errors[0].startswith("Error: input/tief.md:1: ")
    assert "too deep" in errors[0]
    assert args != ["run"] or (project / "output/en/kim.md").exists()


def test_the_line_counts_in_the_document() -> None:
    document = load_text(f"---\ntitle: Eis\nlead: a: b\n---\n{BODY}", name="a.md", stem="a")
    with pytest.raises(CleanError) as caught:
        clean(document)
    assert str(caught.value).startswith("a.md:3: the front matter is not YAML")
