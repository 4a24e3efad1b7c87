"""Hostile articles in real sites: nothing of a page runs, includes, names or opens anything."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from publish.generators.build import GENERATORS, PICTURE, Generator, Page, Site, build, clean
from publish.generators.test_sites import START
from publish.samples import ROUTE

from translator.article import Block, BlockKind, Image, Mark, MarkKind, Metadata, figure
from translator.publish.version import Version

BAIT_WORD = "GEHEIM4711"
PAYLOADS = (
    # for Hugo, Jekyll and Eleventy, for Jinja, ERB, Handlebars
    "{{< secret >}}",
    "{{% secret %}}",
    '{{< readfile "hugo.toml" >}}',
    "{{ site.secret }} {{ secret }} {{ config.secret }}",
    "{{ site | inspect }}",
    "{% include secret.html %}",
    "{% raw %} offen",
    "{% assign x = site.secret %}{{x}}",
    "{# Kommentar #} {{- secret -}}",
    "<%= secret %> ${secret} #{secret}",
    "{{{{ secret }}}} {{ '{{' }} secret",
    # HTML, wherever it gets to
    "<script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<!-- Kommentar --> <?php phpinfo() ?> <![CDATA[x]]>",
    '" onmouseover="alert(1)" x="',
    "' autofocus onfocus='alert(1)",
    '"><script>alert(1)</script>',
    '" style="background:url(//evil.example/x)',
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "&quot; onmouseover=&quot;alert(1)",
    "&amp;lt;script&amp;gt;",
    # Markdown and its extensions
    "[Klick](javascript:alert(1))",
    "](javascript:alert(1)) [",
    "![x](https://evil.example/x.png)",
    "<javascript:alert(1)> <https://evil.example/>",
    "Text {: onclick=alert(1) }",
    "Text {#id onclick=alert(1)} {.evil style=x}",
    "{::options parse_block_html='true' /}",
    "{::nomarkdown}<b>x</b>{:/}",
    "[x]: javascript:alert(1)",
    "*[HTML]: evil",
    "[^1] und [^1]: Fuß",
    "!!! danger",
    "::: danger",
    "[TOC]",
    "* TOC {:toc}",
    '--8<-- "mkdocs.yml"',
    "$$ x $$ \\(x\\)",
    "```{.python onclick=alert(1)}",
    # what stands about a text
    "!!python/object/apply:os.system ['echo']",
    "&anchor *anchor <<: *anchor",
    "title: x",
    "Slug: ../../evil",
    "Status: hidden",
    "--- x",
    # Pelican
    "{static}/../pelicanconf.py {filename}x.md {attach}x |filename|x.md",
    "[x]({static}/../pelicanconf.py)",
)
_ESCAPED = re.compile(r"[\\\[\]*`]")
_ACTIVE = ("script", "iframe", "object", "embed", "svg", "form", "base", "meta", "style", "math")


def body_of(payload: str) -> tuple[Block, ...]:
    """Return blocks that have a text in every place of a body that can have one."""
    over = (0, len(payload))
    link = Mark(MarkKind.LINK, *over, f"https://a.example/{payload}")
    rows = (payload, f"{payload}\t{payload}")
    return (
        Block(BlockKind.LEAD, payload),
        Block(BlockKind.PARAGRAPH, payload),
        Block(BlockKind.PARAGRAPH, payload, marks=(link,)),
        Block(BlockKind.PARAGRAPH, payload, marks=(Mark(MarkKind.STRONG, *over),)),
        Block(BlockKind.PARAGRAPH, payload, marks=(Mark(MarkKind.CODE, *over),)),
        Block(BlockKind.PARAGRAPH, payload, marks=(Mark(MarkKind.DELETED, *over),)),
        Block(BlockKind.HEADING, payload, level=2),
        Block(BlockKind.LIST_ITEM, payload, level=0),
        Block(BlockKind.LIST_ITEM, payload, level=1, ordered=True, number=1),
        Block(BlockKind.QUOTE, payload),
        *(Block(BlockKind.TABLE_ROW, row, number=n) for n, row in enumerate(rows, start=1)),
        Block(BlockKind.CODE, payload),
        figure(Image(f"../{PICTURE}?{payload}", payload, payload, payload)),
        figure(Image(payload, payload, "", payload)),
        Block(BlockKind.EMBED, payload, marks=(Mark(MarkKind.LINK, *over, payload),)),
    )


def article(number: int, payload: str) -> Version:
    meta = Metadata(
        title=f"Titel {number} {payload} Ende",
        author=f"Autor {payload}",
        date="2024-11-12",
        section=f"Teil {payload}"[:40],
        source=payload,
        url=f"https://a.example/{number}?{payload}",
        tags=(f"Tag {payload}"[:40],),
    )
    return Version(
        lang="en",
        source_lang="de",
        source_title=payload,
        source_file=f"input/{number} {payload}.html",
        metadata=meta,
        blocks=body_of(payload),
        route=replace(ROUTE, engines=(payload,)),
    )


def articles(payloads: tuple[str, ...]) -> Iterator[tuple[str, Version]]:
    for number, payload in enumerate(payloads):
        yield f"a{number}", article(number, payload)


# What a payload could get hold of, where the generator has such things.
BAIT = {
    "hugo": {
        "hugo.toml": f'\n[params]\nsecret = "{BAIT_WORD}"\n',
        "layouts/shortcodes/secret.html": BAIT_WORD,
    },
    "jekyll": {"_config.yml": f"\nsecret: {BAIT_WORD}\n", "output/_includes/secret.html": BAIT_WORD},
    "eleventy": {"output/_data/secret.json": f'"{BAIT_WORD}"', "layouts/secret.liquid": BAIT_WORD},
    "mkdocs": {"mkdocs.yml": f"extra: {{secret: {BAIT_WORD}}}\n", **START},
    "pelican": {"pelicanconf.py": f'\nSECRET = "{BAIT_WORD}"\n'},
}  # fmt: skip


@pytest.fixture(scope="module", params=GENERATORS)
def generator(request: pytest.FixtureRequest) -> Generator:
    return GENERATORS[request.param]


@pytest.fixture(scope="module")
def site(generator: Generator, tmp_path_factory: pytest.TempPathFactory) -> Site:
    root = tmp_path_factory.mktemp(generator.name)
    return build(generator, root, articles(PAYLOADS), more=BAIT[generator.name])


@pytest.fixture(scope="module")
def harmless(generator: Generator, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The same site of as many harmless articles: what the theme itself has that is active."""
    root = tmp_path_factory.mktemp(f"harmless-{generator.name}")
    texts = tuple(f"harmlos{n}" for n in range(len(PAYLOADS)))
    return build(generator, root, articles(texts), more=BAIT[generator.name])


