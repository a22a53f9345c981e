"""Recovery by the hospital: only with the root's policy and the peer's own yes, shown for good, and seen when used."""

import os
from pathlib import Path

import pytest

from peerdesk.crypto.identity import DeviceKeys
from peerdesk.crypto.passphrase import TEST_ONLY
from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.errors import (
    BadValueError,
    NotAllowedError,
    OfflineError,
    ServerRefusedError,
    VaultExistsError,
    WrongPassphraseError,
)
from peerdesk.vault.vault import Vault
from peerdesk.wire import directory_body, endpoints
from peerdesk.wire.exchange import NOTHING_SEEN, PullReply, PullRequest
from peerdesk.wire.ids import PersonId, SpaceId, own_space, pair_space, recovery_id
from peerdesk.wire.recovery import RecoveryBook, key_text
from peerdesk.work.attention import Act, do, needs
from peerdesk.work.deleting import erase_note
from peerdesk.work.directory_pen import officer_pen
from peerdesk.work.encounters import keep_encounter
from peerdesk.work.hospital_recovery import (
    RecoveryHere,
    allow_recovery,
    decline_recovery,
    end_recovery,
    recovery_here,
)
from peerdesk.work.policy import Rule, policy_here
from peerdesk.work.policy_making import make_policy
from peerdesk.work.readership import who_can_read
from peerdesk.work.reading import encounter_detail, encounter_page
from peerdesk.work.recovering import recovered_notes
from peerdesk.work.recovery_key import RECOVERY_KEY, fingerprint_of, make_recovery_key, unlock_recovery_key
from tests.support.hospital import OFFICER_PASSPHRASE, Hospital, a_hospital, clock
from tests.support.two_computers import TwoComputers
from tests.sync.bad_line import BadLine, lost_request
from tests.work.office import Office
from tests.work.ward import NOTE, Pair, officer_says

RECOVERY_PASSPHRASE = "violet anchor pepper window elm"


@pytest.fixture
def keys(pair: Pair) -> DeviceKeys:
    """Make the hospital's recovery key, and sign a policy that offers it."""
    made = make_recovery_key(pair.hospital.org, RECOVERY_PASSPHRASE, clock(), profile=TEST_ONLY)
    found = unlock_recovery_key(made.file, RECOVERY_PASSPHRASE, allow_test_profile=True)
    offer(pair.hospital, found)
    pair.hospital.sync(pair.devon)
    return found


def offer(hospital: Hospital, keys: DeviceKeys, *, on: bool = True) -> None:
    office = Office(hospital)
    rules = {Rule.RECOVERY: on, Rule.RECOVERY_KEY: key_text(keys.public().box)}
    make_policy(hospital.org, office.key_ask().root, rules, office.line(), office.now)


def agree(pair: Pair, vault: Vault | None = None) -> None:
    mine = vault or pair.devon
    allow_recovery(mine, pair.hospital.remotes, recovery_here(mine).fingerprint, clock())


def kept(pair: Pair, handle: str) -> None:
    keep_encounter(
        pair.devon, EncounterDraft(setting="ed", outcome="met", support=("time",), handle=handle), clock(), os.urandom
    )


def recovered(pair: Pair, keys: DeviceKeys, name: str = "Devon Achebe") -> tuple[set[str], int]:
    with recovered_notes(Office(pair.hospital).ask(name), keys, pair.hospital.folder) as found:
        return {row.handle for row in encounter_page(found.vault)}, found.closed


def test_nothing_is_offered_without_a_policy_that_names_the_key(pair: Pair) -> None:
    assert recovery_here(pair.devon) == RecoveryHere()
    office = Office(pair.hospital)
    with pytest.raises(BadValueError):
        make_policy(pair.hospital.org, office.key_ask().root, {Rule.RECOVERY: True}, office.line(), office.now)
    with pytest.raises(NotAllowedError):
        allow_recovery(pair.devon, pair.hospital.remotes, bytes(16), clock())


