"""What a hostile officer has: the key, a line on which it is logged in, and entries of any kind signed with it."""

from typing import Any

import msgspec

from peerdesk.sync.login import Credentials, log_in
from peerdesk.sync.transport import Transport
from peerdesk.wire import endpoints
from peerdesk.wire.codec import encode
from peerdesk.wire.directory import Signer, SignerRole, draft_entry, entry_statement
from peerdesk.wire.exchange import AppendReply, AppendRequest, DirectoryReply, DirectoryRequest
from peerdesk.wire.login import LoginKind
from peerdesk.work.organisation_folder import unlock_officer
from tests.support.hospital import ADDRESS, OFFICER_PASSPHRASE, Hospital, clock
from tests.work.ward import Pair


def officers_key(hospital: Hospital) -> Any:
    return unlock_officer(hospital.org, OFFICER_PASSPHRASE, allow_test_profile=True).key


def officers_line(hospital: Hospital) -> Transport:
    key, line = officers_key(hospital), hospital.remotes(ADDRESS, b"")
    log_in(line, Credentials(kind=LoginKind.OFFICER, who=key.id(), sign=key.signer().signatures))
    return line


def signed(pair: Pair, body: Any, head: tuple[int, bytes]) -> bytes:
    key = officers_key(pair.hospital)
    draft = draft_entry(body, Signer(role=SignerRole.OFFICER, id=key.id()), head, int(clock().timestamp()))
    return encode(msgspec.structs.replace(draft, signatures=key.signer().signatures(entry_statement(draft))))


def says(pair: Pair, line: Transport, body: Any) -> None:
    head = line.ask(endpoints.DIRECTORY, DirectoryRequest(after=0), DirectoryReply)
    line.ask(endpoints.APPEND, AppendRequest(entry=signed(pair, body, (head.head_n, head.head_hash))), AppendReply)
