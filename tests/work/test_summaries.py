"""What leaves the program leaves under a whole release that names who gets it, and stands in the ledger."""

import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from peerdesk.domain.consent import ConsentDraft
from peerdesk.domain.consent_vocabulary import LedgerAct
from peerdesk.domain.errors import NotAllowedError
from peerdesk.domain.ids import RecordId
from peerdesk.domain.summary import SummaryDraft
from peerdesk.vault.vault import Vault
from peerdesk.work.consents import find_individual, keep_consent
from peerdesk.work.handing_out import put_out
from peerdesk.work.labels import read_labels
from peerdesk.work.ledger import ledger_lines
from peerdesk.work.resources import resource
from peerdesk.work.summaries import Sheet, prepare_summary, record_summary, recording, summary_recipients
from peerdesk.work.withdrawing import Wish, withdraw
from tests.support.hospital import clock
from tests.work.test_withdrawing import RELEASE, WHO
from tests.work.ward import Pair

KIM = "Dr. Kim, 4 West"
TOLD = SummaryDraft(recipient=KIM, agreed="A visit on Friday.")
LABELS = read_labels(resource("library", "vocab.json").read_bytes())


def prepared(vault: Vault, note: RecordId, draft: SummaryDraft = TOLD, language: str = "en") -> Sheet:
    return prepare_summary(vault, note, draft, LABELS, language, clock())


def signed(pair: Pair, draft: ConsentDraft = RELEASE) -> RecordId:
    return keep_consent(pair.devon, draft, clock(), os.urandom).id


def test_without_a_release_that_holds_is_whole_names_them_and_covers_it_nothing_is_prepared(pair: Pair) -> None:
    note = pair.note()
    not_enough = (
        ConsentDraft(handle=WHO, kind="verbal_ok_to_keep_in_touch"),
        replace(RELEASE, signed_on=""),
        replace(RELEASE, recipients=("Somebody else",)),
        replace(RELEASE, scope=("agreed",)),
        replace(RELEASE, expires="2020-01-01"),
        replace(RELEASE, starts=(clock() + timedelta(days=3)).date().isoformat()),
        replace(RELEASE, handle="Red Maple 4"),
    )
    for draft in not_enough:
        signed(pair, draft)
        with pytest.raises(NotAllowedError):
            prepared(pair.devon, note)
    signed(pair)
    assert prepared(pair.devon, note)
    with pytest.raises(NotAllowedError):
        prepared(pair.devon, note, replace(TOLD, words="My own words."))


def test_the_notice_and_what_the_release_allows_go_along_in_both_languages_and_nothing_of_the_note_does(
    pair: Pair,
) -> None:
    note = pair.note()
    signed(pair)
    for language, ends in (("en", "Until: 2027-11-21"), ("es", "Hasta: 2027-11-21")):
        text = prepared(pair.devon, note, language=language).text
        assert "42 CFR part 2 prohibits unauthorized use or disclosure" in text
        assert ends in text
        assert f"{KIM}" in text
        assert WHO in text
        assert not any(
            word in text for word in ("only for me", "their own words", "ed", "time") if word in text.split()
        )
    assert "Ms. H." in prepared(pair.devon, note, replace(TOLD, called="Ms. H.")).text
    assert WHO not in prepared(pair.devon, note, replace(TOLD, called="Ms. H.")).text


def test_what_left_is_in_the_ledger_by_its_parts_and_its_words_are_nowhere(pair: Pair) -> None:
    note = pair.note()
    consent = signed(pair)
    assert summary_recipients(pair.devon, note, clock()) == (KIM,)
    sheet = prepared(pair.devon, note)
    assert ledger_lines(pair.devon) == ()
    record_summary(pair.devon, sheet, LedgerAct.PRINTED, clock(), os.urandom)
    (line,) = ledger_lines(pair.devon)
    assert (line.entry.act, line.recipient, line.entry.consent) == (LedgerAct.PRINTED, KIM, consent)
    assert line.entry.what == ("peer_visit", "agreed")
    assert line.entry.left
    assert "Friday" not in repr(line)


def test_a_no_between_the_preview_and_the_printer_stops_it(pair: Pair) -> None:
    note = pair.note()
    signed(pair)
    sheet = prepared(pair.devon, note)
    done = withdraw(pair.devon, find_individual(pair.devon, WHO), Wish(), clock(), os.urandom)
    assert done.told == ()
    with pytest.raises(NotAllowedError):
        record_summary(pair.devon, sheet, LedgerAct.PRINTED, clock(), os.urandom)
    assert summary_recipients(pair.devon, note, clock()) == ()
    with pytest.raises(NotAllowedError):
        prepared(pair.devon, note)


def test_a_file_is_whole_or_not_there_and_none_is_there_that_the_ledger_does_not_know(
    pair: Pair, tmp_path: Path
) -> None:
    note = pair.note()
    signed(pair)
    sheet = prepared(pair.devon, note)
    out = tmp_path / "out"
    out.mkdir()
    withdraw_first = recording(
        pair.devon, replace(sheet, consent=RecordId(b"n" * 16)), LedgerAct.FILED, clock(), os.urandom
    )

    def cut() -> None:
        raise KeyboardInterrupt

    for before in (cut, withdraw_first):
        with pytest.raises((KeyboardInterrupt, Exception)):
            put_out(out / "summary.txt", sheet.text.encode(), before)
        assert list(out.iterdir()) == []
        assert ledger_lines(pair.devon) == ()
    put_out(
        out / "summary.txt", sheet.text.encode(), recording(pair.devon, sheet, LedgerAct.FILED, clock(), os.urandom)
    )
    assert [path.name for path in out.iterdir()] == ["summary.txt"]
    assert (out / "summary.txt").read_text(encoding="utf-8") == sheet.text
    assert [line.entry.act for line in ledger_lines(pair.devon)] == [LedgerAct.FILED]
    with pytest.raises(OSError, match="no"):
        put_out(tmp_path / "no" / "summary.txt", b"x", cut)
