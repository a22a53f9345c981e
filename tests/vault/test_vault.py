import contextlib
import os
import threading
from dataclasses import replace

import pytest

from peerdesk.domain.errors import BugError, DiskFailedError, NotFoundError
from peerdesk.domain.ids import DeviceId, PersonId
from peerdesk.vault.failures import InterruptedReadError
from peerdesk.vault.vault import Vault
from tests.support.vaults import an_encounter, new_id, reopened

INTEGRITY = "INSERT INTO encounter_search (encounter_search, rank) VALUES ('integrity-check', 1)"


def test_leaving_the_block_keeps_and_an_error_undoes_everything(vault: Vault) -> None:
    kept, undone = an_encounter("kept"), an_encounter("undone")
    with vault.write() as tx:
        tx.encounters.put(kept)
    with contextlib.suppress(NotFoundError), vault.write() as tx:
        tx.encounters.put(undone)
        tx.encounters.get(new_id())
    with vault.read() as tx:
        assert [row.id for row in tx.encounters.page(limit=5)] == [kept.id]
        assert tx.encounters.search("undone", 5) == ()
        assert tx.outbox.waiting() == 1


def test_one_save_is_one_transaction_and_one_synced_write(vault: Vault) -> None:
    statements: list[str] = []
    vault._driver.set_trace_callback(statements.append)
    with vault.write() as tx:
        tx.encounters.put(an_encounter("words to find"))
    vault._driver.set_trace_callback(None)
    assert [s for s in statements if s in {"BEGIN IMMEDIATE", "COMMIT"}] == ["BEGIN IMMEDIATE", "COMMIT"]
    told = " ".join(statements)
    assert all(f"INSERT INTO {table}" in told for table in ("encounter ", "encounter_search ", "intent "))


def test_a_transaction_inside_a_transaction_is_our_own_mistake(vault: Vault) -> None:
    with vault.read(), pytest.raises(BugError), vault.write():
        pass
    with vault.write() as tx:
        tx.encounters.put(an_encounter())


def test_threads_take_turns(vault: Vault) -> None:
    failures: list[BaseException] = []

    def keep_some(start: int) -> None:
        try:
            for i in range(10):
                with vault.write() as tx:
                    tx.encounters.put(an_encounter(f"note {start + i}", unix_ms=start + i))
        except BaseException as error:  # noqa: BLE001 - a thread of a test reports whatever happened in it
            failures.append(error)

    threads = [threading.Thread(target=keep_some, args=(1000 * n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with vault.read() as tx:
        assert len(tx.encounters.page(limit=100)) == 40


def test_an_error_of_the_database_carries_no_words_and_no_statement(vault: Vault) -> None:
    refused = (
        "INSERT INTO directory_entry (n, hash, entry) VALUES (1, x'', 'canarybird'), (1, x'', 'canarybird')",
        "SELECT 1 FROM encounter_search WHERE encounter_search MATCH 'canarybird AND (\"'",
        "SELECT canarybird FROM draft",
    )
    for statement in refused:
        for execute in (vault._connection.exec_driver_sql, vault._driver.execute):
            with pytest.raises(BugError) as caught, vault.write():
                execute(statement)
            error: BaseException | None = caught.value
            while error is not None:
                assert "canary" not in f"{error!r} {error.args} {vars(error)}"
                error = error.__cause__ or error.__context__


def test_after_a_failed_write_nothing_more_is_written_before_it_is_opened_again(vault: Vault) -> None:
    with pytest.raises(DiskFailedError), vault.write():
        raise DiskFailedError
    with pytest.raises(DiskFailedError), vault.write():
        pass
    vault.close()
    with reopened(vault.folder) as again, again.write() as tx:
        tx.encounters.put(an_encounter())


def test_a_read_that_nobody_waits_for_can_be_stopped(vault: Vault) -> None:
    endless = "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t) SELECT count(*) FROM t"
    timer = threading.Timer(0.1, vault.interrupt)
    timer.start()
    with pytest.raises(InterruptedReadError), vault.read() as tx:
        tx._connection.exec_driver_sql(endless)
    timer.join()
    with vault.read() as tx:
        assert tx.encounters.page(limit=5) == ()


def test_closing_folds_the_log_into_the_file_and_twice_is_once(vault: Vault) -> None:
    with vault.write() as tx:
        tx.encounters.put(an_encounter())
    vault.close()
    vault.close()
    assert not (vault.folder / "vault.db-wal").exists()
    with pytest.raises(BugError), vault.read():
        pass


def test_a_close_that_cannot_tidy_still_lets_go_and_loses_nothing(vault: Vault) -> None:
    note = an_encounter("kept before the disk gave out")
    with vault.write() as tx:
        tx.encounters.put(note)
    vault._connection.exec_driver_sql("PRAGMA query_only = ON")
    vault.close()
    with reopened(vault.folder) as again, again.read() as tx:
        assert tx.encounters.get(note.id) == note


def test_every_opening_has_a_run_of_its_own(vault: Vault) -> None:
    runs = {vault.run}
    vault.close()
    for _ in range(3):
        with reopened(vault.folder) as again:
            runs.add(again.run)
    assert len(runs) == 4
    assert all(len(run) == 8 for run in runs)


def test_a_database_that_lost_commits_since_it_was_closed_is_noticed(vault: Vault) -> None:
    vault.close()
    before = (vault.folder / "vault.db").read_bytes()
    with reopened(vault.folder) as again:
        assert again.standing.is_well
        for i in range(3):
            with again.write() as tx:
                tx.encounters.put(an_encounter(unix_ms=i))
    (vault.folder / "vault.db").write_bytes(before)
    with reopened(vault.folder) as again:
        assert again.standing.missing_commits == 3


def test_tidying_keeps_every_note_findable(vault: Vault) -> None:
    for i in range(30):
        with vault.write() as tx:
            tx.encounters.put(an_encounter(f"harbor {i}", unix_ms=i))
    vault.tidy()
    with vault.read() as tx:
        assert len(tx.encounters.search("harbor", 50)) == 30
        tx._connection.exec_driver_sql(INTEGRITY)


def test_subkeys_are_different_for_each_purpose_and_the_same_at_each_opening(vault: Vault) -> None:
    keys = {vault.subkey(name) for name in ("device-keys", "backup", "draft", "log-seal", "database")}
    assert len(keys) == 5
    vault.close()
    with reopened(vault.folder) as again:
        assert again.subkey("device-keys") in keys


def test_who_begins_alone_takes_everything_along_when_joining(vault: Vault) -> None:
    note = an_encounter("from before")
    with vault.write() as tx:
        tx.encounters.put(note)
    with vault.write() as tx:
        joined = replace(tx.identity.get(), person=PersonId(b"J" * 16), device=DeviceId(b"D" * 16))
        tx.identity.put(joined)
    assert vault.device == b"D" * 16
    with vault.read() as tx:
        assert tx.person == b"J" * 16
        assert tx.encounters.get(note.id) == note
        (intent,) = tx.outbox.fresh(tx.own_space, 5)
        assert (intent.owner, intent.space) == (tx.person, tx.own_space)


def test_an_undone_change_of_person_leaves_the_person_as_they_were(vault: Vault) -> None:
    with vault.read() as tx:
        before = tx.person
    with contextlib.suppress(NotFoundError), vault.write() as tx:
        tx.identity.put(replace(tx.identity.get(), person=PersonId(os.urandom(16))))
        tx.encounters.get(new_id())
    with vault.read() as tx:
        assert tx.person == before
        assert tx.identity.get().person == before
