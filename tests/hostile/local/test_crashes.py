"""A crash with a note open: no memory is written anywhere, no log quotes a word, and the draft is back."""

from peerdesk.work.reading import drafts
from tests.desktop.test_nothing_left import found_on_disk
from tests.hostile.local.played import ENDS
from tests.hostile.local.rig import Rig
from tests.support.vaults import reopened

CRASHES = [how for how in ENDS if how != "lock"]


def test_a_crash_leaves_no_word_and_the_window_behind_it_says_that_one_stopped(rig: Rig) -> None:
    (folder,) = (rig.home / "vaults").iterdir()
    for number, how in enumerate(CRASHES, start=1):
        process = rig.open("a form")
        end = rig.end(how)
        assert end.process == process
        assert end.blank is None
        assert any("stopped by itself" in words for words in rig.heard(until="stopped by itself"))
        assert found_on_disk(rig.home, rig.wanted) == set()
        assert list(rig.home.glob("**/core*")) == []
        with reopened(folder) as vault:
            assert [one.draft.memory for one in drafts(vault)] == [rig.words] * number
    assert rig.log().count("PeerDesk stopped: ValueError at") == 1
    assert not any(word in rig.log() for word in ("Quetzal", "came through"))
