"""Whatever is open or runs in a window: the lock takes it away with its process, and nobody finds anything of it."""

import pytest

from peerdesk.work.reading import drafts
from tests.desktop.test_nothing_left import MAY_LOOK, found_in_memory, found_on_disk
from tests.hostile.local.played import STATES
from tests.hostile.local.rig import Rig
from tests.support.vaults import reopened

GENEROUS = 20.0
"""Seconds. A lock may take two; other work on this computer makes every clock slower, and the figures on the page of
faults are taken without it. A lock that waits for what hangs would take a minute."""


def test_what_is_looked_for_is_found_while_the_desk_is_open(rig: Rig) -> None:
    process = rig.open("a form")
    assert any(rig.words in words for words in rig.heard(until=rig.words))
    if MAY_LOOK:
        found = found_in_memory(process, rig.wanted)
        assert "root key" in found
        assert found & {"words", "words of Qt"}
    rig.end()


@pytest.mark.parametrize("state", [*STATES, "unlock"])
def test_a_lock_leaves_no_process_and_nothing_to_read(rig: Rig, state: str) -> None:
    process = rig.open(state)
    end = rig.end()
    assert end.blank is not None
    assert 0 <= end.blank <= end.gone < GENEROUS
    assert rig.front != process
    assert end.clipboard == ""
    assert not any("Quetzal" in words for words in rig.heard(until="Unlock"))
    assert found_on_disk(rig.home, rig.wanted) == set()


def test_what_remains_after_all_of_them_holds_no_key_and_no_word(rig: Rig) -> None:
    assert found_in_memory(rig.parent, rig.wanted) == set()
    if MAY_LOOK:
        assert found_in_memory(rig.front, rig.wanted) == set()
    (folder,) = (rig.home / "vaults").iterdir()
    with reopened(folder) as vault:
        kept = {one.draft.memory for one in drafts(vault)}
    # Words that were still being composed are either in the draft or not; those before them are.
    assert all(words.startswith(rig.words) or words.endswith(rig.words) for words in kept)
    assert rig.words in kept
