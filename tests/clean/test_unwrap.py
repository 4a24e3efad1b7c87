"""Pages that programs saved, archived, printed, mailed or exported: they are the page that they were."""

from __future__ import annotations

import pytest

from translator.article import Article, Block, BlockKind, Metadata
from translator.clean import clean
from translator.clean.archives import without_archive
from translator.clean.placeholders import is_placeholder
from translator.clean.template_remains import without_template_remains
from translator.clean.word import from_word
from translator.load import load_text
from translator.publish import render
from translator.publish.version import source_version

TITLE = "Land verstärkt Deiche an der Nordsee"
ONE = (
    "Die Landesregierung hat am Dienstag in Kiel ein neues Programm für den Küstenschutz vorgestellt. "
    "Nach Angaben des Ministeriums sollen in zehn Jahren mehrere Deiche verstärkt werden."
)
TWO = (
    "Die Gemeinden an der Nordsee hatten seit langem mehr Geld verlangt. Vertreter der Inseln "
    "sprachen von einem ersten Schritt, der aber nicht ausreiche."
)
THREE = (
    "Im Herbst soll der Landtag über den Haushalt beraten. Die Opposition kündigte an, eigene "
    "Vorschläge einzubringen und die Pläne genau zu prüfen."
)
TEXTS = [ONE, TWO, THREE]
ADDRESS = "https://kuestenbote.example/politik/deiche-1.html"
PICTURE = "https://kuestenbote.example/b/deich.jpg"


def page(
    body: str = "", *, head: str = "", first: str = "", title: str = TITLE, above: str = ""
) -> str:
    """A page with three paragraphs; ``body`` stands between the second and the third."""
    return (
        f'{first}<html lang="de"><head><meta charset="utf-8"><title>{title}</title>{head}</head>'
        f"<body>{above}<article><h1>{TITLE}</h1><p>{ONE}</p><p>{TWO}</p>{body}<p>{THREE}</p></article>"
        "</body></html>"
    )


def read(text: str, url: str = "") -> Article:
    return clean(load_text(text, name="a.html", stem="a", url=url))


def texts(article: Article) -> list[str]:
    return [block.text for block in article.blocks if block.kind is not BlockKind.FIGURE]


@pytest.mark.parametrize(
    "mark",
    [
        f"<!--\n Page saved with SingleFile \n url: {ADDRESS} \n saved date: Tue Apr 09 2024\n-->",
        f"<!-- saved from url=(0049){ADDRESS} -->",
        f"<!-- Saved from {ADDRESS} at 2024-04-09T10:11:12Z using monolith v2.8.1 -->",
        "<!-- Mirrored from kuestenbote.example/politik/deiche-1.html by HTTrack Website Copier/3.x -->",
        f'<meta name="savepage-url" content="{ADDRESS}">',
    ],
)
def test_the_address_that_a_program_wrote_into_a_page_is_the_page_s(mark: str) -> None:
    article = read(page(first=mark))
    assert article.metadata.url == ADDRESS
    assert article.metadata.title == TITLE
    assert texts(article) == TEXTS


def test_an_address_that_is_given_or_that_the_page_names_counts_first() -> None:
    mark = f"<!-- saved from url=(0049){ADDRESS}?utm=x -->"
    named = read(page(first=mark, head=f'<link rel="canonical" href="{ADDRESS}">'))
    assert named.metadata.url == ADDRESS
    assert read(page(first=mark), url="https://x.example/a").metadata.url == "https://x.example/a"


def test_pictures_within_the_file_are_no_addresses_and_former_addresses_count() -> None:
    data = f"data:image/jpeg;base64,{'QUJD' * 500}"
    body = (
        f'<figure><img data-savepage-src="{PICTURE}" src="{data}" alt="Deich">'
        "<figcaption>Der Deich bei Husum</figcaption></figure>"
    )
    article = read(page(body))
    assert [(image.url, image.caption) for image in article.images] == [
        (PICTURE, "Der Deich bei Husum")
    ]
    assert "base64" not in repr(article)


WAYBACK_BAR = (
    '<!-- BEGIN WAYBACK TOOLBAR INSERT --><div id="wm-ipp-base"><div id="wm-ipp">'
    "<script>__wm.x()</script>3 captures <div>9 Apr 2024 - 11 May 2024</div></div></div>"
    "<!-- END WAYBACK TOOLBAR INSERT -->"
)


