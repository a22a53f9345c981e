"""Three days without a network, in the windows of two computers, with a directory of places at hand."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PySide6.QtWidgets import QApplication, QLabel

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.errors import OfflineError
from peerdesk.domain.ids import RecordId
from peerdesk.sync.transport import Transport
from peerdesk.work.attention import needs
from peerdesk.work.encounters import encounter_detail, encounter_page
from peerdesk.work.history import history
from peerdesk.work.introductions import introduction_list
from peerdesk.work.places import place_list
from peerdesk.work.resources import resource
from tests.desktop.desks import open_door, peer
from tests.desktop.screens.test_quick_note import vault_of
from tests.desktop.screens.test_versions import card
from tests.journeys.test_three_days_offline import OUTCOMES, CutTwice, everything
from tests.support.hospital import PASSPHRASE, Hospital
from tests.support.two_computers import two_computers


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
