from pathlib import Path

import pytest

from translator.errors import UsageError
from translator.settings import Decoding, Settings, SiteRules, load_settings


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
        ("jobs = 0", "jobs must be at least 1 and at most 64, not 0"),
        ("jobs = 5000", "jobs must be at least 1 and at most 64"),
        ("max_bytes = 0", "max_bytes must be at least 1"),
        ("[decoding]\nbeam = inf", "decoding.beam must be a whole number, not inf"),
        ("[decoding]\nbeam = nan", "decoding.beam must be a whole number, not nan"),
        ("[decoding]\nbeam = 2.5", "decoding.beam must be a whole number, not 2.5"),
        (
            "[decoding]\nbeam = 1000000",
            "decoding.beam must be at least 1 and at most 50, not 1000000",
        ),
        ("[decoding]\nbeam = 0", "decoding.beam must be at least 1"),
        (
            "decoding.length_penalty = nan",
            "decoding.length_penalty must be at least 0 and at most 10, not nan",
        ),
        ("decoding.repetition_penalty = -inf", "repetition_penalty must be at least 0.1"),
        (f"[decoding]\nbeam = {'9' * 5000}", ":2: decoding.beam: a number of 5000 digits"),
        (f"\nmax_bytes = 0x{'f' * 400}", "max_bytes must be .* a number of more than 19 digits"),
        (f"decoding.length_penalty = 0x{'f' * 400}", "more than 19 digits"),
        ('output = "a\\u0000b"', "output: a NUL character in a path"),
        ('inputs = ["x", "a\\u0000b"]', "inputs: a NUL character in a path"),
        (f"formats = {'[' * 20_000}", ":1: formats: brackets inside brackets"),
        ("models = " + "{a=" * 20_000, "models: brackets inside brackets"),
        ("x = [\n" * 60, ":51: x: brackets inside brackets"),
        (f'targets = ["de{"-aa" * 40_000}!"]', "not a language code"),
        ("jobs = 2024-13-77", "not valid TOML"),
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
    with pytest.raises(UsageError, match="cannot read the settings file: there is none"):
        load_settings(tmp_path / "none.toml")
    with pytest.raises(UsageError, match="cannot read the settings file"):
        load_settings(tmp_path)


def test_a_mistake_in_the_file_is_the_files_whatever_is_given(tmp_path: Path) -> None:
    path = write(tmp_path, "jobs = 0")
    with pytest.raises(UsageError, match=r"translator\.toml: jobs"):
        load_settings(path, jobs=2)
    with pytest.raises(UsageError, match=r"^jobs"):
        load_settings(write(tmp_path, "jobs = 2"), jobs=100)


def test_long_texts_with_brackets_and_figures_are_no_monsters(tmp_path: Path) -> None:
    rule = "[" * 60 + "0123456789" * 3
    path = write(
        tmp_path,
        f'[sites."a.de"]\ndrop = ["#x{"1" * 30}"]  # {rule}\ndrop_lines = ["1{{30}}", "\\"{"2" * 30}"]',
    )
    assert load_settings(path).sites[0].drop_lines == ("1{30}", f'"{"2" * 30}')


def test_the_signature_follows_what_matters() -> None:
    base = Settings(targets=("en",))
    assert base.signature() == Settings(targets=("en", "fr"), jobs=2, strict=True).signature()
    assert base.signature() != Settings(sites=(SiteRules("a.de", drop=(".x",)),)).signature()


def test_another_default_is_no_change_of_an_editors() -> None:
    as_0_1_0_remembers_it = "Decoding(beam=4, length_penalty=1.5, repetition_penalty=1.0)"
    assert Decoding().told == as_0_1_0_remembers_it
    assert "length_penalty=1.2" in Decoding(length_penalty=1.2).told
    assert Decoding(beam=6).told != Decoding().told
