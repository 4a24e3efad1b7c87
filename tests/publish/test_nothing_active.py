"""What a scraped page says is shown and not done: no address that runs, no template, no control."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from publish.samples import ROUTE, sample_version

from translator.article import Article, Block, BlockKind, Image, Mark, MarkKind, Metadata, figure
from translator.publish import render
from translator.publish.address import harmless
from translator.publish.escape import escape, hold, plain, plain_lines, release
from translator.publish.read import parse_body, read_version
from translator.publish.version import Version, source_version

Call = Callable[..., tuple[int, str, str]]
RUNS = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "  javascript:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    "\x01javascript:alert(1)",
    "java\u202escript:alert(1)",
    "java&#115;cript:alert(1)",
    "javascript&colon;alert(1)",
    "javascript&amp;colon;alert(1)",
    "&#106;avascript:alert(1)",
    "data:text/html;base64,PHNjcmlwdD4=",
    "DATA:image/svg+xml,<svg onload=alert(1)>",
    "vbscript:msgbox(1)",
    "file:///etc/passwd",
    "blob:https://a.de/1",
    "view-source:https://a.de/",
    "mailto:a@a.de",
]
OPENERS = re.compile(r"\{\{|\{%|\{#|\{:|\{\.|<%|\$\{")
TEMPLATES = [
    "{{ site.secret }}",
    "{{{ raw }}}",
    "{% include 'x' %}",
    "{%- raw -%}",
    "{# comment #}",
    "{{< figure src=x >}}",
    "{{% notice %}}",
    "<%= ENV %>",
    "${process.env}",
    "{: onclick='alert(1)'}",
    "{.klasse onclick=alert(1)}",
    "{#id}",
    "{::options /}",
    "{ {% x %} }",
]


@pytest.mark.parametrize("url", RUNS)
def test_an_address_that_could_run_is_none(url: str) -> None:
    assert harmless(url) == ""


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://www.a.de/b?c=1&d=2#e", "https://www.a.de/b?c=1&d=2#e"),
        ("HTTP://a.de/", "HTTP://a.de/"),
        (" https://a.de/ü(1)_2.jpg\n", "https://a.de/ü(1)_2.jpg"),
        ("bilder/platz am see.jpg", "bilder/platz%20am%20see.jpg"),
        ("//cdn.a.de/x.jpg", "//cdn.a.de/x.jpg"),
        ("/x.jpg?t=12:30", "/x.jpg?t=12:30"),
        ("https://a.de/{{x}}<y>\"z'", "https://a.de/%7B%7Bx%7D%7D%3Cy%3E%22z%27"),
        ("https://a.de/a\\b`c|d", "https://a.de/a%5Cb%60c%7Cd"),
        ("https://a.de/\u202egpj.exe", "https://a.de/gpj.exe"),
    ],
)
def test_an_address_of_the_web_or_a_file_beside_is_kept(url: str, kept: str) -> None:
    assert harmless(url) == kept
    assert harmless(kept) == kept


@pytest.mark.parametrize("url", RUNS)
@pytest.mark.parametrize("name", ["md", "html", "json", "txt"])
def test_no_format_has_an_address_that_could_run(name: str, url: str) -> None:
    version = replace(
        sample_version(),
        metadata=replace(sample_version().metadata, url=url),
        blocks=(
            figure(Image(url, "Bild vom Platz", "dpa")),
            Block(BlockKind.PARAGRAPH, "ein Link", marks=(Mark(MarkKind.LINK, 0, 8, url),)),
            Block(BlockKind.EMBED, "ein Film", marks=(Mark(MarkKind.LINK, 0, 8, url),)),
        ),
        translation=None,
    )
    data = render(version, name).decode()
    assert not re.search(r"(?i)script:|colon;|data:|file:/|blob:|alert|mailto:|source:http", data)
    assert "Bild vom Platz" in data or name == "json"
    assert links(data, name) == []


def links(data: str, name: str) -> list[str]:
    """Return all addresses a browser would follow in what a site makes of a file."""
    if name not in ("md", "html"):
        return []
    page = data
    if name == "md":
        page = MarkdownIt("gfm-like", {"linkify": False}).render(data.partition("\n---\n")[2])
    soup = BeautifulSoup(page, "html.parser")
    for linked in soup.find_all("script", type="application/ld+json"):
        linked.decompose()
    assert not soup.find_all(["script", "iframe", "object", "embed", "svg", "form", "base"])
    for element in soup.find_all():
        assert not [name for name in element.attrs if name.startswith("on")]
    found = [e.get(a) for e in soup.find_all() for a in ("href", "src", "action", "data")]
    return [str(url) for url in found if url]


def test_the_notice_names_the_original_without_a_link() -> None:
    for url in ("javascript:alert(1)", "ftp://a.de/x", "artikel/1.html"):
        version = replace(
            sample_version(),
            blocks=(),
            translation=None,
            metadata=replace(sample_version().metadata, url=url),
        )
        for name in ("md", "html"):
            data = render(version, name).decode()
            assert "Original: " in data
            assert "“Brücke wieder offen”, Beispielblatt" in data
            assert links(data, name) == []


def everywhere(text: str) -> Version:
    """A version that has a text in every place that can have one."""
    link = (Mark(MarkKind.LINK, 0, len(text), f"https://a.de/{text}"),)
    blocks = tuple(
        Block(kind, text, level=2 if kind is BlockKind.HEADING else 0, marks=link)
        for kind in BlockKind
        if kind is not BlockKind.FIGURE
    )
    blocks += (
        figure(Image(f"https://a.de/{text}", text, text, text)),
        figure(Image("", text, "")),
        Block(BlockKind.PARAGRAPH, text, marks=(Mark(MarkKind.CODE, 0, len(text)),)),
        Block(BlockKind.PARAGRAPH, text, marks=(Mark(MarkKind.DELETED, 1, len(text)),)),
    )
    meta = Metadata(text, text, text, text, text, f"https://a.de/{text}", "de")
    return Version(
        lang="en",
        source_lang="de",
        source_title=text,
        source_file=text,
        metadata=meta,
        blocks=blocks,
        route=replace(ROUTE, engines=(text,)),
    )


@pytest.mark.parametrize("text", TEMPLATES)
@pytest.mark.parametrize("name", ["md", "html", "txt"])
def test_no_template_of_any_generator_is_left(name: str, text: str) -> None:
    data = render(everywhere(text), name).decode()
    body = re.sub(r"<style>.*?</style>", "", data, flags=re.DOTALL)
    found = OPENERS.findall(body)
    if name == "txt" or "md" in name:  # "{:" and "{." mean something in Markdown only, not in code
        found = [opener for opener in found if opener not in ("{:", "{.")]
    assert found == []


@pytest.mark.parametrize("text", [*TEMPLATES, "{name} und %1$s", "1 < 2 & 3 > 2", "~500 ~~x~~"])
def test_and_it_still_reads_as_it_was(tmp_path: Path, text: str) -> None:
    version = everywhere(text)
    (tmp_path / "a.md").write_bytes(render(version, "md"))
    published = read_version(tmp_path / "a.md")
    assert published.title == text
    assert {block.text for block in published.blocks} == {text}
    assert published.front["title"] == published.front["author"] == text
    assert [image.caption for image in published.images] == [text, text]
    soup = BeautifulSoup(render(version, "html"), "html.parser")
    assert soup.title.get_text() == soup.h1.get_text() == soup.blockquote.get_text() == text
    assert release(render(version, "txt").decode()).count(text) > 10


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("{{ x }}", "&#123;&#123; x }}"),
        ("Hallo {name}, am {date}.", "Hallo {name}, am {date}."),
        ("${name}", "$&#123;name}"),
        ("{{name}}", "&#123;&#123;name}}"),
        ("<b> & &lt; ~5 €", "&lt;b> & &amp;lt; ~5 €"),
        ("~~weg~~", "&#126;&#126;weg&#126;&#126;"),
        ("> 5", "&gt; 5"),
        ("===", "&#61;=="),
        (": wie", "&#58; wie"),
        ("#Merkel", "\\#Merkel"),
        ("3. Oktober", "3\\. Oktober"),
        ("[Anm. d. Red.] *", "\\[Anm. d. Red.\\] \\*"),
    ],
)
def test_escapes_read_well(text: str, written: str) -> None:
    assert escape(text) == written
    assert parse_body(written)[1] == (Block(BlockKind.PARAGRAPH, text),)


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("\\<b> \\&lt; \\~\\~weg\\~\\~", "<b> &lt; ~~weg~~"),
        ("\\> 5", "> 5"),
        ("\\===", "==="),
        ("{{ x }} {% y %}", "{{ x }} {% y %}"),
        ("![](<https://a.de/b(1)\\<2\\>.jpg>)", ""),
    ],
)
def test_what_0_1_0_wrote_reads_as_it_did(written: str, text: str) -> None:
    (item,) = parse_body(written)[1]
    assert item.text == text
    assert item.image is None or item.image.url.startswith("https://a.de/b(1)")


CONTROLS = "\x00\x07\x08\x1b\x7f\x9b\u2028\u2029\u202a\u202e\u2066\u2069\ufdd0\ufffe"


@pytest.mark.parametrize("name", ["md", "html", "json", "txt"])
def test_no_control_character_is_left(name: str) -> None:
    data = render(everywhere(f"Ab{CONTROLS}cd \x1b[31mrot\x1b[0m"), name).decode()
    assert [char for char in CONTROLS if char in data] == []
    assert "Ab" in data


@given(st.text())
@settings(deadline=None)
def test_plain_text_is_one_harmless_line(text: str) -> None:
    line = plain(text)
    assert plain(line) == line
    assert len((line + "x").splitlines()) == 1
    line.encode("utf-8")
    kept = [char for char in text if char.isalnum()]
    assert [char for char in line if char.isalnum()] == kept


@given(st.text("{%#<$ \u200ba"))
def test_what_is_held_apart_is_released(text: str) -> None:
    if release(text) == text:
        assert release(hold(text)) == text
    assert not re.search(r"\{[{%#]|<%|\$\{", hold(text))


def test_code_keeps_its_lines() -> None:
    assert plain("a\U0001ffffb") == "ab"
    assert plain_lines("a\r\n\tb\x1b[0m\n\u202ec") == "a\n\tb [0m\nc"
    code = "{{ x }}\n\n<% y %>\n"
    version = source_version(
        Article(Metadata(title="T"), (Block(BlockKind.CODE, code),)), lang="de"
    )
    body = render(version, "md").decode().partition("\n---\n")[2]
    assert "{{" not in body
    assert parse_body(body)[1] == (Block(BlockKind.CODE, code),)


def test_json_keeps_the_text_as_data() -> None:
    text = "a\u202eb \x9bc \u2028d"
    record = json.loads(render(everywhere(text), "json"))
    assert record["title"] == text


def test_front_matter_is_dead_before_it_is_read() -> None:
    head = render(everywhere("{{ x }} <% y %>"), "md").decode().split("\n---\n")[0]
    assert "{{" not in head
    assert "<%" not in head
    assert yaml.safe_load(head.removeprefix("---\n"))["provenance"]["engines"] == [
        "{{ x }} <% y %>"
    ]


def test_a_page_with_everything_goes_through_dead(project: Path, command: Call) -> None:
    (project / "input/kim.md").unlink()
    (project / "input/bild.html").write_text(
        "<!doctype html><html lang=de><head><title>Fest am See</title>"
        '<link rel="canonical" href="JavaScript:alert(7)"></head><body><article>'
        "<h1>Fest am See</h1><p>Am See hat am Samstag das Fest {{ config.items() }} begonnen.</p>"
        '<figure><img src="data:image/png;base64,AAAA"><figcaption>Der See</figcaption></figure>'
        '<figure><img src="vbscript:x"><figcaption>Das Ufer</figcaption></figure>'
        "<p>Viele Gäste kamen {% raw %} mit dem Boot, wie die Gemeinde am Abend sagte.</p>"
        "</article></body></html>",
        encoding="utf-8",
    )
    (project / "input/adresse.md").write_text(
        '---\ntitle: "Neuer Radweg"\nurl: "vbscript:msgbox(1)"\n---\n\n# Neuer Radweg\n\n'
        "Die Gemeinde baut in diesem Jahr einen neuen Radweg an der Straße zum See.\n",
        encoding="utf-8",
    )
    formats = [part for name in ("md", "html", "json", "txt") for part in ("--format", name)]
    code, _, err = command("run", *formats)
    assert code == 0, err
    for path in Path("output").rglob("*.*"):
        data = path.read_text(encoding="utf-8")
        assert not re.search(r"(?i)(java|vb)script:|data:image", data), path
        assert path.suffix == ".json" or not re.search(r"\{\{|\{%", data), path
        links(data, path.suffix[1:])