def readable(text: str) -> str:
    """Return a text without what generators make more beautiful of their own accord."""
    # Hugo escapes twice what its typographer made in the text of a picture.
    text = re.sub(
        "&(laquo|raquo|ndash|mdash|hellip|[lr][sd]quo);", lambda m: unescape(m.group()), text
    )
    for ours, theirs in (
        ('"', "“”„"),
        ('"', "'‘’‚"),
        ("---", "—"),
        ("--", "–"),
        ("<<", "«"),
        (">>", "»"),
        ("...", "…"),
    ):
        for sign in theirs:
            text = text.replace(sign, ours)
    return clean(text)


def page_of(site: Site, number: int) -> Page:
    """Return the page of an article, found by its name: titles are what is tested."""
    names = {f"a{number}.html", f"a{number}/index.html"}
    found = [p for p in site.pages if any(p.path.as_posix().endswith(f"/{n}") for n in names)]
    assert len(found) == 1, found
    return found[0]


def active(soup: BeautifulSoup) -> Counter[str]:
    """Count all of a page that could act: elements, handlers, addresses of other schemes."""
    found = Counter(e.name for e in soup.find_all(_ACTIVE))
    for element in soup.find_all():
        for name, value in element.attrs.items():
            text = " ".join(value) if isinstance(value, list) else str(value)
            handler = name.startswith("on") and name.isascii()  # an unseen space ends the name
            if handler or name in ("style", "srcdoc", "autofocus", "http-equiv"):
                found[f"@{name}"] += 1
            scheme = re.match(r"\s*([a-z-]+):", text, re.IGNORECASE)
            if name in ("href", "src", "action", "data") and scheme:
                found[scheme[1].lower()] += scheme[1].lower() not in ("https", "http")
    return +found


