"""What was left out can break nothing: no archive, no XML, no pickled object is read, and no program is fetched."""

import ast
from collections.abc import Iterator

from tests.house.tree import inside, parsed, python_files

READERS = {
    *("zipfile", "tarfile", "gzip", "bz2", "lzma", "shutil.unpack_archive"),
    *("xml", "lxml", "plistlib", "html.parser", "PySide6.QtXml"),
    *("pickle", "marshal", "shelve", "dbm", "yaml"),
}
RUNNERS = {"eval", "exec", "compile", "__import__"}
STARTS_PROGRAMS = {
    "peerdesk/cli/demo_server.py",  # the invented hospital of `peerdesk demo`: this program once more
    "peerdesk/cli/demo_windows.py",
    "peerdesk/desktop/browser.py",  # the system's own way to a browser, for a page of the web and nothing else
    "peerdesk/desktop/self_test.py",  # that checker, for whoever installs PeerDesk
    "peerdesk/desktop/main.py",  # the next window: this program once more
    "peerdesk/desktop/shots/hospital.py",
    # Its own checker of spelling, which gets single words by a pipe.
    "peerdesk/desktop/spelling/speller.py",
}


def imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)


def called(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.func.id


def test_nothing_unpacks_an_archive_or_reads_xml_or_objects() -> None:
    found = {
        (inside(path), name)
        for path in python_files("peerdesk")
        for name in imported(parsed(path))
        if any(name == reader or name.startswith(f"{reader}.") for reader in READERS)
    }
    assert found == set()


def test_nothing_runs_a_text_as_a_program() -> None:
    found = {
        (inside(path), name) for path in python_files("peerdesk") for name in called(parsed(path)) if name in RUNNERS
    }
    assert found == set()


def test_only_this_program_itself_is_started() -> None:
    found = {
        inside(path)
        for path in python_files("peerdesk")
        if any(name == "subprocess" or name.endswith("QProcess") for name in imported(parsed(path)))
    }
    assert found <= STARTS_PROGRAMS
    assert "peerdesk/desktop/main.py" in found


def test_a_supervisor_has_nothing_to_print_a_shared_note_with() -> None:
    prints = {
        inside(path)
        for path in python_files("peerdesk/desktop")
        if any(name.startswith("peerdesk.desktop.paper") for name in imported(parsed(path)))
    }
    assert prints
    assert [path for path in prints if "review" in path or "supervis" in path] == []
