"""Everything that can wait for the person is said in words at the command line."""

from pathlib import Path

import pytest

from peerdesk.cli.attention import sentence
from peerdesk.cli.status import _lines
from peerdesk.cli.words import line
from peerdesk.domain.notices import NoticeKind
from peerdesk.sync.reasons import Reason
from peerdesk.vault import inbox
from peerdesk.wire.directory_body import Left
from peerdesk.wire.exchange import Refusal
from peerdesk.wire.ids import PersonId as WirePerson
from peerdesk.work.attention import NEW_COMPUTER, NEW_SHEET, TWO_DIRECTORIES, TWO_VERSIONS, needs
from peerdesk.work.sharing import share
from peerdesk.work.syncing import status
from tests.support.hospital import SUPERVISED, a_hospital, clock
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
    with a_hospital(tmp_path, joined=SUPERVISED) as hospital:
        pair = Pair(hospital)
        officer_says(hospital, Left(person=WirePerson(pair.reader)))
        note = pair.note()
        share(pair.devon, note, pair.reader, clock())
        hospital.sync(pair.devon)
        said = _lines(status(pair.devon, clock()), needs(pair.devon))
    assert said[-2:] == [line("For you", sentence("held_back")), line("", f"peerdesk note show {note.hex()}")]


@pytest.mark.parametrize("kind", [*NoticeKind, TWO_VERSIONS, TWO_DIRECTORIES, NEW_COMPUTER, NEW_SHEET])
def test_everything_that_syncing_tells_has_a_sentence_with_its_fact(kind: str) -> None:
    said = sentence(str(kind), 420)
    assert OTHERWISE not in said
    assert "{" not in said


def test_the_facts_are_in_the_sentences_that_speak_of_them() -> None:
    assert "30 notes" in sentence("mass_hiding", 30)
    assert "7 minutes" in sentence("clock_off", -420)
    assert sentence("malformed", 12) == sentence("malformed") + " In all: 12."
    assert sentence("malformed", 1) == sentence("malformed")
