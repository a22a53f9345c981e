"""I21: an older PeerDesk keeps what a newer one wrote unread and byte for byte, says so, and never writes over it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from peerdesk.domain.errors import ServerRefusedError
from peerdesk.domain.ids import RecordId
from peerdesk.sync import opening, outgoing, payload
from peerdesk.sync.capabilities import capabilities
from peerdesk.sync.reasons import Reason
from peerdesk.sync.squeezing import unsqueezed
from peerdesk.vault.engine import driver_of
from peerdesk.vault.vault import Vault
from peerdesk.wire import endpoints
from peerdesk.wire.exchange import ProblemCode
from peerdesk.wire.login import CAPABILITIES
from peerdesk.work.attention import needs
from peerdesk.work.encounters import encounter_detail
from tests.support.hospital import a_hospital
from tests.support.two_computers import TwoComputers
from tests.sync.bad_line import BadLine, changed

NEWER = 100
"""What the newer PeerDesk of these tests adds to the number of a schema."""


@contextmanager
def newer() -> Iterator[None]:
    """Let PeerDesk be a newer one inside the block: it writes schemas that today's does not know, and reads both."""
    with pytest.MonkeyPatch.context() as patch:

        def to_plain(*given: Any) -> bytes:
            items = msgspec.msgpack.decode(payload.to_plain(*given))
            return msgspec.msgpack.encode([items[0] + NEWER, *items[1:], "and more"])

        def from_plain(raw: bytes, **known: Any) -> payload.Opened:
            items = msgspec.msgpack.decode(unsqueezed(raw))
            if items[0] > NEWER:
                raw = msgspec.msgpack.encode([items[0] - NEWER, *items[1:-1]])
            return payload.from_plain(raw, **known)

        patch.setattr(outgoing, "to_plain", to_plain)
        patch.setattr(opening, "from_plain", from_plain)
        yield


@dataclass
class Skew:
    """The ward computer has a newer PeerDesk, the laptop today's."""

    two: TwoComputers

    def sync(self, vault: Vault, *, upgraded: bool = False) -> Any:
        if vault is self.two.ward or upgraded:
            with newer():
                return self.two.hospital.sync(vault)
        return self.two.hospital.sync(vault)

    def frames(self, vault: Vault, note: RecordId) -> dict[bytes, bytes]:
        with vault.read() as tx:
            sql = "SELECT revision, frame FROM revision WHERE record = ?"
            return dict(driver_of(tx._connection).execute(sql, (note,)).fetchall())


@pytest.fixture(scope="module")
def skew(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Skew]:
    with a_hospital(tmp_path_factory.mktemp("skew")) as hospital:
        yield Skew(TwoComputers(hospital))


FIELD = st.sampled_from(["memory", "words"])
STEPS = st.lists(st.tuples(st.sampled_from(["ward", "laptop"]), st.one_of(st.just(""), FIELD)), min_size=1, max_size=8)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_whatever_the_older_one_does_nothing_of_the_newer_one_is_lost(skew: Skew, steps: list[tuple[str, str]]) -> None:
    two = skew.two
    note = two.note(memory="first", words="first")
    for number, (who, field) in enumerate(steps):
        vault = two.ward if who == "ward" else two.laptop
        if field:
            two.change(vault, note, **{field: f"{who} {number}"})
        skew.sync(vault)
    for vault in (two.ward, two.laptop, two.ward, two.laptop):
        skew.sync(vault)
    # Both hold the very same bytes, read or not.
    assert skew.frames(two.ward, note) == skew.frames(two.laptop, note)
    for vault in (two.laptop, two.ward, two.laptop):
        skew.sync(vault, upgraded=True)
    ward, laptop = encounter_detail(two.ward, note), encounter_detail(two.laptop, note)
    assert (ward.heads, ward.conflicts, ward.encounter) == (laptop.heads, laptop.conflicts, laptop.encounter)
    for field in ("memory", "words"):
        shown = {one.value for one in ward.conflicts.get(field, ())} or {getattr(ward.encounter, field)}
        said = [f"{who} {number}" for number, (who, what) in enumerate(steps) if what == field]
        last_of_ward = [one for one in said if one.startswith("ward")][-1:]
        assert said == [] or shown & {*said}
        # What the newer one said last disappears only when the older one had read it, which it cannot.
        assert {*last_of_ward} <= shown


def test_a_newer_change_is_said_to_need_a_newer_peerdesk_and_holds_up_nothing(skew: Skew) -> None:
    two = skew.two
    note = two.note(memory="first")
    other = two.note(memory="other")
    two.change(two.ward, note, memory="in words of a newer one")
    skew.sync(two.ward)
    two.change(two.laptop, other, memory="today's")
    result = skew.sync(two.laptop)
    assert encounter_detail(two.laptop, note).encounter.memory == "first"
    assert [one.reason for one in needs(two.laptop) if one.note == note] == [Reason.NEWER.value]
    assert result.pushed == 1
    skew.sync(two.laptop, upgraded=True)
    assert encounter_detail(two.laptop, note).encounter.memory == "in words of a newer one"
    assert [one.reason for one in needs(two.laptop) if one.note == note] == []


def test_a_server_of_another_version_is_said_to_be_one_and_an_unknown_name_means_nothing(skew: Skew) -> None:
    def says(**said: Any) -> BadLine:
        line = skew.two.hospital.remotes("", b"")
        fault = changed(endpoints.HELLO, lambda hello: msgspec.structs.replace(hello, **said))
        return BadLine(line, fault, can_look=True)

    assert capabilities(says()) == frozenset(CAPABILITIES)
    assert capabilities(says(capabilities=("push", "of a later year"))) == {"push", "of a later year"}
    assert capabilities(says(versions=(2, 1)))
    with pytest.raises(ServerRefusedError) as refused:
        capabilities(says(versions=(3, 2)))
    assert refused.value.reason == ProblemCode.UNKNOWN_VERSION.value