def test_a_page_from_the_wayback_machine_is_the_page_it_kept() -> None:
    before = "https://web.archive.org/web/20240409101112"
    article = read(
        page(
            f'<img src="/web/20240409101112im_/{PICTURE}" alt="Deich" width="900">'
            f'<p>Mehr steht <a href="{before}/https://insel.example/plan">im Plan</a> des Landes.</p>',
            head=f'<link rel="canonical" href="{before}/{ADDRESS}">',
            above=WAYBACK_BAR,
        )
    )
    assert article.metadata.url == ADDRESS
    assert article.metadata.date == ""  # that of the bar is the archive's
    assert [image.url for image in article.images] == [PICTURE]
    assert [mark.href for block in article.blocks for mark in block.marks] == [
        "https://insel.example/plan"
    ]
    assert [removal.text for removal in article.removed if removal.rule == "archive"] == [
        "3 captures 9 Apr 2024 - 11 May 2024"
    ]
    assert texts(article) == [ONE, TWO, "Mehr steht im Plan des Landes.", THREE]


def test_a_bar_of_the_wayback_machine_without_its_comments_goes_too() -> None:
    bar = WAYBACK_BAR.replace("<!-- BEGIN WAYBACK TOOLBAR INSERT -->", "")
    found = without_archive(
        f"/web/1 {bar}<p>Text</p>", f"https://web.archive.org/web/2024/{ADDRESS}"
    )
    assert "captures" not in found.text
    assert found.text.endswith("<p>Text</p>")
    assert found.url == ADDRESS


def test_a_page_from_archive_today_is_the_page_it_kept() -> None:
    article = read(
        page(
            '<p>Mehr steht <a href="https://archive.ph/o/aB3dE/https://insel.example/plan">im Plan</a>'
            " des Landes.</p>",
            head='<link rel="canonical" href="https://archive.ph/aB3dE">'
            '<meta property="og:url" content="https://archive.ph/aB3dE">',
            above='<div id="HEADER"><table><tr><td>archive.today<br>webpage capture</td><td>Saved from'
            f'<input name="q" value="{ADDRESS}"></td><td>9 Apr 2024 10:11:12 UTC</td></tr></table></div>',
        )
    )
    assert article.metadata.url == ADDRESS
    assert article.metadata.date == ""
    assert "archive.today webpage capture Saved from 9 Apr 2024 10:11:12 UTC" in [
        removal.text for removal in article.removed
    ]
    assert texts(article) == [ONE, TWO, "Mehr steht im Plan des Landes.", THREE]


def test_an_article_that_links_to_an_archive_keeps_the_link() -> None:
    link = "https://web.archive.org/web/2024/https://insel.example/plan"
    article = read(page(f'<p>Mehr steht <a href="{link}">im früheren Plan</a> des Landes.</p>'))
    assert [mark.href for block in article.blocks for mark in block.marks] == [link]


@pytest.mark.parametrize(
    "title",
    [
        f"Druckansicht: {TITLE}", f"{TITLE} - Druckversion", f"Artikel drucken | {TITLE}",
        "Druckansicht", f"Druckversion von {TITLE}", f"{TITLE} &ndash; Druckansicht",
    ],
)  # fmt: skip
def test_a_print_view_has_the_title_and_the_address_of_its_article(title: str) -> None:
    article = read(
        f"<html><head><title>{title}</title></head><body><a href='javascript:window.print()'>Artikel"
        f" drucken</a><p>{ADDRESS}</p><div><b>{TITLE}</b><p>{ONE}</p><p>{TWO}</p><p>{THREE}</p></div>"
        f"<p>Diesen Artikel finden Sie im Internet unter: {ADDRESS}</p><p>Fenster schließen</p>"
        "<p>Gedruckt am 9. April 2024</p></body></html>"
    )
    assert "ruck" not in article.metadata.title
    assert article.metadata.url == ADDRESS
    assert [text for text in texts(article) if text != TITLE] == TEXTS


def test_a_newsletter_is_without_what_mails_say_about_themselves() -> None:
    mail = (
        "From: Küstenbote <post@kuestenbote.example>\nSubject: Am Morgen\nMIME-Version: 1.0\n"
        "Date: Tue, 09 Apr 2024 06:00:00 +0200\nContent-Type: text/html; charset=utf-8\n\n"
        '<html><body><div style="display:none">Alles über Deiche</div><table><tr><td>'
        "<a href='#'>Im Browser ansehen</a></td></tr></table>"
        "<table><tr><td>Wird dieser Newsletter nicht richtig angezeigt? <a href='#'>Klicken Sie hier</a>"
        f"</td></tr><tr><td><h1>{TITLE}</h1></td></tr><tr><td>{ONE}<br><br>{TWO}</td></tr>"
        f"<tr><td><p>{THREE}</p></td></tr></table><table><tr><td>Sie erhalten diese E-Mail, weil Sie sich "
        "mit ole@insel.example für unseren Newsletter angemeldet haben, und zwar im März.</td></tr><tr><td>"
        "Wenn Sie keine weiteren E-Mails erhalten möchten, können Sie sich hier <a href='#'>abmelden</a>."
        "</td></tr></table></body></html>"
    )
    article = clean(load_text(mail, name="brief.eml", stem="a"))
    assert article.metadata.title == TITLE
    assert article.metadata.date == "2024-04-09T06:00:00+02:00"
    assert texts(article) == TEXTS
    assert {"newsletter", "hidden"} <= {removal.rule for removal in article.removed}


