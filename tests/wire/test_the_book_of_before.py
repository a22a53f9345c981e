"""What the directory said after an earlier entry: the same in whatever order it is asked, and cheap in any."""

import random
from typing import Any

import pytest

from peerdesk.crypto.identity import DeviceKeys, OfficerKey
from peerdesk.crypto.signing import verify_all
from peerdesk.wire import membership
from peerdesk.wire.directory_body import Device, Officer, OfficerRevoked, Revoked
from peerdesk.wire.entitlement import judge
from peerdesk.wire.membership import Directory
from peerdesk.wire.verdict import Verdict
from tests.wire.chains import NOW, YEAR, Chain


def long_chain() -> Chain:
    chain, second = Chain(), OfficerKey.generate()
    chain.say_root(Officer(public=second.signer().public, expires=NOW + YEAR))
    for number in range(12):
        peer, laptop = chain.add(), DeviceKeys.generate()
        chain.say_device(Device(keys=laptop.public(), sealed_label=b"l"), peer.keys)
        chain.say_officer(Revoked(device=laptop.id(), person=None, cut_offs=()), officer=second)
        if number == 6:
            chain.say_root(OfficerRevoked(officer=second.id(), last_good_n=chain.directory.head[0] - 9))
    return chain


@pytest.mark.parametrize("seed", range(5))
def test_it_is_the_same_in_whatever_order_it_is_asked(seed: int) -> None:
    chain = long_chain()
    order = list(range(chain.directory.head[0]))
    random.Random(seed).shuffle(order)
    for n in order:
        shorter = Directory.empty(chain.root.fingerprint())
        for raw in chain.raw[:n]:
            shorter.apply(raw, verify_all)
        said, known = chain.directory.members_at(n), shorter.members
        assert (said.people, said.officers, said.replaced) == (known.people, known.officers, known.replaced)
        for person in known.people:
            assert said.devices_of(person.id) == known.devices_of(person.id)


def test_a_log_whose_revisions_cite_every_entry_costs_no_more_than_a_few_readings(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    chain, judged = long_chain(), list[int]()

    def counted(*said: Any) -> Verdict:
        judged.append(1)
        return judge(*said)

    monkeypatch.setattr(membership, "judge", counted)
    head = chain.directory.head[0]
    for n in range(1, head):
        chain.directory.members_at(n)
    assert len(judged) < 4 * head
