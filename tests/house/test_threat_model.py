"""The page that says who might attack names tests that are there, for every attacker it promises something about."""

import re

from tests.house.tree import ROOT

PAGE = ROOT / "docs/threat-model.md"
NAMED = re.compile(r"`([\w/]+\.py)`")
ATTACKERS = re.compile(r"^## ([^\n]+)\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
WITHOUT_TESTS = {"What is protected"}


def page() -> str:
    return PAGE.read_text(encoding="utf-8")


def test_every_test_that_the_page_names_is_there() -> None:
    named = set(NAMED.findall(page()))
    assert len(named) > 40
    assert {name for name in named if not (ROOT / "tests" / name).is_file()} == set()


def test_every_attacker_has_a_test() -> None:
    parts = dict(ATTACKERS.findall(page()))
    assert len(parts) > 12
    assert {title for title, text in parts.items() if not NAMED.search(text)} == WITHOUT_TESTS


def test_every_suite_of_attackers_is_on_the_page() -> None:
    named = set(NAMED.findall(page()))
    folders = [ROOT / "tests/hostile" / name for name in ("local", "member", "officer", "sequences", "fuzz")]
    suites = {path.relative_to(ROOT / "tests").as_posix() for folder in folders for path in folder.glob("test_*.py")}
    assert suites - named == set()