SIGN = (
    "<![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>{}"
    "<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>"
)
FILTERED = "{}<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;&nbsp; </span>"


def word(body: str) -> str:
    return (
        '<html xmlns:w="urn:schemas-microsoft-com:office:word"><head><meta charset=utf-8>'
        '<meta name=Generator content="Microsoft Word 15"><title></title></head><body lang=DE>'
        f"<div class=WordSection1>{body}</div></body></html>"
    )


def test_a_page_from_word_has_its_headline_and_its_lists() -> None:
    article = read(
        word(
            f"<p class=MsoTitle>{TITLE}<o:p></o:p></p><p class=MsoNormal>{ONE}<o:p></o:p></p>"
            "<p class=MsoNormal><o:p>&nbsp;</o:p></p>"
            f"<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'>{SIGN.format('·')}Husum<o:p></o:p></p>"
            f"<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'>{SIGN.format('o')}Altstadt</p>"
            f"<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'>{SIGN.format('·')}Amrum</p>"
            f"<p class=MsoNormal>{TWO.replace('verlangt', 'ver&shy;langt')}</p>"
            f"<p class=MsoListParagraph style='text-indent:-18pt'>{FILTERED.format('3.')}Der Deich</p>"
            f"<p class=MsoListParagraph style='text-indent:-18pt'>{FILTERED.format('4.')}Der Hafen</p>"
            f"<p class=MsoNormal>{THREE}</p>"
        )
    )
    assert article.metadata.title == TITLE
    assert [(block.text, block.level, block.number) for block in article.blocks] == [
        (ONE, 0, None), ("Husum", 0, None), ("Altstadt", 1, None), ("Amrum", 0, None), (TWO, 0, None),
        ("Der Deich", 0, 3), ("Der Hafen", 0, 4), (THREE, 0, None),
    ]  # fmt: skip


@pytest.mark.parametrize("sign", ["·", "o", "§", "–", "a)", "(1)", "iv.", "&middot;"])
@pytest.mark.parametrize("form", [SIGN, FILTERED])
def test_signs_of_items_in_word(sign: str, form: str) -> None:
    style = "class=MsoListParagraphCxSpFirst"
    assert "<li>Husum</li>" in from_word(word(f"<p {style}>{form.format(sign)}Husum</p>"))


@pytest.mark.parametrize("text", ["· Husum", "o. Husum", "1. Husum", "A. Husum"])
def test_a_paragraph_in_word_that_starts_like_an_item_is_none(text: str) -> None:
    assert "<li>" not in from_word(word(f"<p class=MsoNormal>{text}</p>"))


def test_marks_of_notes_in_word_are_not_glued_to_words() -> None:
    mark = (
        '<a style=\'mso-footnote-id:ftn1\' href="#_ftn1" name="_ftnref1"><span '
        "class=MsoFootnoteReference><span style='mso-special-character:footnote'><![if !supportFootnotes]>"
        "[1]<![endif]></span></span></a>"
    )
    article = read(
        word(f"<p class=MsoTitle>{TITLE}</p>" + "".join(f"<p>{t}{mark}</p>" for t in TEXTS))
    )
    assert texts(article) == TEXTS
    assert "footnote-mark" in {removal.rule for removal in article.removed}


def test_an_amp_page_has_its_picture_and_byline_and_nothing_of_its_parts() -> None:
    article = read(
        page(
            "<p class='byline'>Von Ole Brandt</p><figure><amp-img "
            f'src="{PICTURE}" width="1200" height="675" layout="responsive" alt="Deich"><noscript>'
            f'<img src="{PICTURE}"></noscript></amp-img><figcaption>Der Deich bei Husum</figcaption></figure>'
            "<amp-ad width=300 height=250><div placeholder>Anzeige</div></amp-ad>"
            '<amp-list src="x"><template type="amp-mustache"><p>{{title}}</p></template></amp-list>',
            above='<amp-sidebar id="menu" layout="nodisplay"><ul><li>Politik</li></ul></amp-sidebar>',
        )
    )
    assert article.metadata.author == "Ole Brandt"
    assert [image.url for image in article.images] == [PICTURE]
    assert texts(article) == TEXTS


