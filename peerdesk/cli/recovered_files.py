"""What was opened by recovery, as files: for the person to read, and to bring into a new PeerDesk."""

import json
from dataclasses import dataclass
from pathlib import Path

from peerdesk.cli.note_detail import detail_lines, detail_shape
from peerdesk.cli.note_shapes import Shape, encounter_shape
from peerdesk.cli.words import shipped_labels
from peerdesk.vault import files
from peerdesk.vault.vault import Vault
from peerdesk.work.reading import EncounterDetail, encounter_detail, encounter_page

READABLE, WHOLE, AGAIN = "notes.txt", "notes.json", "note-add.jsonl"
_PAGE = 500
_NOT_ASKED = ("id",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """How many notes were written, and into which files."""

    notes: int
    files: tuple[Path, ...]


def write_notes(vault: Vault, folder: Path) -> Written:
    """Write every note that is not deleted: to read, whole as JSON, and as lines for `peerdesk note add --stdin`."""
    labels, details = shipped_labels(), _every(vault)
    text = "\n\n".join("\n".join(detail_lines(one, labels, history=False)) for one in details)
    whole = json.dumps({"notes": [detail_shape(one, history=False) for one in details]}, ensure_ascii=False, indent=1)
    again = "".join(f"{json.dumps(_asked_again(one), ensure_ascii=False)}\n" for one in details)
    paths = []
    for name, content in ((READABLE, text + "\n"), (WHOLE, whole + "\n"), (AGAIN, again)):
        files.create(folder / name, content.encode())
        paths.append(folder / name)
    return Written(notes=len(details), files=tuple(paths))


def _every(vault: Vault) -> list[EncounterDetail]:
    found, before = [], ""
    while page := encounter_page(vault, limit=_PAGE, before=before):
        found += [encounter_detail(vault, row.id) for row in page]
        before = page[-1].cursor
    return found


def _asked_again(one: EncounterDetail) -> Shape:
    shape = encounter_shape(one.encounter, one.details, one.handle, one.follow_up)
    # An answer that was not given is not asked again: empty is not the same as said.
    return {name: value for name, value in shape.items() if name not in _NOT_ASKED and value not in (None, "", [], {})}
