"""Markdown of many programs: its markup is never prose, its text is never lost."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translator.article import Article, BlockKind, Image
from translator.clean import clean
from translator.load import load_text

PROSE = "Die Fähre nach Amrum fällt am Sonntag aus, weil der Hafen zufriert."
LAST = "Am Montag soll sie wieder fahren, sagte der Kapitän der Reederei."


def read(text: str) -> Article:
    return clean(load_text(text, name="a.md", stem="a"))


def kept(text: str) -> list[tuple[str, str]]:
    """Kind and text of the blocks between two paragraphs of prose."""
    article = read(f"{PROSE}\n\n{text}\n\n{LAST}\n")
    blocks = [(block.kind.value, block.text) for block in article.blocks]
    assert blocks[0] == ("paragraph", PROSE)
    assert ("paragraph", LAST) in blocks
    return [block for block in blocks if block[1] not in {PROSE, LAST}]


P, H, L, Q = "paragraph", "heading", "list_item", "quote"


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        # Anchors and attributes
        ("## Der Hafen {#hafen}", [(H, "Der Hafen")]),
        ('## Der Hafen ## {: #hafen .gross data-x="1"}', [(H, "Der Hafen")]),
        ("Der Hafen ist zu.\n{: .hinweis}", [(P, "Der Hafen ist zu.")]),
        ("Der [Hafen]{.wichtig} ist zu. ^a1b2c3", [(P, "Der Hafen ist zu.")]),
        ("Mengen wie {a, b} und {#} bleiben.", [(P, "Mengen wie {a, b} und {#} bleiben.")]),
        # Short codes
        ('{{< youtube id="abc" >}}', []),
        ("{{% hinweis %}}\nDer Hafen ist zu.\n{{% /hinweis %}}", [(P, "Der Hafen ist zu.")]),
        ('Der [Hafen]({{< ref "hafen.md" >}}) ist zu.', [(P, "Der Hafen ist zu.")]),
        ("{% include werbung.html %}", []),
        ("{% if x %}Der Hafen ist zu.{% endif %}", [(P, "Der Hafen ist zu.")]),
        ('Stand: {{ page.date | date: "%d.%m." }}', [(P, "Stand:")]),
        ("{{ werbung }}", []),
        ("Das Feld {{ name }} bleibt leer.", [(P, "Das Feld {{ name }} bleibt leer.")]),
        ('[contact-form-7 id="12" title="Kontakt"]', []),
        ('[gallery ids="1,2"]', []),
        ("[vc_row][vc_column]\nDer Hafen ist zu.\n[/vc_column][/vc_row]", [(P, "Der Hafen ist zu.")]),
        ("[quote]Der Hafen ist zu.[/quote]", [(P, "Der Hafen ist zu.")]),
        ("Der [Hafen] ist zu [sic].", [(P, "Der [Hafen] ist zu [sic].")]),
        # Wiki links, embeds, callouts
        ("Nach [[Amrum|der Insel]] und [[Föhr]].", [(P, "Nach der Insel und Föhr.")]),
        ("Siehe [[Hafen#Winter]] und ![[Fahrplan]].", [(P, "Siehe Hafen > Winter und .")]),
        ("Das ist ==wichtig==, a==b==c nicht.", [(P, "Das ist wichtig, a==b==c nicht.")]),
        ("> [!WARNING] Eis\n> Der Hafen ist zu.", [(Q, "Eis Der Hafen ist zu.")]),
        ("> [!note]-\n> Der Hafen ist zu.", [(Q, "Der Hafen ist zu.")]),
        # Admonitions
        ("::: tip Merke\nDer Hafen ist zu.\n:::", [(P, "Merke Der Hafen ist zu.")]),
        ("::::{.kasten}\nDer Hafen ist zu.\n::::", [(P, "Der Hafen ist zu.")]),
        ('!!! note "Merke"\n    Der Hafen ist zu.\n\n    Auch morgen.\n',
         [(P, "Merke Der Hafen ist zu."), (P, "Auch morgen.")]),
        ("??? info\n\n    Der Hafen ist zu.", [(P, "Der Hafen ist zu.")]),
        # What holds no text
        ("{% comment %}\nNicht lesen.\n{% endcomment %}", []),
        ("%% Nicht lesen. %%", []),
        ("<!-- Nicht lesen. -->", []),
        ("* Inhalt\n{:toc}", []),
        ("[TOC]", []),
        ("import Karte from './karte.js';", []),
        ("*[HSW]: Hochwasserschutzwerk", []),
        ("Wie belegt [@wolf2020, S. 3].", [(P, "Wie belegt.")]),
        # Definition lists
        ("Fähre\n: Ein Schiff\n: Auch ein Ort", [(P, "Fähre"), (L, "Ein Schiff"), (L, "Auch ein Ort")]),
        ("Fähre\n\n:   Ein Schiff", [(P, "Fähre"), (L, "Ein Schiff")]),
        # Links by reference are CommonMark's own
        ("Nach [Amrum][1].\n\n[1]: https://insel.example", [(P, "Nach Amrum.")]),
        ("[[1]](https://insel.example) Nach Amrum.", [(P, "[1] Nach Amrum.")]),
        # Code is code
        ("```\n{% if x %} [[a]] {#b}\n```", [("code", "{% if x %} [[a]] {#b}")]),
        ("Man schreibt `{% if x %}` und `[[a]]`.", [(P, "Man schreibt {% if x %} und [[a]].")]),
        ("{% highlight ruby %}\nputs 1\n{% endhighlight %}", [("code", "puts 1")]),
    ],
)  # fmt: skip
def test_markup_of_other_programs_is_no_prose(text: str, blocks: list[tuple[str, str]]) -> None:
    assert kept(text) == blocks


@pytest.mark.parametrize(
    ("text", "rule", "removed"),
    [
        ('{{< youtube "abc" >}}', "shortcode", '{{< youtube "abc" >}}'),
        ("![[Fahrplan]]", "shortcode", "![[Fahrplan]]"),
        ("%% Nicht\nlesen. %%", "comment", "%% Nicht lesen. %%"),
        ("[TOC]", "contents", "[TOC]"),
        ("*[HSW]: Hochwasserschutzwerk", "abbreviation", "*[HSW]: Hochwasserschutzwerk"),
        ("import Karte from './karte.js'", "import", "import Karte from './karte.js'"),
    ],
)
def test_what_is_left_out_is_recorded_with_its_line(text: str, rule: str, removed: str) -> None:
    article = read(f"---\ntitle: Eis\n---\n{PROSE}\n\n{text}\n")
    assert [(r.text, r.rule, r.line) for r in article.removed] == [(removed, rule, 6)]


@pytest.mark.parametrize(
    ("text", "image"),
    [
        (
            '{{< figure src="/eis.jpg" alt="Eis" caption="Der *Hafen*" attr="Ida Ness" >}}',
            Image("/eis.jpg", "Der *Hafen*", "Ida Ness", "Eis"),
        ),
        ("![[eis.jpg|Der Hafen]]", Image("eis.jpg", alt="Der Hafen")),
        ("![[eis.jpg|300]]", Image("eis.jpg")),
        (
            '[caption id="a" width="300"]<img src="/eis.jpg" alt="Eis" /> Der Hafen[/caption]',
            Image("/eis.jpg", "Der Hafen", alt="Eis"),
        ),
        (
            '[caption id="a"]![Eis](/eis.jpg) Der Hafen[/caption]',
            Image("/eis.jpg", "Der Hafen", alt="Eis"),
        ),
        (
            '<figure class="x"><img src="/eis.jpg"><figcaption>Der <b>Hafen</b></figcaption></figure>',
            Image("/eis.jpg", "Der Hafen"),
        ),
        ("![Eis](/eis.jpg){width=50%}", Image("/eis.jpg", alt="Eis")),
    ],
)
def test_figures_of_other_programs_are_pictures(text: str, image: Image) -> None:
    assert read(f"{PROSE}\n\n{text}\n\n{LAST}\n").images == (image,)


def test_footnotes_stand_at_the_end_in_the_order_of_their_marks() -> None:
    article = read(
        "Der Hafen[^hafen] friert^[Zum zweiten Mal.] zu[^2].\n\n"
        "[^2]: Seit Freitag.\n[^nie]: Ohne Stelle.\n"
        f"[^hafen]: Gebaut 1912.\n\n    Erweitert 1960.\n\n{LAST} `[^x]`, [^a-z]\n"
    )
    assert [(block.kind, block.number, block.text) for block in article.blocks] == [
        (BlockKind.PARAGRAPH, None, "Der Hafen friert zu."),
        (BlockKind.PARAGRAPH, None, f"{LAST} [^x], [^a-z]"),
        (BlockKind.LIST_ITEM, 1, "Gebaut 1912. Erweitert 1960."),
        (BlockKind.LIST_ITEM, 2, "Zum zweiten Mal."),
        (BlockKind.LIST_ITEM, 3, "Seit Freitag."),
        (BlockKind.LIST_ITEM, 4, "Ohne Stelle."),
    ]
    assert [(r.rule, r.text) for r in article.removed] == [
        ("footnote-mark", "[^hafen]"),
        ("footnote-mark", "^"),
        ("footnote-mark", "[^2]"),
    ]


LINES = [
    "Wort{n} und mehr", "", "## Titel{n} {{#a}}", "- Punkt{n}", "> Zitat{n}", "    eingerückt{n}",
    "[^{n}]: Note{n}", "Satz{n}[^{n}] hier", "```", "%% Rest{n}", "{{% comment %}}", "{{% endcomment %}}",
    "::: tip Kasten{n}", ":::", '!!! note "Kasten{n}"', "    Inhalt{n}", ": Erklärung{n}",
    "[[Seite{n}|Wort{n}]]", "![[Notiz{n}]]", "[caption]Wort{n}[/caption]", "{{{{< x Wert{n} >}}}}",
    "import Modul{n} from 'x'", "{{:toc}}", "* Inhalt{n}", "> [!NOTE] Ruf{n}", "*[AB]: Lang{n}",
    "==Marke{n}==", "~~~", "[@quelle{n}]", "| Zelle{n} |", "{{% highlight x %}}", "[a] Wort{n} [/a]",
]  # fmt: skip


def test_a_note_ends_where_code_begins() -> None:
    text = "[^0]: Note0\n{{% highlight x %}}\n\n[^3]: Note3"
    said = read(f"{PROSE}\n\n{text}\n").text
    assert "Note0" in said
    assert "Note3" in said
    assert "```" not in said


@given(st.lists(st.sampled_from(LINES), max_size=12))
def test_every_word_is_in_the_article_or_in_the_record(lines: list[str]) -> None:
    text = "\n".join(line.format(n=number) for number, line in enumerate(lines))
    article = read(f"{PROSE}\n\n{text}\n")
    found = " ".join([article.text, article.metadata.title, *(r.text for r in article.removed)])
    missing = set(re.findall(r"[A-Z][a-zä]+\d+", text)) - set(re.findall(r"[A-Z][a-zä]+\d+", found))
    # A target that another text stands for is an address.
    assert {word for word in missing if not word.startswith("Seite")} == set()


def test_what_the_tool_published_is_read_as_it_is() -> None:
    text = f"---\ntitle: Eis\nmachine-translated: false\n---\n\n# Eis\n\nDas ==Feld== \\[\\[a\\]\\] {{#b}}.\n\n{PROSE}\n"
    assert read(text).text == f"Das ==Feld== [[a]] {{#b}}.\n\n{PROSE}"
