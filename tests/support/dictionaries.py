"""A tiny dictionary of each language as hunspell's files, in a folder that the desk finds like the system's."""

from pathlib import Path

import pytest

RULES = "SET UTF-8\nTRY esianrtolcdugmphbyfvkwz\nSFX S Y 1\nSFX S 0 s .\n"
ENGLISH = ("the", "and", "with", "bread/S", "talked", "about", "word/S", "rode")
SPANISH = ("que", "para", "con", "pan", "caminaré", "hablamos")


def lay_dictionaries(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write both below `folder`, let this computer's shared data be there alone, and return where they lie."""
    place = folder / "share" / "hunspell"
    place.mkdir(parents=True)
    for name, words in (("en_US", ENGLISH), ("es_ES", SPANISH)):
        lay(place / name, words)
    here_alone(folder, monkeypatch)
    return place


def lay(path: Path, words: tuple[str, ...]) -> None:
    """Write the two files of a dictionary."""
    path.with_suffix(".aff").write_text(RULES, encoding="utf-8")
    path.with_suffix(".dic").write_text("\n".join((str(len(words)), *words)) + "\n", encoding="utf-8")


def here_alone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this computer's shared data lie below `folder` and nowhere else."""
    monkeypatch.setenv("XDG_DATA_DIRS", str(folder / "share"))
    monkeypatch.setenv("XDG_DATA_HOME", str(folder / "nothing"))
    monkeypatch.setattr("peerdesk.desktop.spelling.dictionaries._OFFICE", ())
