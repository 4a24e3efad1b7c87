"""Language files: each can be read, and says nothing that nobody asks for."""

import tomllib
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, get_type_hints

import pytest

from translator.language import data
from translator.language.data import Language, language, languages

FILES = Path(data.__file__).parent


@pytest.mark.parametrize("lang", languages())
def test_a_language_file_says_only_what_is_known(lang: str) -> None:
    assert language(lang) != Language()
    tables = tomllib.loads((FILES / f"{lang}.toml").read_text(encoding="utf-8"))
    assert not list(unknown(tables, Language))


def unknown(tables: dict[str, Any], kind: Any) -> Any:
    """Yield the keys of a file that its table has not, with their paths."""
    hints = get_type_hints(kind)
    for key, value in tables.items():
        if key not in {field.name for field in fields(kind)}:
            yield key
        elif is_dataclass(hints[key]):
            yield from (f"{key}.{inner}" for inner in unknown(value, hints[key]))


def test_a_variety_is_its_language_and_one_without_a_file_is_empty() -> None:
    assert language("pt-BR") == language("PT")
    assert language("xx") == language("../language/de") == Language()
