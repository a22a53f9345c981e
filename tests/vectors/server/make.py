"""Writes the frozen database of a hospital server in its current form: `python -m tests.vectors.server.make`.

A database that exists is never written again: what a hospital once stored must open for ever. A new form gets a
folder of its own beside the old one. The people are invented, and what is sealed in here is noise.
"""

import json
import sys
import tempfile
from pathlib import Path

from peerdesk.server.store import schema
from peerdesk.server.store.place import FILE_NAME
from peerdesk.wire.exchange import NOTHING_SEEN, PushReply
from peerdesk.wire.ids import RecordId, RevisionId
from peerdesk.wire.revision import Kind
from tests.server.hospital import Caller, Hospital, Writer, ids
from tests.support.servers import IN_PROCESS_HOST, in_process_client

FOLDER = Path(__file__).parent / schema.HEAD
ERASED, EDITED, KEPT = (RecordId(bytes([n]) * 16) for n in (0x11, 0x12, 0x13))


def fill(data: Path) -> dict[str, str | int]:
    """Push a note, an edited note and an erased one, and return what has to be found again."""
    hospital = Hospital()
    with in_process_client(data, hospital.public(), now=lambda: hospital.now) as http:
        line = Caller(http, IN_PROCESS_HOST)
        member = hospital.join_at(line, hospital.promise())
        line.login_member(member)
        writer = Writer.of(member)
        head = NOTHING_SEEN

        def push(kind: Kind, record: RecordId, *parents: RevisionId) -> RevisionId:
            nonlocal head
            frame = writer.frame(kind, record, parents=parents)
            reply: PushReply = line.push(writer.space, frame, witness=head)
            head = reply.head
            return ids(reply)[0]

        first = push(Kind.DATA, EDITED)
        gone = push(Kind.DATA, ERASED)
        kept = push(Kind.DATA, KEPT)
        second = push(Kind.DATA, EDITED, first)
        erase = push(Kind.ERASE, ERASED, gone)
    return {
        "space": writer.space.hex(),
        "head_seq": head.seq,
        "head_chain": head.chain.hex(),
        "current": " ".join(revision.hex() for revision in (erase, second, kept)),
    }


def main() -> None:
    """Write the folder of the current form, unless it is there."""
    if FOLDER.exists():
        sys.exit(f"{FOLDER} is there already and stays as it is")
    with tempfile.TemporaryDirectory() as work:
        told = fill(Path(work))
        FOLDER.mkdir(parents=True)
        (FOLDER / FILE_NAME).write_bytes((Path(work) / FILE_NAME).read_bytes())
    (FOLDER / "told.json").write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