@pytest.mark.parametrize(
    "remains",
    [
        "<div>{{ ad.text }}</div>", "<p>{% include teilen.html %}</p>", "<p><%= anzeige(3) %></p>",
        "<p>&lt;% anzeige %&gt;</p>", "<span>${article.author}</span>", "<p>{{#each items}}</p>",
        '<p>[contact-form-7 id="12" title="Kontakt für Leser"]</p>', "<p>[vc_row][vc_column]</p>",
        "<p>[gallery ids=&quot;1,2&quot;]</p>", "<div>[[ titel ]]</div>", "<?php echo $x ?>",
    ],
)  # fmt: skip
def test_what_a_template_left_is_no_text_and_is_recorded(remains: str) -> None:
    article = read(page(f"<div>{remains}</div>"))
    assert texts(article) == TEXTS
    assert [removal.rule for removal in article.removed].count("template") == 1


def test_the_text_within_short_codes_stays() -> None:
    article = read(
        page(
            '<p>[caption id="a12" width="300"]<img src="/b/deich.jpg" width="900"> Der Deich bei Husum'
            "[/caption]</p>"
        )
    )
    assert "Der Deich bei Husum" in repr(article.blocks)
    assert "caption]" not in repr(article.blocks)


@pytest.mark.parametrize(
    "text",
    [
        "<p>Der Platzhalter {{ name }} bleibt leer.</p>",
        "<pre>{{ ad.text }}</pre>",
        "<p>So: <code>{% include x %}</code></p>",
        "<script>var x = '{{ ad.text }}';</script>",
        "<p>[sic] und [1] und [...]</p>",
        "<p>[Anm. d. Red.]</p>",
        "<p>{a, b}</p>",
        "<p>[/quote]</p>",
        "<p>&amp; mehr</p>",
        "<p>$100</p>",
        "<p>100 % [x]</p>",
        '<script type="application/ld+json">{"a": {"b": "[x y=1]"}}</script>',
    ],
)
def test_code_and_sentences_about_templates_stay(text: str) -> None:
    assert without_template_remains(text).text == text


def test_a_page_that_this_tool_published_is_read_as_it_is() -> None:
    article = Article(
        Metadata(title=TITLE, lang="de"),
        tuple(Block(BlockKind.PARAGRAPH, text) for text in [*TEXTS, "{{ ad.text }}"]),
    )
    published = render(source_version(article, lang="de"), "html")
    assert texts(read(published.decode())) == [*TEXTS, "{{ ad.text }}"]


def published(name: str) -> bytes:
    article = Article(
        Metadata(title=TITLE, lang="de"),
        tuple(Block(BlockKind.PARAGRAPH, text) for text in TEXTS),
    )
    return render(source_version(article, lang="de"), name)


def test_a_page_that_only_says_that_this_tool_published_it_is_judged() -> None:
    """A menu was put into the page, its digest stands in it still."""
    menu = (
        b"<article><ul><li><a href='/a'>Startseite</a></li><li><a href='/b'>Kontakt</a></li></ul>"
    )
    data = published("html").replace(b"<article>", menu)
    document = load_text(data, name="seite.html", stem="seite")
    assert texts(clean(document)) == TEXTS
    assert document.notes == (
        "was changed since this program published it, so it is judged like any other page",
    )


@pytest.mark.parametrize("name", ["html", "md"])
def test_what_editors_and_git_add_changes_nothing(name: str) -> None:
    data = b"\xef\xbb\xbf" + published(name).replace(b"\n", b"\r\n")
    assert load_text(data, name=f"seite.{name}", stem="seite").notes == ()


def test_markdown_that_was_changed_is_read_with_the_changes_and_a_note() -> None:
    data = published("md").replace(TEXTS[0].encode(), b"Ein neuer Anfang.")
    found = clean(load_text(data, name="seite.md", stem="seite"))
    assert texts(found) == ["Ein neuer Anfang.", *TEXTS[1:]]
    assert found.notes == (
        "was changed since this program published it, and is read with the changes",
    )


@pytest.mark.parametrize("text", ["", "Text", "{{ a }} Text", "[a]", "{}", "[x=1]", "{{}}", "&"])
def test_what_is_no_placeholder(text: str) -> None:
    assert not is_placeholder(text)
