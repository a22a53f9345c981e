"""The page that follows one note names real files and real functions, or a newcomer is sent to where nothing is."""

import ast
import re

from tests.house.tree import ROOT

PAGE = ROOT / "docs/architecture.md"
STEP = re.compile(r"^\| \d+ \|")
FILE = re.compile(r"`([\w/]+\.py)`")
FUNCTION = re.compile(r"`([a-z_]+)`")


def defined_in(file: str) -> set[str]:
    tree = ast.parse((ROOT / "peerdesk" / file).read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_every_step_of_the_road_names_functions_of_the_files_it_names() -> None:
    steps = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if STEP.match(line)]
    assert len(steps) > 10
    strays = {
        f"{name}: {step}"
        for step in steps
        for name in FUNCTION.findall(step)
        if name not in set().union(*(defined_in(file) for file in FILE.findall(step)))
    }
    assert strays == set()


def test_every_use_case_stands_in_the_table_of_work() -> None:
    table = PAGE.read_text(encoding="utf-8").split("### Who does what in `work`")[1].split("\n## ")[0]
    named = re.findall(r"`(\w+)`", table.split("| --- | --- |")[1])
    there = {path.stem for path in (ROOT / "peerdesk/work").glob("[!_]*.py")}
    assert sorted(named) == sorted(there)
