"""A FHIR file of a summary, in windows: under the same release, told in words, and saved as it was shown."""

import base64
import json
import os
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest
from fhir.resources.R4B.bundle import Bundle

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.screens.fhir_part import FhirPart
from peerdesk.desktop.screens.marked_text import MarkedText
from peerdesk.desktop.screens.summary_sheet import SummarySheet
from peerdesk.domain.consent_vocabulary import LedgerAct, RevokedHow
from peerdesk.domain.introduction import IntroductionDraft
from peerdesk.domain.referral import ReferralDraft
from peerdesk.work.consents import all_consents, keep_consent
from peerdesk.work.introductions import add_introduction
from peerdesk.work.ledger import ledger_lines
from peerdesk.work.referrals import add_referral
from peerdesk.work.withdrawing import revoke_one
from tests.desktop.consent_desk import Ward, acts, card, on_screen, press, previewed, routes, sheet
from tests.desktop.desks import clipped, nameless, small
from tests.desktop.screens.test_paused_shares import said
from tests.desktop.screens.test_quick_note import vault_of
from tests.support.hospital import SUPERVISED, a_hospital, clock
from tests.work.test_withdrawing import RELEASE, WHO


@pytest.fixture
def ward(tmp_path: Path) -> Iterator[Ward]:
    with a_hospital(tmp_path, joined=SUPERVISED) as hospital:
        yield Ward(hospital)


def offered(desk: WatchedDesk) -> FhirPart:
    """Preview a summary, and ask for the file of it."""
    press(desk, previewed(desk), "Save as FHIR file…")
    made(desk)
    part = routes(desk).fhir.part
    assert part is not None
    return part


def made(desk: WatchedDesk) -> None:
    def is_shown() -> bool:
        part = routes(desk).fhir.part
        return part is not None and part.view is not None

    desk.wait(is_shown, "the file in words")
    desk.settle()


def with_more_to_add(desk: WatchedDesk) -> None:
    vault = vault_of(desk)
    asked = IntroductionDraft(to="Harbor House", handle=WHO, agreed=True)
    add_introduction(vault, asked, clock(), os.urandom)
    add_introduction(vault, IntroductionDraft(to="Quiet Hall", agreed=True), clock(), os.urandom)
    add_referral(vault, ReferralDraft(place="ed", how_to_find="Bay 4"), clock(), os.urandom)


def test_what_is_in_the_file_is_said_in_words_and_saved_as_it_was_shown(ward: Ward) -> None:
    out = ward.hospital.folder / "kim.json"
    with ExitStack() as stack:
        desk = ward.note_on(stack)
        with_more_to_add(desk)
        before = acts(vault_of(desk))
        part = offered(desk)
        texts = [one.text for one, _chip in part.chips]
        assert ["Harbor House" in text for text in texts] == [False, True, False]
        assert not any("Quiet Hall" in text for text in texts)
        for _one, chip in part.chips:
            chip.click()
            assert not part.save.isEnabled()
            made(desk)
        words = "\n".join(said(part))
        assert {"About: Blue Heron 27", "To: Dr. Kim, 4 West"} <= set(words.split("\n"))
        for line in ("Staying in touch, until", "You introduced them to somebody on", "Somebody asked for a peer on"):
            assert line in words
        press(desk, part, "Show the file itself")
        (shown,) = part.findChildren(MarkedText)
        assert nameless(part) == clipped(part) == small(part) == []
        assert acts(vault_of(desk)) == before
        routes(desk).fhir._ask_name = lambda _name: str(out)
        press(desk, part, "Save this file…")
        desk.wait(out.exists, "the file")
        desk.settle()
        assert out.read_text(encoding="utf-8") == shown.toPlainText()
        assert Bundle.model_validate_json(out.read_bytes()).type == "collection"
        kinds = [one["resource"]["resourceType"] for one in json.loads(out.read_bytes())["entry"]]
        assert kinds.count("Task") == kinds.count("ServiceRequest") == 2
        assert not [never for never in ("Harbor House", "Bay 4", "only for me", "housing") if never in out.read_text()]
        entry = ledger_lines(vault_of(desk))[-1].entry
        assert (entry.act, entry.recipient) == (LedgerAct.FILED, "Dr. Kim, 4 West")
        assert "Saved. The ledger has it." in "\n".join(said(desk.door.frame))


def test_a_file_holds_the_release_that_stands_above_it_and_what_only_another_covers_is_not_added(ward: Ward) -> None:
    with ExitStack() as stack:
        desk = ward.note_on(stack)
        # The one of before covers what was agreed; the newest, under which the summary goes, only that a peer visited.
        narrow = replace(RELEASE, scope=("peer_visit",), discloser="Night program")
        keep_consent(vault_of(desk), narrow, clock(), os.urandom)
        press(desk, card(desk), "Summary for the team")
        summary = sheet(desk, SummarySheet)
        assert isinstance(summary, SummarySheet)
        summary.visit.setChecked(True)
        press(desk, summary, "Show what leaves")
        assert "Night program" in on_screen(desk)
        press(desk, summary, "Save as FHIR file…")
        made(desk)
        part = routes(desk).fhir.part
        assert part is not None
        assert part.view is not None
        assert "Night program" in release_in(part.view.file)
        ((_one, chip),) = part.chips
        chip.click()
        desk.settle()
        desk.wait(lambda: "The release shown above does not cover that" in on_screen(desk), "what it says")
        assert not part.save.isEnabled()
        chip.click()
        made(desk)
        assert "Night program" in release_in(part.view.file)
        assert "Task" not in part.view.file


def release_in(file: str) -> str:
    """Return the release that goes along in a file, as it is to be read."""
    (found,) = [one["resource"] for one in json.loads(file)["entry"] if one["resource"]["resourceType"] == "Consent"]
    return base64.b64decode(found["sourceAttachment"]["data"]).decode()


def test_once_the_release_has_ended_no_file_is_there_and_a_word_more_in_the_form_takes_the_offer_away(
    ward: Ward,
) -> None:
    out = ward.hospital.folder / "kim.json"
    with ExitStack() as stack:
        desk = ward.note_on(stack)
        part, vault = offered(desk), vault_of(desk)
        (one,) = all_consents(vault, clock())
        revoke_one(vault, one.consent.id, RevokedHow.SAID, clock(), os.urandom)
        before = acts(vault)
        routes(desk).fhir._ask_name = lambda _name: str(out)
        press(desk, part, "Save this file…")
        desk.settle()
        assert not out.exists()
        assert acts(vault) == before
        sheet = routes(desk).sheet
        assert sheet is not None
        assert "That needs a written release" in "\n".join(said(sheet))
        assert isinstance(sheet, SummarySheet)
        sheet.agreed.set_text("A visit on Monday.")
        desk.settle()
        assert routes(desk).fhir.part is None
