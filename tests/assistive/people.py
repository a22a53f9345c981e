"""Who the assistive journey is about: a peer who is enrolled, and the supervisor who reads what is shared."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from peerdesk.crypto.passphrase import FLOOR
from peerdesk.domain.vocabulary import Role
from peerdesk.sync.remote import connect
from peerdesk.vault.vault import Vault
from peerdesk.work.enrolment import join_hospital, read_invite
from peerdesk.work.officer import Invitation, init_organisation, make_invite
from peerdesk.work.reading import encounter_page
from peerdesk.work.supervision import review_queue
from peerdesk.work.syncing import sync_now
from peerdesk.work.unlock import choose, unlock
from tests.support.servers import running_server

PASSPHRASE = "seven green boats at the pier"
PEER, SUPERVISOR, COLLEAGUE = "Devon Achebe", "Tomas Okafor", "Ruth Lind"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ward:
    """The peer's home, whose vault is closed, and the supervisor's vault, which is open."""

    home: Path
    supervisor: Vault

    def kept(self) -> list[tuple[str, str]]:
        """Open the peer's vault, which nobody else may have open now, and return handle and first line of each note."""
        vault = unlock(choose(self.home), PASSPHRASE)
        rows = encounter_page(vault)
        vault.close()
        return [(row.handle, row.first_line) for row in rows]

    def reviewed(self) -> list[tuple[str, str]]:
        """Fetch what reached the server, and return handle and note of what the supervisor now sees."""
        sync_now(self.supervisor, connect, _now(), os.urandom)
        seen = [item.received.item.projection for item in review_queue(self.supervisor)]
        return [(one.handle, one.memory) for one in seen]


@contextmanager
def a_ward(folder: Path, *, with_colleague: bool = False) -> Iterator[Ward]:
    """Found a hospital with a real server, and let both join. Key derivation is the product's, at its floor."""
    founded = init_organisation(folder / "org", "Harbor Point", PASSPHRASE, _now(), profile=FLOOR)
    with running_server(folder / "server", founded.public_file) as address:
        supervisor = _joined(folder, address, SUPERVISOR, Role.SUPERVISOR)
        peer = _joined(folder, address, PEER, Role.PEER)
        colleague = [_joined(folder, address, COLLEAGUE, Role.PEER)] if with_colleague else []
        for vault in (*colleague, peer, supervisor):
            sync_now(vault, connect, _now(), os.urandom)
        for vault in (*colleague, peer):
            vault.close()
        yield Ward(home=folder / PEER, supervisor=supervisor)
        supervisor.close()


def _joined(folder: Path, address: str, name: str, role: Role) -> Vault:
    wanted = Invitation(server=address, person=name, role=role, supervisor=SUPERVISOR if role is Role.PEER else "")
    invite = read_invite(make_invite(folder / "org", PASSPHRASE, wanted, _now()).text)
    return join_hospital(folder / name, invite, PASSPHRASE, _now(), remotes=connect, profile=FLOOR).vault


def _now() -> datetime:
    return datetime.now(UTC)
