"""What an article may point to: pages on the web and files beside it, never a script or itself."""

from __future__ import annotations

import pytest

from translator.article import Article
from translator.clean import clean
from translator.clean.link_addresses import link_address, picture_address, web_address
from translator.load import load_text

TEXT = (
    "Der Kreistag hat am Mittwoch in Aurich beschlossen, die alte Bahnstrecke nach Esens wieder "
    "aufzubauen, und dafür vier Millionen Euro bereitgestellt."
)
PAGE = "https://bote.example/kreis/bahn"
ACTIVE = [
    "javascript:alert(1)",
    " JavaScript:alert(1)",
    "java\tscript:alert(1)",
    "\x01javascript:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "file:///etc/passwd",
    "blob:https://bote.example/1",
    "https:alert(1)",
    "C:\\bild.jpg",
]


def article(picture: str, head: str = "") -> Article:
    return clean(
        load_text(
            f"<html><head>{head}</head><body><h1>Kreis baut Bahn</h1><p>{TEXT}</p><figure>{picture}"
            f"<figcaption>Der Bahnhof von Esens</figcaption></figure><p>{TEXT[::-1]}</p></body></html>",
            name="seite.html",
            stem="seite",
        )
    )


@pytest.mark.parametrize("address", ACTIVE, ids=ascii)
def test_an_article_carries_no_active_address(address: str) -> None:
    assert web_address(address) == ""
    quoted = address.replace("\\", "\\\\").replace("\t", "\\t").replace("\x01", "\\x01")
    markdown = (
        f'---\ntitle: Titel\nurl: "{quoted}"\n---\n\n# Titel\n\n{TEXT}\n\n![b](<{address}>)\n'
    )
    found = clean(load_text(markdown, name="a.md", stem="a"))
    assert ":" not in found.metadata.url
    # What is left of a hidden script has no scheme any more: it is a relative address.
    assert all(":" not in image.url or "%" in image.url.split(":")[0] for image in found.images)
    page = article(f"<img src='{address}'>", f"<link rel='canonical' href='{address}'>")
    assert page.metadata.url == ""
    assert [image.url for image in page.images] == [""]


@pytest.mark.parametrize(
    "address",
    [PAGE, "HTTP://bote.example", "//cdn.example/b.jpg", "/b.jpg", "b.jpg", "../b.jpg", "b:c"[:1]],
)
def test_addresses_of_pages_and_files_stay(address: str) -> None:
    assert web_address(f" {address} ") == address


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("", ""),
        ("#", ""),
        ("?", ""),
        ("./", ""),
        ("bahn", ""),  # the page's own
        (PAGE, ""),
        (f"{PAGE}#bild", ""),
        ("about:blank", ""),
        ("http://[bild", ""),
        ("b.jpg", "https://bote.example/kreis/b.jpg"),
        ("//cdn.example/b.jpg", "https://cdn.example/b.jpg"),
    ],
)
def test_a_picture_is_not_its_page(address: str, expected: str) -> None:
    assert picture_address(address, PAGE) == expected


def test_what_is_no_address_is_none_on_an_unknown_page_too() -> None:
    assert picture_address("http://[bild", "") == ""
    assert link_address("http://[seite", "") == ""


OWN = (
    f"<link rel='canonical' href='{PAGE}'>"
    "<meta property='og:image' content='https://bote.example/aufmacher.jpg'>"
)


@pytest.mark.parametrize(
    ("picture", "expected"),
    [
        ("<img src=''>", "aufmacher.jpg"),
        ("<img src='#'>", "aufmacher.jpg"),
        (f"<img src='{PAGE}'>", "aufmacher.jpg"),
        ("<img src='javascript:x'>", "aufmacher.jpg"),
        ("<img src='/img/placeholder.png'>", "aufmacher.jpg"),
        ("<img src='/img/blank_1x1.gif'>", "aufmacher.jpg"),
        ("<img>", "aufmacher.jpg"),
        ("<img src='/img/blank.gif' data-src='/b.jpg'>", "b.jpg"),
        ("<img src='data:image/gif;base64,R0' srcset='/b.jpg 1x, /c.jpg 2x'>", "b.jpg"),
        ("<picture><source srcset='/b.webp'><img src='/b.jpg'></picture>", "b.jpg"),
        ("<picture><source srcset='/b.webp'><img src='#'></picture>", "b.webp"),
        ("<img src='/pixel-8.jpg'>", "pixel-8.jpg"),
    ],
)
def test_a_page_s_own_picture_stands_in_for_a_placeholder(picture: str, expected: str) -> None:
    assert [image.url for image in article(picture, OWN).images] == [
        f"https://bote.example/{expected}"
    ]


def test_a_placeholder_is_no_picture_of_the_page() -> None:
    head = "<meta property='og:image' content='https://bote.example/i/blank.jpg'>"
    assert [image.url for image in article("", head).images] == [""]
