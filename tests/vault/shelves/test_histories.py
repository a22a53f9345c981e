"""Looking for what differs costs what differs, and not what there is: the desk looks after every save."""

from peerdesk.vault.shelves import deleted, histories
from peerdesk.vault.vault import Vault


def plan(vault: Vault, statement: str, *given: object) -> list[str]:
    with vault.read() as tx:
        rows = tx.histories._driver.execute(f"EXPLAIN QUERY PLAN {statement}", given).fetchall()
    return [row[3] for row in rows]


def test_notes_that_differ_are_found_by_the_indexes_of_the_few(vault: Vault) -> None:
    steps = plan(vault, histories._DISPUTED, *(b"p" * 16,) * 3)
    scans = {step for step in steps if step.startswith("SCAN")}
    assert scans == {
        "SCAN encounter USING INDEX ix_encounter_disputed",
        "SCAN f USING INDEX ix_follow_up_disputed",
        "SCAN d USING INDEX ix_note_details_disputed",
    }


def test_deleted_notes_are_found_by_theirs(vault: Vault) -> None:
    assert plan(vault, deleted._HIDDEN, b"p" * 16, 5) == ["SCAN encounter USING INDEX ix_encounter_hidden"]
    assert plan(vault, deleted._COUNT, b"p" * 16) == ["SCAN encounter USING INDEX ix_encounter_hidden"]
