"""Everything that an installation takes from elsewhere is a file whose hash stands in this repository."""

import re
import tomllib

import pytest

from tests.house.tree import ROOT, tracked_text

# A package that comes as source is built, and what builds it is fetched without a hash: so none may come like that.
FROM_A_LOCK = ("--require-hashes", "--only-binary=:all:")
OUR_OWN = ("--no-index", "--no-deps", "--no-build-isolation")


def installs(text: str) -> list[str]:
    """Return the lines that have pip install something, each with those it goes on in."""
    whole = re.sub(r"\s*\\\n\s*", " ", text)
    return [line.strip() for line in whole.splitlines() if re.search(r"\bpip3?(?:\.exe)? install\b", line)]


def is_pinned(line: str) -> bool:
    words = set(line.split())
    return words.issuperset(FROM_A_LOCK) or words.issuperset(OUR_OWN)


def pins(name: str) -> set[str]:
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    pin = r"^[a-z0-9_.-]+==[^ ]+ \\\n(?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+"
    return set(re.findall(pin, text, re.MULTILINE))


def test_wherever_pip_installs_it_takes_wheels_by_their_hashes_or_nothing_from_elsewhere() -> None:
    found = [
        (name, line)
        for name, text in tracked_text().items()
        if not name.startswith("tests/") and name != "CHANGELOG.md"
        for line in installs(text)
    ]
    assert {name for name, _ in found} == {
        ".ci/setup", "docs/installing.md", "docs/operator.md", "packaging/server/Containerfile",
    }  # fmt: skip
    assert [line for line in found if not is_pinned(line[1])] == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("x/pip install .", False),
        ("x/pip install --no-deps .", False),
        ("pip install --require-hashes -r a.txt", False),
        ("pip install --no-index --no-deps --no-build-isolation .", True),
        ("a && python -m pip install --quiet --only-binary=:all: \\\n    --require-hashes -r a.txt", True),
    ],
)
def test_the_check_sees_a_line_that_leaves_something_without_a_hash(line: str, expected: bool) -> None:
    assert [is_pinned(one) for one in installs(line)] == [expected]


def test_what_builds_our_own_wheel_is_locked_too_and_the_same_as_in_the_tests() -> None:
    backend = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["build-system"]["requires"]
    wanted = {re.split(r"[<>=!~\[; ]", one)[0] for one in backend}
    assert wanted <= {one.split("==")[0] for one in pins("build")}
    assert pins("build") <= pins("dev")