def test_a_key_file_is_made_once_and_opens_with_its_own_passphrase_alone(pair: Pair, keys: DeviceKeys) -> None:
    org = pair.hospital.org
    with pytest.raises(VaultExistsError):
        make_recovery_key(org, RECOVERY_PASSPHRASE, clock(), profile=TEST_ONLY)
    with pytest.raises(WrongPassphraseError):
        unlock_recovery_key(org / RECOVERY_KEY, OFFICER_PASSPHRASE, allow_test_profile=True)
    groups = [fingerprint_of(keys).hex()[at : at + 4] for at in range(0, 32, 4)]
    for sheet in org.glob("recovery-key-sheet.*.html"):
        assert all(group in sheet.read_text() for group in groups)
    assert len(list(org.glob("recovery-key-sheet.*.html"))) == 2


def test_who_is_asked_and_says_nothing_or_no_keeps_working_and_stays_closed(pair: Pair, keys: DeviceKeys) -> None:
    assert recovery_here(pair.devon).asked
    assert [one.reason for one in needs(pair.devon)] == ["recovery_asked"]
    kept(pair, "Quiet River")
    decline_recovery(pair.devon)
    assert not recovery_here(pair.devon).asked
    assert needs(pair.devon) == ()
    pair.shared()
    with pytest.raises(NotAllowedError):
        recovered(pair, keys)
    assert recovery_here(pair.devon).uses == ()


def test_what_is_kept_from_the_yes_on_can_be_opened_and_nothing_from_before(pair: Pair, keys: DeviceKeys) -> None:
    kept(pair, "Before")
    pair.meet()
    agree(pair)
    assert recovery_here(pair.devon).is_on
    kept(pair, "Blue Heron 27")
    erased = keep_encounter(
        pair.devon, EncounterDraft(setting="ed", outcome="declined", handle="Gone"), clock(), os.urandom
    )
    pair.meet()
    erase_note(pair.devon, erased.id)
    pair.shared()
    handles, closed = recovered(pair, keys)
    assert handles == {"Blue Heron 27"}
    assert closed >= 2, "the note of before, and its handle"


def test_a_use_is_seen_by_the_person_on_every_computer_before_anything_was_read(pair: Pair, keys: DeviceKeys) -> None:
    agree(pair)
    kept(pair, "Blue Heron 27")
    pair.meet()
    pair.hospital.wrap = lambda line: BadLine(line, lost_request(endpoints.PULL))
    with pytest.raises(OfflineError):
        recovered(pair, keys)
    pair.hospital.wrap = lambda line: line
    pair.hospital.sync(pair.devon)
    assert len(recovery_here(pair.devon).uses) == 1
    assert recovered(pair, keys)[0] == {"Blue Heron 27"}
    pair.hospital.sync(pair.devon)
    # The try that was cut short and this one are one use.
    assert len(recovery_here(pair.devon).uses) == 1
    told = next(one for one in needs(pair.devon) if one.reason == "recovery_used")
    assert not told.is_calm
    do(pair.devon, told.key, Act.SEEN, clock(), os.urandom)
    assert needs(pair.devon) == ()
    assert len(recovery_here(pair.devon).uses) == 1


def test_the_officer_reads_no_space_of_two_and_nobody_elses(pair: Pair, keys: DeviceKeys) -> None:
    agree(pair)
    pair.shared()
    with pytest.raises(NotAllowedError):
        recovered(pair, keys, "Tomas Okafor")
    office, mine = Office(pair.hospital), own_space(me(pair))
    theirs, tomas = pair_space(me(pair), PersonId(pair.reader)), own_space(PersonId(pair.reader))
    pen = officer_pen(pair.hospital.org, OFFICER_PASSPHRASE, office.line(), office.now, allow_test_profile=True)

    def pull(space: SpaceId) -> PullReply:
        question = PullRequest(space=space, witness=NOTHING_SEEN, after=0, limit=10)
        return pen.transport.ask(endpoints.PULL, question, PullReply)

    for space in (mine, theirs, tomas):
        with pytest.raises(ServerRefusedError, match="not_allowed"):
            pull(space)
    pen.write(directory_body.Recovered(person=me(pair)))
    assert pull(mine).revisions
    for space in (theirs, tomas):
        with pytest.raises(ServerRefusedError, match="not_allowed"):
            pull(space)
    with pair.devon.read() as tx:
        reader = fingerprint_of(keys)
        assert any(reader in one.readers for one in tx.epochs.all(mine))
        assert not any(reader in one.readers for one in tx.epochs.all(theirs))


