"""Commands and groups that take the shared options anywhere, and load a subcommand's code only when it is used."""

import importlib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import click

from peerdesk.cli.invocation import Invocation

Places = Mapping[str, tuple[str, str]]
CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


def _remember(context: click.Context, parameter: click.Parameter, value: object) -> None:
    """Keep what was said; nothing said leaves what an earlier place said."""
    if value is not None:
        setattr(context.ensure_object(Invocation), str(parameter.name), value)


SHARED = (
    click.Option(
        ("--home",),
        type=click.Path(path_type=Path),
        metavar="DIR",
        help="Where the notes lie (PEERDESK_HOME).",
        expose_value=False,
        callback=_remember,
    ),
    click.Option(
        ("--as", "as_name"),
        metavar="NAME",
        help="Whose notes, when several people use this computer.",
        expose_value=False,
        callback=_remember,
    ),
    click.Option(
        ("--passphrase-file",),
        metavar="FILE",
        help="Read the passphrase from a file, or - for standard input (PEERDESK_PASSPHRASE_FILE).",
        expose_value=False,
        callback=_remember,
    ),
    click.Option(
        ("--json", "as_json"),
        is_flag=True,
        default=None,
        help="Answer in JSON.",
        expose_value=False,
        callback=_remember,
    ),
)


class Command(click.Command):
    """A command that takes the shared options after its name as well. A later one wins over an earlier one."""

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Return the command's own parameters, and then the shared options."""
        return [*super().get_params(ctx), *SHARED]


class Group(click.Group):
    """A group of commands that takes the shared options too."""

    command_class = Command

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Return the group's own parameters, and then the shared options."""
        return [*super().get_params(ctx), *SHARED]


class LazyGroup(Group):
    """A group that knows its commands by name and summary, and imports each only when it is called.

    `places` maps a command's name to (`module:attribute`, summary for the help page).
    """

    places: Places = MappingProxyType({})

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """Return the names in the order of the table."""
        return list(self.places)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command's module and return the command."""
        if cmd_name not in self.places:
            return None
        module, attribute = self.places[cmd_name][0].split(":")
        command = getattr(importlib.import_module(module), attribute)
        return command if isinstance(command, click.Command) else None

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the table of commands without importing any of them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, summary) in self.places.items()])


def lazy_group(name: str, summary: str, example: str, places: Places) -> LazyGroup:
    """Return a group of commands from its table."""
    group = LazyGroup(name, help=summary, epilog=example, context_settings=CONTEXT)
    group.places = places
    return group
