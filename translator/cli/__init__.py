"""The command line: thin commands over a pure core.

Every command module is imported only when its command is asked for, so ``--help`` is instant and
an offline check needs no translation library. One place turns errors into one line and an exit
code.
"""

from __future__ import annotations

import contextlib
import importlib
import sys
from typing import Any

import click

from translator import __version__
from translator.cli import terminal
from translator.cli.options import Declined
from translator.cli.start import Start
from translator.errors import (
    EXIT_FAILED,
    EXIT_INTERRUPTED,
    EXIT_OK,
    TranslatorError,
    unexpected,
)

# command → (module, attribute, one line of help); the help stands here so that listing the
# commands imports none of them.
COMMANDS = {
    "init": ("translator.cli.init", "init", "Make a project: folders, settings, glossary."),
    "run": ("translator.cli.run", "run", "Clean, translate, check and publish articles."),
    "clean": ("translator.cli.clean", "clean", "Strip a page down to its article."),
    "translate": ("translator.cli.translate", "translate", "Translate plain text."),
    "check": ("translator.cli.check", "check", "Run the checks over published versions again."),
    "review": ("translator.cli.review", "review", "Review versions, and say who vouches for them."),
    "site": ("translator.cli.site", "site", "Build a site of what is published, and look at it."),
    "glossary": ("translator.cli.glossary", "glossary", "Keep the terminology glossary."),
    "models": ("translator.cli.models", "models", "List, install and remove models."),
    "memory": ("translator.cli.memory", "memory", "Look after the translation memory."),
    "doctor": ("translator.cli.doctor", "doctor", "Show what is installed and what works."),
}

_ANYWHERE = {"init", "models"}  # have nothing to do with the project they are started in


class LazyGroup(click.Group):
    """A group whose commands are imported on first use."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order of the work they do."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the module of a command and return the command."""
        if cmd_name not in COMMANDS:
            return None
        module, attribute, _ = COMMANDS[cmd_name]
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry[2]) for name, entry in COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="translator")
@click.pass_context
def cli(context: click.Context) -> None:
    """Turn scraped German articles into clean, publishable language versions, offline."""
    if context.invoked_subcommand in _ANYWHERE:
        return
    start = Start.here()
    context.obj = start
    if start.project and start.project != start.folder:
        context.with_resource(contextlib.chdir(start.project))
        click.echo(f"Project: {start.project}", err=True)


def main(args: list[str] | None = None) -> Any:
    """Run the command line and exit; every error becomes one line on stderr, whoever raised it."""
    with terminal.border():
        code = _run(args)
    sys.exit(code if isinstance(code, int) else EXIT_OK)


def _run(args: list[str] | None) -> Any:
    """Run a command and return its exit code: the one place where errors end."""
    try:
        code = cli.main(args=args, prog_name="translator", standalone_mode=False)
    except click.exceptions.Exit as error:
        code = error.exit_code
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except Declined:
        click.echo("Nothing was changed.", err=True)
        code = EXIT_INTERRUPTED
    except (click.Abort, KeyboardInterrupt):
        click.echo("Interrupted. Finished articles are kept; run again to go on.", err=True)
        code = EXIT_INTERRUPTED
    except TranslatorError as error:
        terminal.complain(error)
        code = error.exit_code
    except BrokenPipeError:
        # The reader of our output (head, less) has gone; that is no failure of ours.
        sys.stderr.close()
        code = EXIT_FAILED
    except OSError as error:
        terminal.complain(_system(error))
        code = EXIT_FAILED
    except Exception as error:  # noqa: BLE001 - a bug shows as one line, never as a traceback
        terminal.complain(unexpected(error))
        code = EXIT_FAILED
    return code


def _system(error: OSError) -> str:
    """Say in words what the system refused, and for which file."""
    place = f"{error.filename}: " if error.filename else ""
    return f"{place}{error.strerror or error} (check the path, its permissions and the free space)"
