"""``translator models``: list, install, update and remove models."""

from __future__ import annotations

import click

from translator.cli.models import browse, compare, install


@click.group()
def models() -> None:
    """List, install and remove models. Only available, install and update use the network."""


for _command in (
    *(browse.list_, browse.available, install.install, install.update, install.remove),
    *(browse.info, compare.compare),
):
    models.add_command(_command)