def test_ending_it_closes_what_is_kept_afterwards_and_the_badge_stays(pair: Pair, keys: DeviceKeys) -> None:
    agree(pair)
    kept(pair, "Between")
    pair.meet()
    end_recovery(pair.devon, pair.hospital.remotes, clock())
    end_recovery(pair.devon, pair.hospital.remotes, clock())
    kept(pair, "After")
    pair.meet()
    assert recovered(pair, keys)[0] == {"Between"}
    here = recovery_here(pair.devon)
    assert not here.is_on
    assert [one.until is not None for one in here.terms] == [True]
    assert who_can_read(pair.devon, clock()).own.hospital


def test_a_policy_that_turns_it_off_or_swaps_the_key_ends_it_until_the_person_says_yes_again(
    pair: Pair, keys: DeviceKeys
) -> None:
    agree(pair)
    other = DeviceKeys.generate()
    offer(pair.hospital, other)
    pair.hospital.sync(pair.devon)
    here = recovery_here(pair.devon)
    assert (here.is_on, here.asked) == (False, True)
    kept(pair, "Quiet River")
    pair.meet()
    assert recovered(pair, keys)[0] == set()
    with pytest.raises(NotAllowedError):
        recovered(pair, other)
    with pytest.raises(NotAllowedError):
        allow_recovery(pair.devon, pair.hospital.remotes, fingerprint_of(keys), clock())
    agree(pair)
    kept(pair, "Blue Heron 27")
    pair.meet()
    assert recovered(pair, other)[0] == {"Blue Heron 27"}
    offer(pair.hospital, other, on=False)
    pair.hospital.sync(pair.devon)
    assert not recovery_here(pair.devon).is_on


def test_an_officer_alone_offers_nothing_and_agrees_for_nobody(pair: Pair) -> None:
    key = DeviceKeys.generate().public().box
    forged = directory_body.Policy(version=1, rules={"recovery": True, "recovery_key": key_text(key)})
    for body in (
        forged,
        directory_body.Recovery(reader=recovery_id(key)),
        directory_body.Recovered(person=me(pair)),
    ):
        with pytest.raises(Exception, match="not_allowed"):
            officer_says(pair.hospital, body)
    pair.hospital.sync(pair.devon)
    assert recovery_here(pair.devon) == RecoveryHere()
    assert policy_here(pair.devon).recovery is False


def me(pair: Pair) -> PersonId:
    with pair.devon.read() as tx:
        return PersonId(tx.person)


def test_an_older_peerdesk_reads_what_is_given_to_the_hospital_as_well_and_writes_so_that_a_newer_one_reads_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An older one takes the key from the revision that it knows, and sets apart the one for the hospital."""
    with a_hospital(tmp_path) as hospital:
        two, keys = TwoComputers(hospital), DeviceKeys.generate()
        offer(hospital, keys)
        two.meet()
        allow_recovery(two.ward, hospital.remotes, fingerprint_of(keys), clock())

        def old_sync() -> None:
            with monkeypatch.context() as patch:
                patch.setattr(RecoveryBook, "reader_of", lambda *_: None)
                hospital.sync(two.laptop)

        new = keep_encounter(two.ward, NOTE, clock(), os.urandom).id
        hospital.sync(two.ward)
        old_sync()
        assert encounter_detail(two.laptop, new).handle == "Blue Heron 27"
        assert [one.reason for one in needs(two.laptop) if one.reason != "recovery_asked"] == ["bad_readers"]
        old = keep_encounter(two.laptop, NOTE, clock(), os.urandom).id
        old_sync()
        hospital.sync(two.ward)
        assert encounter_detail(two.ward, old).handle == "Blue Heron 27"
        assert needs(two.ward) == ()


def test_two_computers_of_today_set_nothing_apart(tmp_path: Path) -> None:
    with a_hospital(tmp_path) as hospital:
        two, keys = TwoComputers(hospital), DeviceKeys.generate()
        offer(hospital, keys)
        two.meet()
        allow_recovery(two.ward, hospital.remotes, fingerprint_of(keys), clock())
        two.meet()
        for vault in (two.ward, two.laptop):
            keep_encounter(vault, NOTE, clock(), os.urandom)
            two.meet()
        assert needs(two.ward) == needs(two.laptop) == ()
        assert recovery_here(two.laptop).is_on
        with recovered_notes(Office(hospital).ask("Devon Achebe"), keys, tmp_path) as found:
            assert len(encounter_page(found.vault)) == 2
        assert not list(tmp_path.glob(".peerdesk-*"))
