"""Killed while a second computer is set up: whatever was reached, the same sheet finishes it, and it is listed once."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from peerdesk.domain.sheet_errors import SheetElsewhereError
from peerdesk.sync.paper import PaperVisit
from peerdesk.vault.places import find_vaults
from peerdesk.work import second_computer
from peerdesk.work.attention import needs
from peerdesk.work.encounters import encounter_detail
from peerdesk.work.recovery_sheet import RecoverySheet, read_sheet
from peerdesk.work.revoking import revoke_device
from tests.support.hospital import ADDRESS
from tests.work.office import Office
from tests.work.ruth import Ruth, a_ruth


class KilledError(BaseException):
    """What stands for `kill -9`: nothing behind it is done, and nothing is tidied up."""


@pytest.fixture
def ruth(tmp_path: Path) -> Iterator[Ruth]:
    with a_ruth(tmp_path) as found:
        yield found


def kill_at(patch: pytest.MonkeyPatch, owner: Any, name: str, *, behind: bool) -> None:
    real = getattr(owner, name)

    def killed(*given: Any, **named: Any) -> Any:
        if behind:
            real(*given, **named)
        raise KilledError

    patch.setattr(owner, name, killed)
    patch.setattr(shutil, "rmtree", lambda *_, **__: None)


def computers(ruth: Ruth) -> int:
    listed = Office(ruth.hospital).people()["Ruth Lind"].devices
    return sum(one.live and not one.is_paper for one in listed)


@pytest.mark.parametrize("behind", [False, True])
@pytest.mark.parametrize(
    ("owner", "name"),
    [
        (second_computer, "_identity"),
        (second_computer, "learn_key_of_names"),
        (second_computer, "_sign_in"),
        (PaperVisit, "take_keys"),
        (PaperVisit, "key_of_names"),
        (PaperVisit, "sign"),
    ],
)
def test_the_same_sheet_finishes_what_was_killed(
    ruth: Ruth, owner: Any, name: str, behind: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        kill_at(patch, owner, name, behind=behind)
        with pytest.raises(KilledError):
            ruth.joined()
    home = ruth.hospital.folder / "homes" / "new"
    assert len(find_vaults(home)) == 1
    listed = computers(ruth)
    assert listed == 1 + (name in {"sign", "_sign_in"} and behind)
    new = ruth.joined()
    ruth.hospital.sync(new)
    assert (len(find_vaults(home)), computers(ruth)) == (1, 2)
    assert encounter_detail(new, ruth.note).encounter.memory == "from before"
    assert needs(new) == ()


def test_a_computer_that_was_taken_off_the_list_is_set_up_anew_beside_what_it_had(ruth: Ruth) -> None:
    first = ruth.joined()
    lost = first.device
    assert lost is not None
    revoke_device(Office(ruth.hospital).ask("Ruth Lind"), lost.hex())
    first.close()
    new = ruth.joined()
    ruth.hospital.sync(new)
    assert new.device != lost
    assert encounter_detail(new, ruth.note).encounter.memory == "from before"
    names = [one.display_name for one in find_vaults(ruth.hospital.folder / "homes" / "new")]
    assert names == ["Ruth Lind", "Ruth Lind (2)"]
    device = new.device
    new.close()
    again = ruth.joined()
    assert again.device == device


def test_typed_groups_hold_the_server_to_its_certificate(ruth: Ruth) -> None:
    pinned = RecoverySheet(
        name="Ruth Lind", code=ruth.sheet.code, server=ADDRESS, root=ruth.sheet.root, pin=b"\x05" * 32
    )
    typed = read_sheet(f"{pinned.code} {pinned.hospital_groups}")
    with pytest.raises(SheetElsewhereError):
        ruth.joined(typed, server=ADDRESS, name="Ruth Lind", pin_shown=lambda _: b"\x06" * 32)
    new = ruth.joined(typed, server=ADDRESS, name="Ruth Lind", pin_shown=lambda _: pinned.pin)
    with new.read() as tx:
        place = tx.identity.get().organisation
    assert place is not None
    assert place.pin == pinned.pin
