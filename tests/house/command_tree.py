"""Does a command exist as it is written? Asked of the real tables: the command line's, the Makefile's, the modules'."""

import importlib.util
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import click

from peerdesk.cli.root import peerdesk
from tests.house.tree import ROOT

_VARIABLES = ("ARGS", "PYTHON", "TABLE")
_TO_FILL_IN = re.compile(r"^[A-Z][A-Z_-]*$|/|\.\.\.")


def faults_of(words: tuple[str, ...], *, is_whole: bool) -> Iterator[str]:
    """Yield what is wrong with a command. `is_whole` asks for what it cannot do without, too."""
    program, *rest = words
    if program == "make":
        yield from _faults_of_make(rest)
    elif program == "python":
        yield from _faults_of_module(rest)
    else:
        yield from _faults_of_peerdesk(rest, is_whole=is_whole)


def _faults_of_peerdesk(words: list[str], *, is_whole: bool) -> Iterator[str]:
    command: click.Command = peerdesk
    context = click.Context(command)
    while isinstance(command, click.Group):
        try:
            _, words, _ = command.make_parser(context).parse_args([*words])
        except click.NoSuchOption as unknown:
            if unknown.option_name not in _front_door():
                yield unknown.format_message()
            return
        if not words or words[0] == "..." or words[0].isupper():
            return
        name, *words = words
        found = command.get_command(context, name)
        if found is None:
            yield f"no command {name!r}"
            return
        command, context = found, click.Context(found, info_name=name, parent=context)
    yield from _faults_of_options(command, context, words, is_whole=is_whole)


def _faults_of_options(
    command: click.Command, context: click.Context, words: list[str], *, is_whole: bool
) -> Iterator[str]:
    given = [word for word in words if word != "..."]
    try:
        values, _, _ = command.make_parser(context).parse_args([*given])
    except click.UsageError as fault:
        if is_whole or isinstance(fault, click.NoSuchOption):
            yield fault.format_message()
        return
    for parameter in command.get_params(context):
        value = values.get(str(parameter.name))
        if is_whole and parameter.required and value in {None, ()}:
            yield f"{parameter.get_error_hint(context)} is missing"
        if isinstance(parameter.type, click.Choice) and isinstance(value, str) and not _TO_FILL_IN.search(value):
            try:
                parameter.type.convert(value, parameter, context)
            except click.BadParameter as fault:
                yield fault.format_message()


@cache
def _front_door() -> str:
    return (ROOT / "peerdesk/__main__.py").read_text(encoding="utf-8")


@cache
def _recipes() -> dict[str, str]:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z]+):.*\n((?:\t.*\n)*)", text, re.MULTILINE))


def _faults_of_make(words: list[str]) -> Iterator[str]:
    targets = [word for word in words if "=" not in word]
    for target in targets:
        if target not in _recipes():
            yield f"no target {target!r}"
            return
    recipe = "".join(_recipes()[target] for target in targets)
    for variable, _, value in (word.partition("=") for word in words if "=" in word):
        if variable not in _VARIABLES or (variable != "PYTHON" and f"$({variable})" not in recipe):
            yield f"make does not ask for {variable}"
        taking = [line for line in recipe.splitlines() if f"$({variable})" in line]
        for module in re.findall(r"-m ([a-z_.]+)", " ".join(taking)):
            yield from _unknown_options(module, value.split())


def _faults_of_module(words: list[str]) -> Iterator[str]:
    if words[:1] != ["-m"] or len(words) < 2:
        return
    yield from _unknown_options(words[1], words[2:])


def _unknown_options(module: str, words: list[str]) -> Iterator[str]:
    """Say which options stand nowhere in a module of ours; one of somebody else's only has to be there."""
    if not module.startswith(("peerdesk", "tests", "bench")):
        if module != "pytest" and importlib.util.find_spec(module.partition(".")[0]) is None:
            yield f"no module {module}"
        return
    place = ROOT / module.replace(".", "/")
    files = [place.with_suffix(".py"), *(sorted(place.glob("*.py")) if place.is_dir() else ())]
    text = "".join(file.read_text(encoding="utf-8") for file in files if Path(file).exists())
    if not text:
        yield f"no module {module}"
        return
    if module.startswith("peerdesk.cli"):
        return
    yield from (
        f"no option {word}" for word in words if word.startswith("--") and f'"{word.partition("=")[0]}"' not in text
    )
