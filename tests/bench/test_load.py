"""The load and the sums for a state run, on a hospital of six for less than a second."""

import json
from pathlib import Path

import pytest

from bench import load, statewide


def test_a_small_load_runs_to_its_end_and_leaves_what_the_sums_need(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    figures = tmp_path / "load.json"
    words = ["--devices", "6", "--workers", "1", "--seconds", "0.2", "--speed", "3000", "--json", str(figures)]
    monkeypatch.setattr("sys.argv", ["load", *words])
    assert load.main() == 0
    table = capsys.readouterr().out
    assert "| log in: log in | 6 |" in table
    assert all(line.endswith("| 0 |") for line in table.splitlines() if line.startswith(("| the day", "| as much")))
    stored = json.loads(figures.read_text(encoding="utf-8"))
    assert stored["revisions"] >= load.BATCH
    assert stored["entries"] == 2 + 1 + 6

    monkeypatch.setattr(statewide, "SAMPLE", 20)
    monkeypatch.setattr("sys.argv", ["statewide", "--peers", "100", "--json", str(figures)])
    assert statewide.main() == 0
    assert "| revisions | 2 million |" in capsys.readouterr().out
