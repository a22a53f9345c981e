"""Everything that can wait for the person is said in words at the command line."""

from pathlib import Path

import pytest

from peerdesk.cli.attention import sentence
from peerdesk.cli.status import _lines
from peerdesk.cli.words import line
from peerdesk.sync.reasons import Reason
from peerdesk.vault import inbox
from peerdesk.wire.directory_body import Left
from peerdesk.wire.exchange import Refusal
from peerdesk.wire.ids import PersonId as WirePerson
from peerdesk.work.sharing import share
from peerdesk.work.syncing import status
from tests.support.hospital import a_hospital, clock
from tests.work.ward import Pair, officer_says

OTHERWISE = "needs a look"


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_has_a_sentence_of_its_own(reason: Reason) -> None:
    said = sentence(reason.value)
    assert OTHERWISE not in said
    assert [one for one in Reason if sentence(one.value) == said] == [reason]


def test_a_reason_that_is_not_known_is_shown() -> None:
    assert sentence("from_the_future") == "This needs a look (from the future)."


def test_every_code_that_anything_is_set_aside_with_is_a_reason() -> None:
    kept = {inbox.UNREADABLE, inbox.BLANKED, inbox.USED_COUNTER, inbox.TAKEN, inbox.TOO_MANY}
    sent = {refusal.value for refusal in Refusal if refusal is not Refusal.NONE}
    assert kept | sent <= {reason.value for reason in Reason}


def test_status_says_in_words_why_a_share_stays_here(tmp_path: Path) -> None:
    with a_hospital(tmp_path) as hospital:
        pair = Pair(hospital)
        officer_says(hospital, Left(person=WirePerson(pair.reader)))
        note = pair.note()
        share(pair.devon, note, pair.reader, clock())
        hospital.sync(pair.devon)
        said = [each for each in _lines(status(pair.devon, clock())) if "For you" in each]
    assert said == [line("For you", f"{sentence('held_back')}  {note.hex()}")]
