"""Three days without a network on one of two computers, then a link that is cut twice: equal in the end, nothing lost.

Once at the command line, with a server on loopback, and once in windows.
"""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from peerdesk.crypto.passphrase import FLOOR
from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.errors import OfflineError
from peerdesk.domain.ids import RecordId
from peerdesk.sync.remote import connect
from peerdesk.sync.transport import Transport
from peerdesk.vault.vault import Vault
from peerdesk.wire import endpoints
from peerdesk.work.attention import needs
from peerdesk.work.encounters import encounter_detail, encounter_page
from peerdesk.work.history import history
from peerdesk.work.introductions import introduction_list
from peerdesk.work.officer import init_organisation
from peerdesk.work.places import place_list
from peerdesk.work.resources import resource
from peerdesk.work.unlock import choose, unlock
from tests.cli.conftest import DEVON, OFFICER, Terminal
from tests.desktop.desks import open_door, peer
from tests.desktop.screens.test_quick_note import vault_of
from tests.desktop.screens.test_versions import card
from tests.support.hospital import PASSPHRASE, Hospital
from tests.support.two_computers import second_computer, two_computers
from tests.sync.bad_line import BadLine

WARD, LAPTOP = "ward", "laptop"
OUTCOMES = ("met", "brief", "declined", "later", "resting", "with_staff", "left", "couldnt_find", "no_answer")


class CutTwice:
    """A way to the server that is cut twice: an answer is lost after it was stored, then a question on its way."""

    def __init__(self, remotes: Callable[[str, bytes], Transport]) -> None:
        self._remotes = remotes
        self.cuts = 0

    def __call__(self, address: str, pin: bytes) -> Transport:
        return BadLine(self._remotes(address, pin), self._fault)

    def _fault(self, endpoint: str, question: object, go_on: Callable[[], Any]) -> Any:
        if self.cuts == 0 and endpoint == endpoints.PUSH:
            go_on()
            self.cuts = 1
            raise OfflineError
        if self.cuts == 1 and endpoint == endpoints.PULL:
            self.cuts = 2
            raise OfflineError
        return go_on()


def everything(vault: Vault) -> dict[RecordId, object]:
    """Return all that a computer knows of its notes: what they say, what competes, and every version."""
    return {
        row.id: (
            encounter_detail(vault, row.id).encounter,
            encounter_detail(vault, row.id).follow_up,
            sorted(head.revision or b"" for head in encounter_detail(vault, row.id).heads),
            [(one.revision, one.fields, one.kept_at) for one in history(vault, row.id)],
        )
        for row in encounter_page(vault, limit=500)
    }


# The command line.


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Terminal]:
    terminal = Terminal(folder=tmp_path, in_process=True)
    init_organisation(tmp_path / "org", "Harbor Point", OFFICER, datetime.now(UTC), profile=FLOOR)
    terminal.start_server()
    terminal.join("Devon Achebe", WARD, DEVON, "peer")
    with unlock(choose(tmp_path / WARD), DEVON) as vault, closing(connect(terminal.url, b"")) as line:
        second_computer(vault, tmp_path / LAPTOP, line, passphrase=DEVON, profile=FLOOR).close()
    yield terminal
    terminal.stop_server()


def at(terminal: Terminal, home: str, *words: str) -> Any:
    return terminal.type("--home", home, *words, "--json", passphrase=DEVON).json()


