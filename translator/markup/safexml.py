"""Read XML that strangers wrote (TBX, TMX) without harm, and write only what XML can hold."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError, TreeBuilder

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

DEEPEST = 100  # elements within one another; TBX and TMX need about ten
# What XML 1.0 allows (section 2.2), and of that no C1 controls, which steer terminals.
_NOT_XML = re.compile("[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class XmlError(ValueError):
    """The bytes are no XML that can be read; ``line`` is where, if it is known."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.line = line


class _Builder(TreeBuilder):
    """Builds the tree, and refuses one so deep that walking it would take ever longer."""

    def __init__(self) -> None:
        super().__init__()
        self._depth = 0

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        """Open an element."""
        self._depth += 1
        if self._depth > DEEPEST:
            raise XmlError(f"its elements are nested more than {DEEPEST} deep")
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> Element:
        """Close an element."""
        self._depth -= 1
        return super().end(tag)


def parse_xml(data: bytes) -> Element:
    """Return the root of an XML document; entities are not declared, nothing is fetched.

    Raises:
        XmlError: it is not well-formed, nested too deeply, in an unknown encoding or not safe.
    """
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import DefusedXMLParser

    parser = DefusedXMLParser(target=_Builder())
    try:
        parser.feed(data)
        root: Element = parser.close()
    except ParseError as error:
        raise XmlError(f"not well-formed XML: {error}", error.position[0] or None) from error
    except DefusedXmlException as error:
        raise XmlError("the file declares XML entities, which is not safe to read") from error
    except XmlError:
        raise
    except (LookupError, ValueError) as error:
        raise XmlError(f"its encoding cannot be read: {error}") from error
    return root


def xml_text(text: str) -> str:
    """Return a text without the characters that XML 1.0 cannot hold."""
    return _NOT_XML.sub("", text)
