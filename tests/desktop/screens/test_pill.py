"""The pill and Sync and trust, in windows: what passes by itself is calm, and only what needs somebody says so."""

from collections.abc import Callable
from typing import Any

import pytest

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.domain.errors import (
    CertificateRefusedError,
    DirectoryForkedError,
    ExpectedError,
    HistoryDivergedError,
    NotPeerDeskServerError,
    OfflineError,
    ServerRefusedError,
)
from peerdesk.domain.notices import NoticeKind
from peerdesk.sync.transport import Transport
from peerdesk.vault.shelves.notices import Told
from peerdesk.wire import endpoints
from tests.desktop.desks import beyond, clipped, nameless, open_desk, small
from tests.desktop.screens.test_needs import card, reread
from tests.desktop.screens.test_quick_note import vault_of
from tests.desktop.screens.test_road import hospital as _hospital
from tests.desktop.screens.test_road import pill, write_and_open
from tests.support.hospital import PASSPHRASE, Hospital, clock
from tests.sync.bad_line import BadLine

hospital = _hospital

AWAY = {"no network": OfflineError(), "a sign-in page": NotPeerDeskServerError()}
PASSING = {
    "asked to wait": ServerRefusedError("slow_down", 30),
    "full": ServerRefusedError("full"),
    "its own fault": ServerRefusedError("internal"),
}
NEEDS = {
    "off the list": ServerRefusedError("device_revoked"),
    "not known": ServerRefusedError("not_allowed"),
    "versions apart": ServerRefusedError("unknown_version"),
    "another certificate": CertificateRefusedError(),
    "two lists": DirectoryForkedError(),
    "another past": HistoryDivergedError(),
}
ALL = AWAY | PASSING | NEEDS


class Spoiled:
    """The way to the server, on which every login meets the same trouble."""

    def __init__(self, hospital: Hospital, trouble: ExpectedError) -> None:
        self._hospital = hospital
        self.trouble: ExpectedError | None = trouble

    def __call__(self, address: str, pin: bytes) -> Transport:
        return BadLine(self._hospital.remotes(address, pin), self._pass)

    def _pass(self, endpoint: str, _question: object, go_on: Callable[[], Any]) -> Any:
        if self.trouble is not None and endpoint == endpoints.CHALLENGE:
            raise self.trouble
        return go_on()


def desk_with(hospital: Hospital, line: Spoiled, **how: object) -> Any:
    return open_desk(hospital.folder / "homes" / "Devon Achebe", PASSPHRASE, remotes=line, **how)


def state(desk: WatchedDesk) -> str:
    session = desk.door.session
    assert session is not None
    return str(session.pages.shared.pulse._pill().state)


def words(desk: WatchedDesk) -> tuple[str, str]:
    """Return the line of Sync and trust, and its amber message."""
    session = desk.door.session
    assert session is not None
    trust = session.pages.shared.trust
    message = trust._needs
    return trust._line.text(), message._text.text() if message.isVisible() else ""


@pytest.mark.parametrize("trouble", ALL)
def test_each_trouble_is_said_as_loudly_as_it_matters_and_goes_when_it_is_over(
    hospital: Hospital, trouble: str
) -> None:
    line = Spoiled(hospital, ALL[trouble])
    with desk_with(hospital, line) as desk:
        write_and_open(desk)
        desk.settle()
        desk.show("trust")
        calm, loud = words(desk)
        if trouble in AWAY:
            assert (pill(desk), state(desk), loud) == ("Offline, saved here", "offline", "")
        elif trouble in PASSING:
            assert (pill(desk), state(desk), loud) == ("Saved here", "saved", "")
            assert "Your notes are safe here." in calm
        else:
            # That a computer is off the list stands on the list of what waits, also after a start without a network.
            is_listed = trouble == "off the list"
            assert (pill(desk), state(desk)) == ("Needs you (1)" if is_listed else "Needs you", "needs")
            assert bool(loud) is not is_listed
            assert is_listed or loud not in calm
        line.trouble = None
        desk.press("F5")
        desk.settle()
        assert pill(desk).startswith("Up to date ")
        assert words(desk)[1] == ""


def test_clocks_that_are_apart_are_told_of_calmly(hospital: Hospital) -> None:
    line = Spoiled(hospital, OfflineError())
    line.trouble = None
    with desk_with(hospital, line) as desk:
        with vault_of(desk).write() as tx:
            tx.notices.tell_once(Told(kind=NoticeKind.CLOCK_OFF, number=-47 * 60), clock())
        reread(desk)
        assert pill(desk).startswith("Up to date ")
        desk.show("trust")
        assert "differ by 47 minutes. Nothing waits for that." in card(desk).needs[0].text


@pytest.mark.parametrize("trouble", ["versions apart", "full"])
@pytest.mark.parametrize(
    ("language", "percent", "size"),
    [("en", 100, (900, 600)), ("es", 200, (1366, 768))],
)
def test_no_word_of_it_is_cut(
    hospital: Hospital, trouble: str, language: str, percent: int, size: tuple[int, int]
) -> None:
    line = Spoiled(hospital, ALL[trouble])
    with desk_with(hospital, line, language=language, percent=percent, size=size) as desk:
        desk.settle()
        for place in ("today", "trust"):
            desk.show(place)
            frame = desk.door.frame
            assert (clipped(frame), beyond(frame), small(frame), nameless(frame)) == ([], [], [], [])
        spoken = " ".join((pill(desk), *words(desk)))
        assert ("Your notes" in spoken or "saved here" in spoken) is (language == "en")
