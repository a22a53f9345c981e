"""Whatever a document says to type exists: the command, its options, the values it names."""

import json
import re
from pathlib import Path

import pytest

from tests.house.command_tree import faults_of
from tests.house.documents import PLAYED, Block, blocks, commands_of, documents, said_in, typed_in
from tests.house.tree import ROOT

NEEDS = frozenset({"a container engine", "a hospital", "minutes", "root", "postgresql"})
"""What a block may need before it can be run, as its mark says."""


@pytest.mark.parametrize("name", sorted(documents()))
def test_every_command_in_a_document_exists_with_its_options(name: str) -> None:
    faults = [
        f"{said.where}: {' '.join(said.words)}: {fault}"
        for said in said_in(name, documents()[name])
        for fault in faults_of(said.words, is_whole=said.is_whole)
    ]
    assert faults == []


def test_what_a_block_needs_is_one_of_a_few_words() -> None:
    strange = [
        f"{block.file}:{block.number}: {block.needs}"
        for name, text in documents().items()
        for block in blocks(name, text)
        if block.needs and block.needs not in NEEDS
    ]
    assert strange == []


def test_a_page_with_lines_of_ours_is_one_of_those_that_are_played() -> None:
    with_lines = {
        block.file
        for name, text in documents().items()
        for block in blocks(name, text)
        if any(commands_of(line) for _, line in typed_in(block))
    }
    assert with_lines <= set(PLAYED)


@pytest.mark.parametrize("unit", sorted((ROOT / "packaging").rglob("*.service")), ids=lambda unit: unit.name)
def test_a_unit_starts_the_server_with_options_that_exist(unit: Path) -> None:
    lines = re.findall(r"^ExecStart=(.+)$", unit.read_text(encoding="utf-8"), re.MULTILINE)
    words = [command for line in lines for command in commands_of(line)]
    assert words
    assert [fault for command in words for fault in faults_of(command, is_whole=True)] == []


def test_the_container_starts_the_server_with_options_that_exist() -> None:
    text = (ROOT / "packaging/server/Containerfile").read_text(encoding="utf-8")
    words = json.loads(re.findall(r"^CMD (.+)$", text, re.MULTILINE)[0])
    assert list(faults_of(("peerdesk", *words), is_whole=True)) == []


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("peerdesk sing", "no command 'sing'"),
        ("peerdesk serve --data srv/ --loud", "No such option '--loud'."),
        ("peerdesk serve --listen 127.0.0.1:1", "'--data' is missing"),
        ("peerdesk serve --data srv/ --log xml", "Invalid value for '--log'"),
        ("PEERDESK_HOME=x sudo peerdesk --home d/ note sing", "no command 'sing'"),
        ("true && peerdesk server backup --data srv/ --out", "requires an argument"),
        ("make nothing", "no target 'nothing'"),
        ("make bench ARGS=--nothing", "no option --nothing"),
        ("make clean ARGS=--all", "make does not ask for ARGS"),
        ("python -m bench --nothing", "no option --nothing"),
        ("python -m tests.nothing", "no module tests.nothing"),
    ],
)
def test_the_check_sees_each_kind_of_fault(typed: str, fault: str) -> None:
    (words,) = commands_of(typed)
    found = list(faults_of(words, is_whole=True))
    assert len(found) == 1
    assert fault in found[0]


def test_blocks_are_found_with_their_marks() -> None:
    text = "Hm.\n\n<!-- needs: root -->\n    peerdesk a \\\n        b\n\nHm.\n\n```\nmake c\n```\n\n- one\n    more\n"
    assert list(blocks("x.md", text)) == [
        Block(file="x.md", number=4, needs="root", lines=("peerdesk a \\", "    b")),
        Block(file="x.md", number=10, needs="", lines=("make c",)),
    ]
