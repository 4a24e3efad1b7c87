"""Links whose words the translation does not have are named."""

from translator.article import (
    Article,
    Block,
    BlockKind,
    Mark,
    MarkKind,
    Metadata,
    Route,
    Segment,
    Severity,
    TranslatedBlock,
    Translation,
)
from translator.check.links import links_kept
from translator.glossary.concept import Glossary
from translator.translate.marks import with_marks


def findings(source: str, words: str, target: str, kind: MarkKind = MarkKind.LINK) -> list[str]:
    start = source.index(words)
    mark = Mark(kind, start, start + len(words), "https://example.org/a")
    block = Block(BlockKind.PARAGRAPH, source, marks=(mark,))
    done = with_marks(TranslatedBlock(block, (Segment(source, target),)), ("de", "en"))
    title = TranslatedBlock(Block(BlockKind.HEADING, "", level=1), ())
    article = Article(Metadata(), (block,))
    translation = Translation(article, "en", Route(("de", "en"), ("test",), "0"), title, (done,))
    found = list(links_kept(translation, Glossary()))
    assert all(one.severity in (Severity.NOTE, Severity.WARNING) for one in found)
    return [one.message for one in found]


def test_a_link_on_its_words_is_silent() -> None:
    assert findings("Er las den Bericht.", "den Bericht", "He read the report.") == []


def test_a_link_whose_words_are_gone_is_named_with_the_words_it_is_on() -> None:
    (message,) = findings("Er kam, wie man weiß, nach Bonn.", "wie man weiß", "He, to Bonn.")
    assert message.startswith('link on other words? "wie man weiß" is on "')


def test_a_link_without_a_place_is_a_warning() -> None:
    (message,) = findings("Er las den Bericht.", "Bericht", "")
    assert message == 'link without a place: "Bericht" (https://example.org/a)'


def test_emphases_are_no_links() -> None:
    assert findings("Er las den Bericht.", "Bericht", "", MarkKind.EMPHASIS) == []
