"""The ledger: everything that was ever given to somebody, for as long as the note is here."""

import os

from peerdesk.work.copies import disclosures
from peerdesk.work.encounters import delete_encounter, keep_many
from peerdesk.work.sharing import preview, share, stop_sharing
from tests.support.hospital import clock
from tests.work.ward import NOTE, Pair


def test_what_was_given_stays_in_the_ledger_when_it_ended_or_its_note_was_deleted(pair: Pair) -> None:
    ended, _ = pair.shared()
    deleted, _ = pair.shared()
    still_on, _ = pair.shared()
    preview(pair.devon, pair.note(), pair.reader, clock())
    stop_sharing(pair.devon, ended)
    delete_encounter(pair.devon, deleted)
    pair.meet()
    lines = {one.note: one.share for one in disclosures(pair.devon)}
    assert {note: one.is_on for note, one in lines.items()} == {ended: False, deleted: False, still_on: True}
    assert all(one.name == "Tomas Okafor" for one in lines.values())
    assert [one.note for one in disclosures(pair.devon, ended)] == [ended]


def test_the_ledger_reaches_back_past_any_number_of_notes(pair: Pair) -> None:
    oldest = pair.note()
    share(pair.devon, oldest, pair.reader, clock())
    keep_many(pair.devon, [NOTE] * 1001, clock(), os.urandom)
    assert [one.note for one in disclosures(pair.devon)] == [oldest]
