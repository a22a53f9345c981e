"""What a hospital once stored opens for ever: the frozen databases of every form there was."""

import json
import shutil
from pathlib import Path

import pytest

from peerdesk.server.admin import check
from peerdesk.server.store import schema
from peerdesk.server.store.database import Database
from peerdesk.server.store.heads import heads_below
from peerdesk.server.store.logs import find_log
from peerdesk.server.store.place import FILE_NAME, place
from peerdesk.wire.exchange import HeadsPart
from peerdesk.wire.ids import SpaceId
from peerdesk.wire.revision import parse_revision, revision_id
from tests.vectors.server import make

FORMS = sorted(path.name for path in Path(make.__file__).parent.iterdir() if (path / FILE_NAME).exists())


def test_every_form_that_there_was_is_kept() -> None:
    assert tuple(FORMS) == schema.KNOWN


@pytest.mark.parametrize("form", FORMS)
def test_a_frozen_database_is_led_to_today_s_form_and_holds_what_it_held(form: str, tmp_path: Path) -> None:
    folder = Path(make.__file__).parent / form
    shutil.copy(folder / FILE_NAME, tmp_path / FILE_NAME)
    told = json.loads((folder / "told.json").read_text(encoding="utf-8"))
    database = Database.open(place(tmp_path))
    with database.read() as connection:
        opened = find_log(connection, SpaceId(bytes.fromhex(told["space"])))
        assert opened is not None
        assert (opened.head.seq, opened.head.chain.hex()) == (told["head_seq"], told["head_chain"])
        page, onward = heads_below(
            connection, opened, HeadsPart.RECORDS, at=opened.head.seq, before=99, limit=9, cap_bytes=99_999
        )
    database.close()
    current = [revision_id(parse_revision(one.revision)).hex() for one in page]
    assert (current, onward) == (told["current"].split(), 0)
    assert check(place(tmp_path)).faults == ()
