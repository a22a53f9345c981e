"""What the officer does may be cut short at any question, before it arrives or after. Run again, it is done once."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from peerdesk.domain.errors import OfflineError
from peerdesk.domain.vocabulary import Role
from peerdesk.sync.transport import Transport
from peerdesk.wire.codec import Message
from peerdesk.work.officer_keys import renew_officer
from peerdesk.work.policy import Rule
from peerdesk.work.policy_making import make_policy
from peerdesk.work.revoking import cancel_invites, let_go, revoke_device, revoke_person
from tests.support.hospital import Hospital, a_hospital, clock
from tests.support.servers import in_process_client
from tests.sync.bad_line import BadLine
from tests.work.office import DAY, Office

Verb = Callable[[Office], object]


def lost_devices(office: Office) -> str:
    return next(one.id.hex() for one in office.people()["Devon Achebe"].devices if not one.is_paper)


VERBS: dict[str, tuple[Verb, list[str]]] = {
    "assign": (lambda o: o.assign("Devon Achebe", "Ruth Lind"), ["supervisor", "confirmed", "supervisor"]),
    "cover": (
        lambda o: o.assign("Devon Achebe", "Ruth Lind", clock().replace(microsecond=0, second=0) + DAY, cover=True),
        ["supervisor", "confirmed"],
    ),
    "end": (lambda o: o.end("Devon Achebe", "Tomas Okafor"), ["supervisor"]),
    "revoke one": (lambda o: revoke_device(o.ask("Devon Achebe"), lost_devices(o)), ["revoked"]),
    "revoke all": (lambda o: revoke_person(o.ask("Devon Achebe")), ["revoked", "invite_cancelled"]),
    "left": (lambda o: let_go(o.ask("Devon Achebe")), ["left", "invite_cancelled"]),
    "cancel": (lambda o: cancel_invites(o.ask("Devon Achebe")), ["invite_cancelled"]),
    "policy": (
        lambda o: make_policy(o.hospital.org, o.key_ask().root, {Rule.LOCK_MINUTES: 5}, o.line(), o.now),
        ["policy"],
    ),
    "renew": (lambda o: renew_officer(o.key_ask()), ["officer"]),
}


class Cut:
    """Loses question number `at`, or its answer, and none after it."""

    def __init__(self, at: int, *, arrives: bool) -> None:
        self.left = at
        self.arrives = arrives
        self.happened = False

    def wrap(self, line: Transport) -> Transport:
        return BadLine(line, self.fault)

    def fault(self, _endpoint: str, _question: Message | None, go_on: Callable[[], Any]) -> Any:
        self.left -= 1
        if self.left:
            return go_on()
        self.happened = True
        if self.arrives:
            go_on()
        raise OfflineError


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a hospital whose people have joined; Devon has an invite that was not used."""
    folder = tmp_path_factory.mktemp("founded")
    with a_hospital(folder) as hospital:
        for name in ("Tomas Okafor", "Ruth Lind"):
            hospital.join(name, Role.SUPERVISOR)
        hospital.join("Devon Achebe", Role.PEER, "Tomas Okafor")
        hospital.invite("Devon Achebe", Role.PEER)
    return folder


@contextmanager
def copied(founded: Path, folder: Path) -> Iterator[Hospital]:
    shutil.copytree(founded, folder, ignore=shutil.ignore_patterns("homes"))
    with in_process_client(folder / "server", None) as client:
        yield Hospital(folder, client)


@pytest.mark.parametrize("arrives", [False, True], ids=["before it arrives", "after it arrived"])
@pytest.mark.parametrize("name", VERBS)
def test_a_verb_that_was_cut_short_at_any_question_is_done_once_by_running_it_again(
    founded: Path, tmp_path: Path, name: str, arrives: bool
) -> None:
    (verb, entries), cuts = VERBS[name], 0
    while True:
        cut = Cut(cuts + 1, arrives=arrives)
        with copied(founded, tmp_path / str(cuts)) as hospital:
            office, hospital.wrap = Office(hospital), cut.wrap
            with suppress(OfflineError):
                verb(office)
            hospital.wrap = lambda line: line
            if cut.happened:
                verb(office)
            office.people()
            assert [kind for kind in office.said() if kind != "joined"] == entries
            assert list(hospital.org.glob("*.next")) == []
        if not cut.happened:
            break
        cuts += 1
    assert cuts > 3 * len(entries)


def test_a_server_that_was_put_back_is_given_what_the_officer_has_said_since(founded: Path, tmp_path: Path) -> None:
    with copied(founded, tmp_path / "before") as hospital:
        Office(hospital).assign("Devon Achebe", "Ruth Lind")
        said = Office(hospital).said()
    with copied(founded, tmp_path / "after") as restored:
        shutil.rmtree(restored.org)
        shutil.copytree(tmp_path / "before" / "org", restored.org)
        office = Office(restored)
        assert office.assign("Devon Achebe", "Ruth Lind").changed is False
        assert office.said() == said
        (restored.org / "directory").unlink()
        assert office.people()["Devon Achebe"].supervisors[0].supervisor == office.people()["Ruth Lind"].person
        assert office.said() == said
