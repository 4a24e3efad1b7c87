"""``translator glossary``: keep the terminology and see what it does."""

from __future__ import annotations

import click

from translator.cli.glossary import browse, change, exchange, quality, work


@click.group()
def glossary() -> None:
    """Keep the terminology glossary: one concept a row, one column a language."""


for _command in (
    *(browse.list_, browse.show, change.add, change.edit, change.remove, change.undo),
    *(quality.lint, quality.test, work.usage, work.suggest, work.apply),
    *(exchange.import_, exchange.export, exchange.diff),
):
    glossary.add_command(_command)