def test_by_the_command_line(town: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    add = ("note", "add", "--setting", "ed", "--outcome")
    first = str(at(town, WARD, *add, "met", "--support", "time", "--memory", "first", "--follow-up", "7d")["id"])
    for home in (WARD, LAPTOP):
        assert at(town, home, "sync")["proof"] is True

    # Three days: nine notes and a change on the laptop, another change of the same note on the ward.
    kept = [
        str(at(town, LAPTOP, *add, outcome, "--support", "listened", "--memory", f"laptop {place}")["id"])
        for place, outcome in enumerate(OUTCOMES)
    ]
    at(town, LAPTOP, "note", "edit", first, "--memory", "from the laptop", "--follow-up", "2026-12-09")
    at(town, WARD, "note", "edit", first, "--memory", "from the ward", "--follow-up", "2026-12-03")
    assert at(town, WARD, "sync")["proof"] is True

    line = CutTwice(connect)
    monkeypatch.setattr("peerdesk.cli.sync.connect", line)
    for cuts in (1, 2):
        said = town.type("--home", LAPTOP, "sync", "--json", passphrase=DEVON)
        assert (said.status, said.refusal()["error"], line.cuts) == (3, "offline", cuts)
        assert at(town, LAPTOP, "note", "show", kept[-1])["memory"] == "laptop 8"
    said = town.type("--home", LAPTOP, "sync", "--json", passphrase=DEVON)
    assert (said.status, said.json()["proof"], said.json()["waiting"]) == (4, True, 0)
    assert at(town, WARD, "sync")["proof"] is True

    for home in (WARD, LAPTOP):
        notes = [row["id"] for row in at(town, home, "note", "list", "--limit", "100")["notes"]]
        assert sorted(notes) == sorted([first, *kept])
        fields = [one["field"] for one in at(town, home, "note", "show", first)["two_versions"]]
        assert fields == ["memory", "follow_up"]
    assert at(town, WARD, "note", "resolve", first, "--keep", "both", "--field", "memory")["two_versions"] != []
    assert at(town, WARD, "note", "resolve", first, "--keep", "theirs")["two_versions"] == []
    for home in (WARD, LAPTOP, WARD):
        assert at(town, home, "sync")["proof"] is True
    for home in (WARD, LAPTOP):
        shown = at(town, home, "note", "show", first)
        assert (shown["memory"], shown["follow_up"]) == ("from the ward\n\nfrom the laptop", "2026-12-09")
    assert_equal(town.folder)


def assert_equal(folder: Path) -> None:
    with unlock(choose(folder / WARD), DEVON) as ward, unlock(choose(folder / LAPTOP), DEVON) as laptop:
        assert everything(ward) == everything(laptop)


# In windows.


class Lines:
    """The network of both computers, which can be away."""

    def __init__(self, hospital: Hospital) -> None:
        self._hospital = hospital
        self.now: Callable[[str, bytes], Transport] = self.away

    def __call__(self, address: str, pin: bytes) -> Transport:
        return self.now(address, pin)

    def away(self, address: str, pin: bytes) -> Transport:
        raise OfflineError

    def back(self) -> None:
        self.now = self._hospital.remotes


@contextmanager
def desk_at(folder: Path, lines: Lines, *, days_later: int = 0) -> Iterator[WatchedDesk]:
    with open_door(folder, remotes=lines) as desk:
        desk.door.now = lambda: datetime.now(UTC) + timedelta(days=days_later)
        desk.unlock(PASSPHRASE)
        desk.settle()
        yield desk


def pill(desk: WatchedDesk) -> str:
    session = desk.door.session
    assert session is not None
    return session.pages.shared.desk.bar.pill.text()


def edit(desk: WatchedDesk, note: RecordId, memory: str, follow_up: str) -> None:
    desk.show("notes", note)
    desk.press("Ctrl+E")
    desk.settle()
    form = peer(desk).writing.form
    assert form is not None
    answers = EncounterDraft(setting="ed", outcome="met", support=("time",), memory=memory, follow_up=follow_up)
    form.fill(answers)
    desk.press("Ctrl+Return")
    desk.settle()


def write(desk: WatchedDesk, outcome: str, memory: str, *, follow_up: str = "") -> None:
    support = ("listened",) if outcome == "met" else ()
    draft = EncounterDraft(setting="street", outcome=outcome, support=support, memory=memory, follow_up=follow_up)
    peer(desk).writing.begin(draft, place="")
    desk.press("Ctrl+Return")
    desk.settle()


def introduce(desk: WatchedDesk, place: str) -> None:
    """Look a place up in the directory, call there together with somebody, and keep that."""
    further = peer(desk).further
    desk.show("library")
    desk.settle()
    further.library.page.search.setText(place)
    desk.settle()
    assert "555-0117" in [one.text() for one in further.library.page.card.findChildren(QLabel) if one.isVisible()]
    further.library.page.card.introduce.click()
    desk.settle()
    sheet = further.handoffs.introductions.sheet
    assert sheet is not None
    sheet.who.set_text("Blue Heron 27")
    sheet.how.set_code("call_together")
    sheet.agreed.click()
    desk.press("Ctrl+Return")
    desk.settle()


def take_in(desk: WatchedDesk, table: Path) -> None:
    desk.show("library")
    peer(desk).further.library.model.take_in(str(table))
    desk.settle()


def three_days(laptop: Path, lines: Lines, note: RecordId) -> None:
    """Work where there is no network: nine notes, four of them with a follow-up, an introduction, and a change."""
    for day in (1, 2, 3):
        with desk_at(laptop, lines, days_later=day) as desk:
            for place, outcome in enumerate(OUTCOMES[3 * day - 3 : 3 * day]):
                due = "3d" if outcome in ("met", "brief", "later", "no_answer") else ""
                write(desk, outcome, f"laptop {day}.{place}", follow_up=due)
            if day == 1:
                introduce(desk, "driftwood")
            if day == 3:
                edit(desk, note, "from the laptop", "2030-12-09")
                assert pill(desk) == "Saved here, last sync 3 days ago"
                assert len(encounter_page(vault_of(desk))) == 10


def test_in_windows(tmp_path: Path, qapp: QApplication) -> None:
    """Whoever works for three days without a network loses nothing, sends it over a bad line, and picks what counts."""
    with two_computers(tmp_path) as two:
        note = two.note(follow_up="7d")
        two.ward.close()
        two.laptop.close()
        hospital = two.hospital
        ward, laptop = tmp_path / "homes" / "Devon Achebe", tmp_path / "homes" / "laptop"
        lines = Lines(hospital)
        lines.back()
        for home in (ward, laptop):
            with desk_at(home, lines) as desk:
                take_in(desk, resource("library", "directory_example.csv"))
                desk.press("F5")
                desk.settle()
        lines.now = lines.away
        three_days(laptop, lines, note)
        lines.back()
        with desk_at(ward, lines) as desk:
            edit(desk, note, "from the ward", "2030-12-03")
            before = everything(vault_of(desk))
            take_in(desk, newer_table(tmp_path))
            assert everything(vault_of(desk)) == before
            desk.press("F5")
            desk.settle()
            assert pill(desk).startswith("Up to date ")
        cut = CutTwice(hospital.remotes)
        lines.now = cut
        with desk_at(laptop, lines) as desk:
            for _ in range(4):
                desk.press("F5")
                desk.settle()
            assert cut.cuts == 2
            assert pill(desk) == "Needs you (1)"
        lines.back()
        with desk_at(ward, lines) as desk:
            pick(desk, note)
            on_ward = everything(vault_of(desk))
        with desk_at(laptop, lines) as desk:
            desk.press("F5")
            desk.settle()
            assert_all_is_there(desk, note)
            assert everything(vault_of(desk)) == on_ward


def newer_table(folder: Path) -> Path:
    """Return a table in which a place has another number, and one place is new."""
    table = folder / "newer.csv"
    lines = ("name,kind,phone", "Driftwood Recovery Center,peer_center,555-0199", "Night Kitchen,benefits,555-0198")
    table.write_text("\n".join(lines), encoding="utf-8")
    return table


def pick(desk: WatchedDesk, note: RecordId) -> None:
    """Look at both versions on the ward computer, and let what was said on the laptop count."""
    desk.press("F5")
    desk.settle()
    assert len(encounter_page(vault_of(desk))) == 10
    desk.show("notes", note)
    card(desk)._choose_all("Your other computer")
    card(desk)._keep()
    desk.settle()
    desk.press("F5")
    desk.settle()
    assert pill(desk).startswith("Up to date ")


def assert_all_is_there(desk: WatchedDesk, note: RecordId) -> None:
    """Nothing twice, nothing lost, on the laptop once it has heard what was picked."""
    vault = vault_of(desk)
    assert pill(desk).startswith("Up to date ")
    assert needs(vault) == ()
    detail = encounter_detail(vault, note)
    assert (detail.encounter.memory, detail.follow_up and detail.follow_up.due.isoformat()) == (
        "from the laptop",
        "2030-12-09",
    )
    said = {one.fields["memory"] for one in history(vault, note) if one.fields}
    assert said == {"first", "from the ward", "from the laptop"}
    notes = [encounter_detail(vault, row.id) for row in encounter_page(vault)]
    assert sorted(one.encounter.memory for one in notes) == sorted(
        ["from the laptop", *(f"laptop {day}.{place}" for day in (1, 2, 3) for place in range(3))]
    )
    assert sum(one.follow_up is not None for one in notes) == 5
    (introduced,) = introduction_list(vault)
    assert (introduced.handle, introduced.introduction.to) == ("Blue Heron 27", "Driftwood Recovery Center")
    known = {one.name: one.phone for one in place_list(vault)}
    assert len(known) == len(place_list(vault)) == 16
    assert (known["Driftwood Recovery Center"], known["Night Kitchen"]) == ("555-0199", "555-0198")
