"""A server that wants to read: it says that recovery is on, that the person agreed, or that the key is another one.

It has help: a colleague's computer and the officer's key sign what they are asked to. No note is given to anybody.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from peerdesk.crypto.identity import DeviceKeys, RootKey
from peerdesk.domain.errors import ExpectedError
from peerdesk.sync.own_keys import author_of
from peerdesk.wire import endpoints
from peerdesk.wire.codec import encode
from peerdesk.wire.directory import ROOT_FINGERPRINT_SHORT, Signer, SignerRole, draft_entry, entry_hash, entry_statement
from peerdesk.wire.directory_body import Body, Policy, Recovery
from peerdesk.wire.ids import PersonId as WirePerson
from peerdesk.wire.ids import own_space
from peerdesk.wire.recovery import key_text
from peerdesk.work.hospital_recovery import allow_recovery, recovery_here
from peerdesk.work.organisation_folder import unlock_officer
from peerdesk.work.policy import Rule
from peerdesk.work.policy_making import make_policy
from peerdesk.work.recovery_key import fingerprint_of
from tests.support.hospital import OFFICER_PASSPHRASE, SUPERVISED, a_hospital, clock
from tests.sync.bad_line import BadLine, changed
from tests.work.office import Office
from tests.work.ward import Pair

Sign = Callable[[bytes], tuple[bytes, ...]]
SPY = DeviceKeys.generate()
ON = Policy(version=9, rules={"recovery": True, "recovery_key": key_text(SPY.public().box)})
AGREED = Recovery(reader=fingerprint_of(SPY))


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    with a_hospital(tmp_path, joined=SUPERVISED) as hospital:
        yield Pair(hospital)


def colleague(pair: Pair) -> tuple[Signer, Sign]:
    with pair.tomas.read() as tx:
        author = author_of(tx.identity.get(), pair.tomas.run, pair.tomas.subkey("device-keys"))
    return Signer(role=SignerRole.DEVICE, id=author.device), author.signer.signatures


def officer(pair: Pair) -> tuple[Signer, Sign]:
    key = unlock_officer(pair.hospital.org, OFFICER_PASSPHRASE, allow_test_profile=True).key
    return Signer(role=SignerRole.OFFICER, id=key.id()), key.signer().signatures


def another_root(pair: Pair) -> tuple[Signer, Sign]:
    """Return a root's key of the server's own making, under the name of the hospital's."""
    with pair.devon.read() as tx:
        organisation = tx.identity.get().organisation
    assert organisation is not None
    name = Signer(role=SignerRole.ROOT, id=organisation.root_fingerprint[:ROOT_FINGERPRINT_SHORT])
    return name, RootKey.generate().signer().signatures


def served(pair: Pair, bodies: tuple[Body, ...], who: tuple[Signer, Sign]) -> None:
    """Let the server add entries to what it shows of the directory."""
    signer, sign = who
    with pair.devon.read() as tx:
        known = tx.directory.head()
    assert known is not None
    head, raws = known, []
    for body in bodies:
        draft = draft_entry(body, signer, head, int(clock().timestamp()))
        raw = encode(msgspec.structs.replace(draft, signatures=sign(entry_statement(draft))))
        head = (head[0] + 1, entry_hash(raw))
        raws.append(raw)
    first = known[0]

    def longer(reply: Any) -> Any:
        entries = tuple(raws[max(reply.head_n - first, 0) :])
        return msgspec.structs.replace(reply, entries=(*reply.entries, *entries), head_n=head[0], head_hash=head[1])

    pair.hospital.wrap = lambda line: BadLine(line, changed(endpoints.DIRECTORY, longer))


def readers_of_own_keys(pair: Pair) -> set[bytes]:
    with pair.devon.read() as tx:
        mine = own_space(WirePerson(tx.person))
        return {bytes(reader) for one in tx.epochs.all(mine) for reader in one.readers}


def sync_whatever_comes(pair: Pair) -> None:
    pair.note()
    try:
        pair.hospital.sync(pair.devon)
    except ExpectedError:
        return


@pytest.mark.parametrize("who", [colleague, officer, another_root])
def test_a_forged_policy_offers_nothing_and_a_forged_yes_gives_nothing(
    pair: Pair, who: Callable[[Pair], tuple[Signer, Sign]]
) -> None:
    pair.meet()
    before = readers_of_own_keys(pair)
    served(pair, (ON, AGREED), who(pair))
    for _ in range(2):
        sync_whatever_comes(pair)
    here = recovery_here(pair.devon)
    assert (here.asked, here.is_on, here.terms) == (False, False, ())
    assert readers_of_own_keys(pair) == before


@pytest.mark.parametrize("who", [colleague, officer, another_root])
def test_a_key_is_not_swapped_behind_a_yes(pair: Pair, who: Callable[[Pair], tuple[Signer, Sign]]) -> None:
    hospital, office = DeviceKeys.generate(), Office(pair.hospital)
    rules = {Rule.RECOVERY: True, Rule.RECOVERY_KEY: key_text(hospital.public().box)}
    make_policy(pair.hospital.org, office.key_ask().root, rules, office.line(), office.now)
    pair.hospital.sync(pair.devon)
    allow_recovery(pair.devon, pair.hospital.remotes, fingerprint_of(hospital), clock())
    served(pair, (ON, AGREED), who(pair))
    for _ in range(2):
        sync_whatever_comes(pair)
    assert recovery_here(pair.devon).fingerprint == fingerprint_of(hospital)
    assert fingerprint_of(SPY) not in readers_of_own_keys(pair)
