from pathlib import Path

import pytest

from translator.errors import UsageError
from translator.settings import Settings, SiteRules, load_settings


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "translator.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_full_file_is_read(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        """
        targets = ["en", "fr"]
        formats = ["md", "html"]
        glossary = ["glossary", "more.csv"]
        output = "public"
        models = { "de-en" = "starter" }
        [decoding]
        beam = 6
        length_penalty = 1
        [sites."Zeitung.example"]
        drop = [".ad", "#more"]
        drop_lines = ["Jetzt abonnieren.*"]
        """,
    )
    settings = load_settings(path)
    assert settings.targets == ("en", "fr")
    assert settings.output == Path("public")
    assert settings.decoding.beam == 6
    assert settings.models == {"de-en": "starter"}
    assert settings.sites == (
        SiteRules("zeitung.example", drop=(".ad", "#more"), drop_lines=("Jetzt abonnieren.*",)),
    )


def test_options_win_over_the_file_and_empty_ones_do_not_count(tmp_path: Path) -> None:
    path = write(tmp_path, 'targets = ["fr"]\nformats = ["html"]')
    settings = load_settings(path, targets=("en",), formats=(), strict=True)
    assert (settings.targets, settings.formats, settings.strict) == (("en",), ("html",), True)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("targets = [", "not valid TOML"),
        ('target = ["en"]', "unknown key 'target'"),
        ('targets = ["englisch!"]', "not a language code"),
        ('formats = ["pdf"]', "unknown format 'pdf'"),
        ("jobs = 0", "at least 1"),
        ('jobs = "two"', "jobs must be a whole number, not a text"),
        ("strict = 1", "strict must be true or false, not a whole number"),
        ("targets = [1]", "targets must be a list of texts"),
        ("decoding = 3", "decoding must be a table"),
        ("[decoding]\nbeams = 3", "unknown key decoding.beams"),
        ('[sites."a.de"]\ndrop_lines = ["("]', "is not a regular expression"),
        ('[sites."a.de"]\nkept = ["p"]', "unknown key sites"),
    ],
)
def test_a_wrong_file_is_one_clear_line(tmp_path: Path, text: str, message: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(UsageError, match=message) as caught:
        load_settings(path)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_file_that_was_asked_for_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot read"):
        load_settings(tmp_path / "none.toml")


def test_the_signature_follows_what_matters() -> None:
    base = Settings(targets=("en",))
    assert base.signature() == Settings(targets=("en", "fr"), jobs=2, strict=True).signature()
    assert base.signature() != Settings(sites=(SiteRules("a.de", drop=(".x",)),)).signature()
