"""What is in the repository stands on its own: no stubs, no addresses of one machine, no loose ends."""

import re
import subprocess
import tomllib

import pytest

from tests.house.tree import ROOT, tracked_text

STUB = re.compile(
    r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X)\b|raise NotImplemented" + r"Error|pragma: no " + r"cover"
    r"|pytest\.mark\.(?:skip|xf" + r"ail)|pytest\.(?:skip|xf" + r"ail)\("
)
# The lookbehind leaves web paths and longer words alone.
ONE_MACHINE = re.compile(
    r"(?<![\w.~:/-])/(?:home/[a-z]|root/|Users/[A-Z]|wo" + r"rk/|fa" + r"rm/)|[A-Z]:\\\\Users|sha" + r"red/design"
)


def lines_with(pattern: re.Pattern[str], texts: dict[str, str]) -> list[str]:
    return [
        f"{name}:{number}: {line.strip()[:100]}"
        for name, text in texts.items()
        for number, line in enumerate(text.splitlines(), start=1)
        if pattern.search(line)
    ]


def test_no_file_names_a_path_of_one_machine() -> None:
    assert lines_with(ONE_MACHINE, tracked_text()) == []


def test_no_code_is_a_stub_or_leaves_a_test_out() -> None:
    code = {name: text for name, text in tracked_text().items() if name.endswith(".py")}
    assert lines_with(STUB, code) == []


def test_nothing_compiled_or_built_is_committed() -> None:
    built = [name for name in tracked_text() if name.endswith((".qm", ".pyc", ".egg-info", "_rc.py"))]
    assert built == []


def test_every_make_command_in_the_documents_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = {
        f"{name}: make {word}"
        for name, text in tracked_text().items()
        if name.endswith(".md")
        for word in re.findall(r"(?:`|^\s{4}|^\$ )make ([a-z]+)", text, re.MULTILINE)
        if word not in targets
    }
    assert named == set()


def test_the_documents_have_no_broken_links_inside_the_repository() -> None:
    broken = [
        f"{name}: {link}"
        for name, text in tracked_text().items()
        if name.endswith(".md")
        for link in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", text)
        if not (ROOT / name).parent.joinpath(link).exists()
    ]
    assert broken == []


def test_what_is_declared_is_what_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = (ROOT / "requirements/run.in").read_text(encoding="utf-8").splitlines()
    assert project["dependencies"] == [line for line in wanted if line and not line.startswith("#")]


@pytest.mark.parametrize("name", ["run", "dev", "server", "build"])
def test_a_lock_file_holds_hashes_and_no_address(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    without_hashes = re.sub(r"^\s+--hash=sha256:[0-9a-f]{64}", "", text, flags=re.MULTILINE)
    assert re.findall(r"://|^\s*-.*|@ |index", without_hashes, re.MULTILINE) == []
    pins = re.findall(r"^[a-z0-9_.-]+==[^ ]+ \\\n    --hash=sha256:", text, re.MULTILINE)
    assert len(pins) == len(re.findall(r"^[^\s#]", text, re.MULTILINE))


def test_a_server_gets_the_very_packages_that_the_desk_was_tested_with() -> None:
    locked = {name: (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8") for name in ("run", "server")}
    pins = {name: set(re.findall(r"^([a-z0-9_.-]+==[^ ]+) ", text, re.MULTILINE)) for name, text in locked.items()}
    assert pins["server"] < pins["run"]


def test_every_script_of_the_shell_can_be_read_by_it() -> None:
    scripts = [name for name, text in tracked_text().items() if text.startswith(("#!/bin/sh", "#!/usr/bin/env bash"))]
    assert len(scripts) > 3
    for name in scripts:
        subprocess.run(["bash", "-n", ROOT / name], check=True)


def test_decision_records_are_short_and_whole() -> None:
    records = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))
    assert records
    for record in records:
        text = record.read_text(encoding="utf-8")
        assert len(text.splitlines()) < 40, record.name
        for heading in ("## Context", "## Decision", "## Consequences", "## Alternatives"):
            assert heading in text, f"{record.name} lacks {heading}"
