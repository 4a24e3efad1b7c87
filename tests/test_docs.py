"""The documentation keeps up with the code: commands, links, figures' commands."""

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from translator.cli import COMMANDS, cli

ROOT = Path(__file__).parent.parent
REFERENCE = ROOT / "docs/commands.md"
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
HEAD = """\
# Commands

Written from `--help` by `UPDATE_DOCS=1 pytest tests/test_docs.py`; a test compares the two.
"""


def context_of(
    command: click.Command, name: str, parent: click.Context | None = None
) -> click.Context:
    return click.Context(
        command,
        info_name=name,
        parent=parent,
        terminal_width=90,
        max_content_width=90,
        help_option_names=["-h", "--help"],
    )


def helps(command: click.Command, context: click.Context) -> Iterator[str]:
    text = command.get_help(context).rstrip()
    yield f"## {context.command_path}\n\n```\n{text}\n```\n"
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            child = command.get_command(context, name)
            assert child is not None
            yield from helps(child, context_of(child, name, context))


def test_the_command_reference_is_what_the_commands_say() -> None:
    text = "\n".join([HEAD, *helps(cli, context_of(cli, "translator"))])
    if os.environ.get("UPDATE_DOCS"):
        REFERENCE.write_text(text, encoding="utf-8")
    assert REFERENCE.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_in_the_readme(name: str) -> None:
    assert f"`translator {name}`" in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8"))
    assert not [link for link in links if not (page.parent / link).exists()]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_benchmarks_that_are_named_exist(page: Path) -> None:
    names = re.findall(r"benchmarks/\w+\.py", page.read_text(encoding="utf-8"))
    assert not [name for name in names if not (ROOT / name).exists()]


def test_readme_shows_what_the_sample_is_translated_as() -> None:
    rows = map(json.loads, (ROOT / "tests/frozen/samples.en.jsonl").read_text("utf-8").splitlines())
    made = {
        row["target"] for row in rows if row["at"].startswith("pasted-gipfel") and "target" in row
    }
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = page.split("`output/en/pasted-gipfel.md`; caption left out:\n\n```\n")[1].split("```")[
        0
    ]
    assert {line.strip("#*… ") for line in shown.splitlines() if line} <= made
