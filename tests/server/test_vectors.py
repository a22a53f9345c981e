"""What a hospital once stored opens for ever: the frozen databases of every form there was."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import MetaData, create_engine, insert, select

from peerdesk.server.store import schema
from peerdesk.server.store.database import Database
from peerdesk.server.store.heads import heads_below
from peerdesk.server.store.logs import find_log
from peerdesk.server.store.place import FILE_NAME, Place, place
from peerdesk.server.verifying import verify
from peerdesk.wire.exchange import HeadsPart
from peerdesk.wire.ids import SpaceId
from peerdesk.wire.revision import parse_revision, revision_id
from tests.support.postgres import Cluster
from tests.vectors.server import make

FORMS = sorted(path.name for path in Path(make.__file__).parent.iterdir() if (path / FILE_NAME).exists())


def test_every_form_that_there_was_is_kept() -> None:
    assert tuple(FORMS) == schema.KNOWN


@pytest.mark.parametrize("form", FORMS)
def test_a_frozen_database_is_led_to_today_s_form_and_holds_what_it_held(form: str, tmp_path: Path) -> None:
    folder = Path(make.__file__).parent / form
    shutil.copy(folder / FILE_NAME, tmp_path / FILE_NAME)
    told = json.loads((folder / "told.json").read_text(encoding="utf-8"))
    assert current_in(place(tmp_path), told) == told["current"].split()
    assert verify(place(tmp_path)).faults == ()


def current_in(where: Place, told: dict[str, Any]) -> list[str]:
    """Open the database, which leads it to today's form, and return what is current in its one space."""
    database = Database.open(where)
    with database.read() as connection:
        opened = find_log(connection, SpaceId(bytes.fromhex(told["space"])))
        assert opened is not None
        assert (opened.head.seq, opened.head.chain.hex()) == (told["head_seq"], told["head_chain"])
        page, onward = heads_below(
            connection, opened, HeadsPart.RECORDS, at=opened.head.seq, before=99, limit=9, cap_bytes=99_999
        )
    database.close()
    assert onward == 0
    return [revision_id(parse_revision(one.revision)).hex() for one in page]


@pytest.mark.parametrize("form", FORMS)
def test_the_same_steps_lead_postgresql_from_that_form_to_today_s(form: str, postgres: Cluster, tmp_path: Path) -> None:
    folder = Path(make.__file__).parent / form
    told = json.loads((folder / "told.json").read_text(encoding="utf-8"))
    where = place(tmp_path, postgres.url(postgres.new_database()))
    assert where.postgres is not None
    old, new = create_engine(f"sqlite:///{folder / FILE_NAME}"), create_engine(where.postgres)
    with old.connect() as source, new.begin() as target:
        schema.upgrade(target, form)
        shape = MetaData()
        shape.reflect(source)
        for table in shape.sorted_tables:
            rows = [dict(row) for row in source.execute(select(table)).mappings()]
            if rows and table.name != "alembic_version":
                target.execute(insert(table), rows)
    old.dispose()
    new.dispose()
    assert current_in(where, told) == told["current"].split()
    assert verify(where).faults == ()
