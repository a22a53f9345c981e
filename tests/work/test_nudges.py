"""Which suggestions are not wanted again is remembered on this computer; a word list that is damaged is said."""

from pathlib import Path

import pytest

from peerdesk.work import nudges
from tests.support.vaults import a_vault, reopened


def test_what_is_not_wanted_is_remembered_and_can_be_wanted_again(tmp_path: Path) -> None:
    with a_vault(tmp_path) as vault:
        assert nudges.unwanted(vault) == frozenset()
        nudges.want_no_more(vault, "detox")
        nudges.want_no_more(vault, "detox")
        assert nudges.want_no_more(vault, "niega") == {"detox", "niega"}
        folder = vault.folder
    with reopened(folder) as vault:
        assert nudges.unwanted(vault) == {"detox", "niega"}
        nudges.want_all_again(vault)
        assert nudges.unwanted(vault) == frozenset()


def test_only_the_newest_are_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nudges, "MOST_UNWANTED", 2)
    with a_vault(tmp_path) as vault:
        for key in ("a", "b", "c"):
            nudges.want_no_more(vault, key)
        assert nudges.unwanted(vault) == {"b", "c"}


@pytest.mark.parametrize("content", [b"", b"[]", b'{"en": {}}', b'{"en": {"words": [{"said": ["x"]}]}}', b"\xff"])
def test_a_damaged_list_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "nudges.json").write_bytes(content)
    monkeypatch.setattr(nudges, "resource", lambda *parts: tmp_path / parts[-1])
    with pytest.raises(nudges.WordsDamagedError):
        nudges.read_lexicon("en")


def test_suggestions_can_be_off_altogether_and_one_can_be_wanted_again(tmp_path: Path) -> None:
    with a_vault(tmp_path) as vault:
        assert nudges.suggests(vault)
        nudges.want_no_more(vault, "detox")
        nudges.want_no_more(vault, "niega")
        nudges.suggest(vault, on=False)
        folder = vault.folder
    with reopened(folder) as vault:
        assert not nudges.suggests(vault)
        assert nudges.want_again(vault, "detox") == {"niega"} == nudges.unwanted(vault)
        nudges.suggest(vault, on=True)
        assert nudges.suggests(vault)
