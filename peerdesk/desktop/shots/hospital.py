"""An invented hospital with a real server, for pictures: three people, a few days of work, handles only."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from peerdesk.crypto.passphrase import FLOOR
from peerdesk.desktop.shots.between_computers import offer_one, work_on_a_lost_one
from peerdesk.desktop.shots.second_computer import second_computer
from peerdesk.desktop.shots.team_months import months_of_a_team
from peerdesk.desktop.shots.two_computers import deleted_and_told, differing_note
from peerdesk.desktop.shots.unit_days import units_of_a_peer
from peerdesk.domain.consent import ConsentDraft
from peerdesk.domain.consent_vocabulary import LedgerAct
from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.ids import RecordId, new_record_id
from peerdesk.domain.out_of_role import OutOfRoleDraft
from peerdesk.domain.summary import SummaryDraft
from peerdesk.domain.supervision_log import SessionDraft
from peerdesk.domain.training import TrainingDraft
from peerdesk.domain.vocabulary import AckKind, Role
from peerdesk.sync.remote import connect
from peerdesk.vault.vault import Vault
from peerdesk.work.consents import keep_consent
from peerdesk.work.encounters import keep_draft, keep_encounter
from peerdesk.work.enrolment import join_hospital, read_invite, start_alone
from peerdesk.work.labels import read_labels
from peerdesk.work.officer import Invitation, init_organisation, make_invite
from peerdesk.work.out_of_role import add_out_of_role
from peerdesk.work.papers import share_papers
from peerdesk.work.resources import resource
from peerdesk.work.sharing import find_reader, share
from peerdesk.work.summaries import prepare_summary, record_summary
from peerdesk.work.supervision import acknowledge, comment, open_item, review_queue
from peerdesk.work.supervision_log import find_partner, log_session, sign_session
from peerdesk.work.syncing import sync_now
from peerdesk.work.training import add_training

PASSPHRASE = "lantern otter maple quiet harbor seven"  # noqa: S105 - opens invented notes only
DEVON, MARISOL, RUTH, TOMAS = "Devon Achebe", "Marisol Vega", "Ruth Lind", "Tomas Okafor"
_READY = "listening on "
_START_SECONDS = 30.0
_STOP_SECONDS = 10.0
_PACKAGE_PARENT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hospital:
    """Where the homes are. `ward` is a shared computer with three vaults; `note` is the one that was shared.

    `team` is the home of a supervisor to whom counts came for months. `laptop` is Marisol's second computer;
    `differing` is a note of hers that was changed on both. `counting` is a peer's home where units are counted.
    """

    ward: Path
    laptop: Path
    differing: RecordId
    office: Path
    empty: Path
    nobody: Path
    note: RecordId
    private: RecordId
    team: Path
    counting: Path


@contextmanager
def invented_hospital(folder: Path, now: datetime, environment: Mapping[str, str]) -> Iterator[Hospital]:
    """Found Harbor Point in a folder, let its people work for a few days, and keep its server until the block ends."""
    apart = folder / "apart"
    with _founded(folder, now, environment) as address, _founded(apart, now, environment) as other:
        join = _Work(apart, other, now).join
        team = months_of_a_team(apart, TOMAS, join, now)
        counting = units_of_a_peer(apart, other, PASSPHRASE, join, now)
        yield _Work(folder, address, now).done(team, counting)


@contextmanager
def _founded(folder: Path, now: datetime, environment: Mapping[str, str]) -> Iterator[str]:
    init_organisation(folder / "org", "Harbor Point", PASSPHRASE, now, profile=FLOOR)
    with _server(folder, environment) as address:
        yield address


class _Work:
    """The few days, step by step."""

    def __init__(self, folder: Path, address: str, now: datetime) -> None:
        self._folder = folder
        self._address = address
        self._now = now

    def done(self, team: Path, counting: Path) -> Hospital:
        """Let them work, and say where everything is. `team` and `counting` are homes of another hospital."""
        ward, office = self._folder / "ward", self._folder / "office"
        tomas = self.join(office, TOMAS, Role.SUPERVISOR)
        devon, marisol = self.join(ward, DEVON, Role.PEER), self.join(ward, MARISOL, Role.PEER)
        laptop, lost = self._second(marisol), self._second(marisol, "lost")
        note, private = self._notes_of_devon(devon)
        self._notes_of_marisol(marisol)
        for vault in (devon, marisol, tomas):
            self._sync(vault)
        self._answers(tomas)
        self._sessions(devon, tomas)
        for vault in (tomas, devon):
            self._sync(vault)
        self._today(devon)
        differing = self._with_laptop(devon, marisol, laptop, lost)
        for vault in (devon, marisol, tomas, laptop, lost):
            vault.close()
        for home, name in ((ward, RUTH), (self._folder / "empty", DEVON)):
            start_alone(home, name, PASSPHRASE, profile=FLOOR).vault.close()
        return Hospital(
            ward=ward,
            laptop=self._folder / "laptop",
            differing=differing,
            office=office,
            empty=self._folder / "empty",
            nobody=self._folder / "nobody",
            note=note,
            private=private,
            team=team,
            counting=counting,
        )

    def _with_laptop(self, devon: Vault, marisol: Vault, laptop: Vault, lost: Vault) -> RecordId:
        differing = differing_note(marisol, laptop, self._now, self._sync)
        deleted_and_told(laptop, self._now)
        offer_one(devon, laptop, MARISOL, self._now, self._sync)
        work_on_a_lost_one(lost, marisol, TOMAS, self._now, self._sync)
        self._sync(laptop)
        return differing

    def join(self, home: Path, name: str, role: Role) -> Vault:
        """Let somebody join, a peer under the one supervisor."""
        supervisor = TOMAS if role is Role.PEER else ""
        wanted = Invitation(server=self._address, person=name, role=role, supervisor=supervisor)
        invite = read_invite(make_invite(self._folder / "org", PASSPHRASE, wanted, self._now).text)
        return join_hospital(home, invite, PASSPHRASE, self._now, remotes=connect, profile=FLOOR).vault

    def _second(self, first: Vault, name: str = "laptop") -> Vault:
        with closing(connect(self._address, b"")) as line:
            home = self._folder / name
            return second_computer(first, home, line, self._now, passphrase=PASSPHRASE, profile=FLOOR)

    def _sync(self, vault: Vault) -> None:
        sync_now(vault, connect, self._now, os.urandom)

    def _keep(self, vault: Vault, days_ago: int, **answers: object) -> RecordId:
        day = (self._now.astimezone() - timedelta(days=days_ago)).date()
        given: dict[str, Any] = dict(answers)
        draft = EncounterDraft(happened_on=day.isoformat() if days_ago else "", **given)
        return keep_encounter(vault, draft, self._now, os.urandom).id

    def _share(self, vault: Vault, note: RecordId) -> None:
        share(vault, note, find_reader(vault, TOMAS, self._now), self._now)

    def _notes_of_devon(self, vault: Vault) -> tuple[RecordId, RecordId]:
        keep = self._keep
        keep(vault, 15, setting="ed", outcome="met", support=("time",), handle="Quiet River 12",
             memory="Missed the last bus. Sat together until the ride came.")  # fmt: skip
        keep(vault, 10, setting="ed", outcome="brief", memory="Gave a bus voucher and a resource card.")
        keep(vault, 7, setting="ed", outcome="met", support=("listened",), handle="Blue Heron 27",
             memory="Needs a bus pass for group. I said I would ask.")  # fmt: skip
        keep(vault, 4, setting="rcc", outcome="met", support=("ride",), handle="L.",
             memory="We rode the bus to the food pantry together.", follow_up=self._day(0))  # fmt: skip
        private = keep(vault, 2, setting="ed", outcome="met", support=("options", "info"), handle="Red Maple 4",
                       memory="Asked about the bus to the recovery center on Friday.")  # fmt: skip
        note = keep(vault, 0, setting="ed", outcome="met", support=("time", "listened", "options"),
                    handle="Blue Heron 27", next={"group": "chosen"}, follow_up="7d",
                    words="I just need someone to go in the door with me.",
                    memory="Bus pass came through. Wants to try the Tuesday group. "
                    "I will walk over too the first time, so there is a face they know.")  # fmt: skip
        asked = keep(vault, 0, setting="ed", outcome="met", support=("time", "listened", "goodbye"), handle="J.",
                     bring_to_supervision=True,
                     prompt="I am not sure I handled the goodbye well. Can we talk it through?")  # fmt: skip
        allowed = ConsentDraft(
            handle="Blue Heron 27", kind="written_release", recipients=("Dr. Kim, 4 West",), purpose="services",
            scope=("peer_visit", "agreed"), discloser="Harbor Point peers", expires=self._day(90), signed_how="paper",
            signed_on=self._day(0), statements=("their_name", "can_take_back"),
        )  # fmt: skip
        keep_consent(vault, allowed, self._now, os.urandom)
        for one in (note, asked):
            self._share(vault, one)
        self._papers(vault, note)
        self._own_lists(vault)
        return note, private

    def _own_lists(self, vault: Vault) -> None:
        for days_ago, asked, answer in ((20, "tell", "said_no"), (3, "sitter", "another_way")):
            draft = OutOfRoleDraft(asked=asked, answer=answer, on=self._day(-days_ago))
            add_out_of_role(vault, draft, self._now, os.urandom)
        training = TrainingDraft(title="Ethics for peers", hours="1.5", on=self._day(-10), topic="ethics")
        add_training(vault, training, self._now, os.urandom)

    def _papers(self, vault: Vault, note: RecordId) -> None:
        spoken = ConsentDraft(handle="Blue Heron 27", kind="verbal_ok_to_keep_in_touch", copy_given=True)
        keep_consent(vault, spoken, self._now, os.urandom)
        labels = read_labels(resource("library", "vocab.json").read_bytes())
        told = SummaryDraft(recipient="Dr. Kim, 4 West", agreed="A visit on Friday morning.")
        sheet = prepare_summary(vault, note, told, labels, "en", self._now)
        record_summary(vault, sheet, LedgerAct.PRINTED, self._now, os.urandom)
        share_papers(vault, sheet.individual, find_reader(vault, TOMAS, self._now), self._now)

    def _notes_of_marisol(self, vault: Vault) -> None:
        first = self._keep(vault, 1, setting="street", outcome="declined", handle="Quiet Fox 3")
        second = self._keep(vault, 3, setting="home", outcome="met", support=("plan",), handle="Amber Wren 9")
        for one in (first, second):
            self._share(vault, one)

    def _sessions(self, devon: Vault, tomas: Vault) -> None:
        asked = ("hard_encounter", "boundaries")
        steps = "Ask the unit for a quiet room. Tomas calls the charge nurse."
        last = SessionDraft(minutes=45, topics=asked, next_steps=steps, on=self._day(-2))
        before = SessionDraft(minutes=30, type="remote", topics=("celebration",), on=self._day(-9))
        devon_id = find_partner(tomas, DEVON, self._now)
        log_session(tomas, last, devon_id, self._now, os.urandom)
        older = log_session(tomas, before, devon_id, self._now, os.urandom)
        for vault in (tomas, devon):
            self._sync(vault)
        sign_session(devon, older.session.id, older.digest, self._now, os.urandom)

    def _answers(self, vault: Vault) -> None:
        for item in review_queue(vault):
            handle, one = item.received.item.projection.handle, item.received.item.id
            if handle == "Blue Heron 27":
                open_item(vault, one, self._now, os.urandom)
                text = "Good call on walking over together. Let us talk on Tuesday about how group went."
                comment(vault, one, text, self._now, os.urandom)
            if handle == "Amber Wren 9":
                open_item(vault, one, self._now, os.urandom)
                acknowledge(vault, one, AckKind.THANK, self._now, os.urandom)

    def _today(self, vault: Vault) -> None:
        self._keep(vault, 0, setting="ed", outcome="declined")
        self._keep(vault, 0, setting="ed", outcome="resting", follow_up=self._day(0), handle="Silver Wren 8")
        for setting, outcome in (("ed", "met"), ("virtual", "")):
            draft = EncounterDraft(setting=setting, outcome=outcome)
            keep_draft(vault, new_record_id(self._now, os.urandom), draft, self._now)

    def _day(self, days: int) -> str:
        return (self._now.astimezone() + timedelta(days=days)).date().isoformat()


@contextmanager
def _server(folder: Path, environment: Mapping[str, str]) -> Iterator[str]:
    command = [sys.executable, "-P", "-m", "peerdesk", "serve", "--data", str(folder / "server")]
    command += ["--listen", "127.0.0.1:0", "--org", str(folder / "org" / "public.json")]
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
        env={**environment, "PYTHONPATH": str(_PACKAGE_PARENT)},
    )
    impatience = threading.Timer(_START_SECONDS, process.kill)
    impatience.start()
    try:
        first = process.stdout.readline() if process.stdout else ""
        impatience.cancel()
        yield first.removeprefix(_READY).strip()
    finally:
        process.terminate()
        try:
            process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
        if process.stdout is not None:
            process.stdout.close()
