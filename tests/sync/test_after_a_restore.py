"""I33, I11: once an honest server was put back nobody stays alarmed; one that keeps two people apart is told of."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from peerdesk.domain.notices import NoticeKind
from peerdesk.domain.vocabulary import Role
from peerdesk.vault.vault import Vault
from peerdesk.work.encounters import encounter_page, keep_encounter
from peerdesk.work.notices import dismiss, notices
from tests.support.hospital import clock
from tests.support.two_computers import second_computer
from tests.sync.restoring import Restorable, a_restorable_hospital
from tests.sync.test_two_copies import NOTE


class Restored:
    """The ward computer wrote after the backup; the laptop had not seen it, and writes first once it is put back."""

    def __init__(self, hospital: Restorable) -> None:
        self.hospital = hospital
        self.ward = hospital.join("Devon Achebe", Role.PEER)
        self.laptop, self.tablet = self._another("laptop"), self._another("tablet")
        for vault in (self.ward, self.laptop):
            hospital.sync(vault)
        backup = hospital.back_up()
        for _ in range(3):
            self.write(self.ward)
        hospital.restore(backup)
        self.write(self.laptop)

    def _another(self, name: str) -> Vault:
        home = self.hospital.folder / "homes" / name
        vault = second_computer(self.ward, home, self.hospital.remotes("", b""))
        self.hospital.open_vaults.append(vault)
        return vault

    def write(self, vault: Vault) -> None:
        keep_encounter(vault, NOTE, clock(), os.urandom)
        self.hospital.sync(vault)


@pytest.fixture
def devon(tmp_path: Path) -> Iterator[Restored]:
    with a_restorable_hospital(tmp_path) as hospital:
        yield Restored(hospital)


def told(vault: Vault) -> list[tuple[NoticeKind, bool]]:
    return [(one.kind, one.is_alarm) for one in notices(vault)]


MET = [(NoticeKind.HISTORIES_MET, False)]


def test_the_alarm_is_calm_once_the_computer_goes_on_in_the_same_history(devon: Restored) -> None:
    devon.hospital.sync(devon.ward)
    devon.hospital.sync(devon.laptop)
    assert told(devon.laptop) == [(NoticeKind.TWO_HISTORIES, True)]
    devon.write(devon.ward)
    devon.hospital.sync(devon.laptop)
    assert told(devon.laptop) == MET
    devon.write(devon.ward)
    devon.hospital.sync(devon.laptop)
    assert told(devon.laptop) == MET
    assert len(encounter_page(devon.laptop)) == len(encounter_page(devon.ward)) == 6


def test_a_computer_that_comes_later_hears_no_alarm_about_it(devon: Restored) -> None:
    devon.hospital.sync(devon.ward)
    devon.write(devon.ward)
    devon.hospital.sync(devon.tablet)
    assert told(devon.tablet) == MET
    assert devon.hospital.sync(devon.tablet).proof
    assert len(encounter_page(devon.tablet)) == 5


def test_what_was_read_is_not_told_of_again_in_other_words(devon: Restored) -> None:
    devon.hospital.sync(devon.ward)
    devon.hospital.sync(devon.laptop)
    dismiss(devon.laptop, notices(devon.laptop)[0].id)
    devon.write(devon.ward)
    devon.hospital.sync(devon.laptop)
    assert told(devon.laptop) == []


def test_what_others_write_calms_nothing(devon: Restored) -> None:
    devon.hospital.sync(devon.ward)
    devon.hospital.sync(devon.laptop)
    devon.hospital.sync(devon.tablet)
    for vault in (devon.tablet, devon.laptop, devon.tablet):
        devon.write(vault)
    for vault in (devon.laptop, devon.tablet):
        assert (NoticeKind.TWO_HISTORIES, True) in told(vault)