def test_nothing_is_active_that_the_theme_does_not_have(site: Site, harmless: Site) -> None:
    for number, payload in enumerate(PAYLOADS):
        found, ours = (active(page_of(one, number).soup) for one in (site, harmless))
        del found["meta"], ours["meta"]  # one a tag, or none where a payload has none
        assert found == ours, payload


def test_lists_and_start_pages_are_as_quiet(site: Site, harmless: Site) -> None:
    ours: Counter[str] = Counter()
    for page in harmless.pages:
        ours |= active(page.soup)
    for page in site.pages:
        found = active(page.soup)
        assert set(found) <= set(ours), page.path
        assert found["script"] <= ours["script"], page.path


def test_no_template_was_filled_in_and_no_file_included(site: Site) -> None:
    for path in site.root.rglob("*"):
        if path.is_file() and path.suffix in (".html", ".xml", ".json"):
            assert BAIT_WORD not in path.read_text(encoding="utf-8"), path


def test_no_address_of_anybody_else_is_loaded_or_linked(site: Site, harmless: Site) -> None:
    def addresses(found: Site) -> set[str]:
        elements = [e for p in found.pages for e in p.soup.find_all(["a", "link", "img", "script"])]
        pairs = ((e.get("src") or e.get("href"), e.get_text()) for e in elements)
        # Goldmark makes links of addresses that stand in a text: there is no more in them than one reads.
        urls = {str(url) for url, text in pairs if url and str(url) not in text}
        return {url.split("/")[2] for url in urls if re.match(r"(https?:)?//[^/]", url)}

    assert addresses(site) == addresses(harmless)


def test_the_text_still_reads_as_the_original(site: Site) -> None:
    for number, payload in enumerate(PAYLOADS):
        page = page_of(site, number)
        words = readable(payload)
        assert any(f"Titel {number} {words} Ende" in readable(h) for h in page.headlines), payload
        kinds = ("p", "strong", "h2", "li", "blockquote", "th", "td", "code", "pre", "em", "a")
        for kind in kinds:
            texts = [readable(e.get_text()) for e in page.soup.find_all(kind)]
            assert any(words in text for text in texts), (kind, payload, texts)
        images = page.soup.find_all("img", alt=True)
        # What could not be written there without an escape, Hugo shows with it and Eleventy without
        # the character behind it.
        words = _ESCAPED.sub("", words)
        alts = [clean(_ESCAPED.sub("", readable(str(image["alt"])))) for image in images]
        assert clean(words) in alts, payload


def test_the_pages_are_where_they_should_be(site: Site) -> None:
    outside = [p for p in site.root.parent.rglob("evil*") if not p.is_relative_to(site.root)]
    assert outside == []
    for number in range(len(PAYLOADS)):
        path = page_of(site, number).path.relative_to(site.root)
        assert path.parts[0] == "en"


def test_descriptions_stay_in_their_attribute(site: Site) -> None:
    for number, payload in enumerate(PAYLOADS):
        found = page_of(site, number).soup.find("meta", attrs={"name": "description"})
        assert found
        assert set(found.attrs) == {"name", "content"}, payload
        said = clean(str(found["content"]))
        # A theme that escapes nothing, as Pelican's, ends the attribute at a quotation mark.
        assert said == clean(payload) or (payload.startswith(said) and '"' in payload), payload


def test_it_was_built_without_complaint(site: Site) -> None:
    assert "Traceback" not in site.said
    assert "ERROR" not in site.said


def test_pictures_lie_in_the_site(site: Site) -> None:
    assert (site.root / PICTURE).is_file()


def test_the_payloads_would_run_if_they_were_written_as_they_are(
    generator: Generator, tmp_path: Path
) -> None:
    """The bait is real: what we escape is what these generators run."""
    inside = {"hugo": "{{< secret >}}", "jekyll": "{{ site.secret }}", "eleventy": "{{ secret }}"}
    script = "<script>alert(1)</script>"
    wanted = BAIT_WORD if generator.name in inside else script
    front = (
        "Title: x\nDate: 2024-11-12\n" if generator.name == "pelican" else "---\ntitle: x\n---\n"
    )
    text = f"{front}\n{inside.get(generator.name, script)}\n"
    more = {**BAIT[generator.name], "output/en/roh.md": text}
    built = build(generator, tmp_path, [], more=more)
    assert any(wanted in p.path.read_text(encoding="utf-8") for p in built.pages)
