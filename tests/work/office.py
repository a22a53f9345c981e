"""The officer's desk for tests: every verb with the passphrases typed and the server reached."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from peerdesk.crypto.passphrase import TEST_ONLY
from peerdesk.sync.transport import Transport
from peerdesk.wire.directory_body import EntryKind
from peerdesk.wire.membership import Directory
from peerdesk.work.assigning import Assigned, Assignment, assign, end_supervision
from peerdesk.work.officer_keys import KeyAsk
from peerdesk.work.officer_people import KnownToOfficer, org_people
from peerdesk.work.organisation_folder import ROOT_KEY, known_directory, unlock_root
from peerdesk.work.revoking import OfficerAsk
from tests.support.hospital import ADDRESS, OFFICER_PASSPHRASE, Hospital, clock

DAY = timedelta(days=1)


@dataclass
class Office:
    """The officer of a hospital. `later` moves the officer's clock."""

    hospital: Hospital
    later: timedelta = timedelta()

    @property
    def now(self) -> datetime:
        return clock() + self.later

    def line(self) -> Transport:
        return self.hospital.remotes(ADDRESS, b"")

    def ask(self, person: str) -> OfficerAsk:
        return OfficerAsk(
            folder=self.hospital.org,
            passphrase=OFFICER_PASSPHRASE,
            transport=self.line(),
            now=self.now,
            person=person,
            allow_test_profile=True,
        )

    def key_ask(self, passphrase: str = OFFICER_PASSPHRASE) -> KeyAsk:
        root = unlock_root(self.hospital.org / ROOT_KEY, OFFICER_PASSPHRASE, allow_test_profile=True)
        return KeyAsk(
            folder=self.hospital.org,
            passphrase=passphrase,
            root=root,
            transport=self.line(),
            now=self.now,
            profile=TEST_ONLY,
        )

    def assign(
        self, peer: str, supervisor: str, until: datetime | None = None, *, cover: bool = False, beside: bool = False
    ) -> Assigned:
        wanted = Assignment(peer=peer, supervisor=supervisor, until=until, cover=cover, beside=beside)
        return assign(self.hospital.org, OFFICER_PASSPHRASE, wanted, self.line(), self.now, allow_test_profile=True)

    def end(self, peer: str, supervisor: str) -> Assigned:
        return end_supervision(
            self.hospital.org, OFFICER_PASSPHRASE, peer, supervisor, self.line(), self.now, allow_test_profile=True
        )

    def people(self) -> dict[str, KnownToOfficer]:
        """Ask the server, and return the list by name."""
        known = org_people(self.hospital.org, self.now, OFFICER_PASSPHRASE, self.line(), allow_test_profile=True)
        return {one.name: one for one in known}

    def directory(self) -> Directory:
        return known_directory(self.hospital.org)[0]

    def said(self) -> list[str]:
        """Return the kinds of all entries after the founding two."""
        return [EntryKind(effect.entry.kind).name.lower() for effect in self.directory().effects[2:]]
