"""What a run says below its table."""

from __future__ import annotations

import pytest

from translator.cli.tables import print_report
from translator.report import Action, ArticleReport, Report, VersionReport


@pytest.mark.parametrize(
    ("route", "better"),
    [
        ("de → en", ["de en"]),
        ("de → en → es", ["de en", "en es"]),
        ("de → en → pt", ["de en"]),  # from English into Portuguese it is no starter
    ],
)
def test_a_starter_on_the_route_is_named_with_what_replaces_it(
    capsys: pytest.CaptureFixture[str], route: str, better: list[str]
) -> None:
    version = VersionReport(route[-2:], Action.CREATED, route=route, starter=True)
    print_report(Report((ArticleReport("a.md", (version,)),)))
    out = capsys.readouterr().out
    assert f"{route} *" in out
    commands = ", ".join(f"translator models install {pair}" for pair in better)
    assert f"\nBetter models: {commands}\n" in out


def test_other_models_need_no_advice(capsys: pytest.CaptureFixture[str]) -> None:
    version = VersionReport("en", Action.CREATED, route="de → en")
    print_report(Report((ArticleReport("a.md", (version,)),)))
    assert "models install" not in capsys.readouterr().out
