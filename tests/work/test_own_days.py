"""What was asked outside a peer's role, and trainings: two answers are enough, and none of it goes to anybody else."""

import csv
import io
import os
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerdesk.domain.agenda_vocabulary import AgendaTopic
from peerdesk.domain.errors import (
    BadDateError,
    BadValueError,
    InputRefusedError,
    MissingAnswerError,
    NotAllowedError,
    NotFoundError,
    UnknownCodeError,
)
from peerdesk.domain.ids import RecordId
from peerdesk.domain.out_of_role import OutOfRole, OutOfRoleDraft
from peerdesk.domain.place_table import plain_cell, safe_cell
from peerdesk.domain.role_vocabulary import RoleAnswer, RoleAsk, TrainingTopic
from peerdesk.domain.training import MOST_QUARTERS, Training, TrainingDraft, hours_text, quarters_of
from peerdesk.domain.vocabulary import Role
from peerdesk.sync.shapes import IN_OWN_SPACE, IN_PAIR_SPACE
from peerdesk.vault.vault import Vault
from peerdesk.work.agenda_adding import add_to_agenda
from peerdesk.work.agenda_received import received_agenda
from peerdesk.work.attention import needs
from peerdesk.work.labels import read_labels
from peerdesk.work.out_of_role import add_out_of_role, bring_out_of_role, edit_out_of_role, out_of_role_draft
from peerdesk.work.own_days import OUT_OF_ROLE, TRAININGS
from peerdesk.work.resources import resource
from peerdesk.work.training import add_training, edit_training, training_draft, trainings_csv
from tests.support.hospital import SUPERVISED, a_hospital, clock
from tests.support.two_computers import TwoComputers
from tests.support.vaults import a_vault
from tests.work.ward import Pair

ASKED = OutOfRoleDraft(asked="sitter", answer="another_way")
TRAINING = TrainingDraft(title="Ethics for peers", hours="1.5", topic="ethics", given_by="Harbor Point")


@pytest.fixture
def vault(home: Path) -> Iterator[Vault]:
    with a_vault(home) as made:
        yield made


def ask(vault: Vault, draft: OutOfRoleDraft = ASKED) -> RecordId:
    return add_out_of_role(vault, draft, clock(), os.urandom)[0]


def train(vault: Vault, draft: TrainingDraft = TRAINING) -> RecordId:
    return add_training(vault, draft, clock(), os.urandom)[0]


def test_two_answers_are_enough_and_the_day_is_today(vault: Vault) -> None:
    record = ask(vault)
    today = clock().astimezone().date()
    kept = OutOfRole(id=record, asked=RoleAsk.SITTER, answer=RoleAnswer.ANOTHER_WAY, happened_on=today)
    assert OUT_OF_ROLE.all(vault) == (kept,)
    assert out_of_role_draft(kept) == replace(ASKED, on=today.isoformat())


def test_there_is_a_place_for_the_answers_and_the_day_and_for_nothing_else() -> None:
    assert {one.name for one in fields(OutOfRole)} == {"id", "asked", "answer", "happened_on"}
    assert {one.name for one in fields(OutOfRoleDraft)} == {"asked", "answer", "on"}


def test_what_lacks_an_answer_is_not_kept(vault: Vault) -> None:
    refused: list[tuple[OutOfRoleDraft, type[InputRefusedError]]] = [
        (replace(ASKED, asked=""), MissingAnswerError),
        (replace(ASKED, answer=""), MissingAnswerError),
        (replace(ASKED, asked="the charge nurse"), UnknownCodeError),
        (replace(ASKED, on="yesterday"), BadDateError),
    ]
    for draft, error in refused:
        with pytest.raises(error):
            ask(vault, draft)
    assert OUT_OF_ROLE.all(vault) == ()


def test_the_id_tells_the_day_and_no_time_of_it(vault: Vault) -> None:
    day = clock().astimezone().date()
    for record in (ask(vault), train(vault)):
        milliseconds = int.from_bytes(record[:6], "big")
        assert milliseconds % int(timedelta(days=1).total_seconds() * 1000) == 0
        assert TRAININGS.all(vault) == () or TRAININGS.all(vault)[0].happened_on == day


def test_one_is_changed_taken_off_and_put_back(vault: Vault) -> None:
    record = ask(vault)
    edit_out_of_role(vault, record, replace(ASKED, answer="said_no", on="2026-11-20"), clock())
    kept = OUT_OF_ROLE.one(vault, record)
    assert (kept.answer, kept.asked, kept.happened_on.isoformat()) == (RoleAnswer.SAID_NO, RoleAsk.SITTER, "2026-11-20")
    OUT_OF_ROLE.delete(vault, record)
    assert OUT_OF_ROLE.all(vault) == ()
    for act in (lambda: OUT_OF_ROLE.one(vault, record), lambda: edit_out_of_role(vault, record, ASKED, clock())):
        with pytest.raises(NotFoundError):
            act()
    OUT_OF_ROLE.undelete(vault, record)
    assert OUT_OF_ROLE.all(vault) == (kept,)
    assert OUT_OF_ROLE.resolve(vault, record.hex()[:12]) == record


def test_the_newest_day_comes_first(vault: Vault) -> None:
    days = ["2026-11-19", "2026-11-21", "2026-11-20"]
    for day in days:
        ask(vault, replace(ASKED, on=day))
    assert [one.happened_on.isoformat() for one in OUT_OF_ROLE.all(vault)] == sorted(days, reverse=True)
    assert len(OUT_OF_ROLE.all(vault, 2)) == 2


def test_a_training_is_kept_whole_and_said_anew(vault: Vault) -> None:
    record = train(vault)
    today = clock().astimezone().date()
    kept = Training(
        id=record,
        title="Ethics for peers",
        happened_on=today,
        quarters=6,
        given_by="Harbor Point",
        topic=TrainingTopic.ETHICS,
    )
    assert TRAININGS.all(vault) == (kept,)
    assert training_draft(kept) == replace(TRAINING, on=today.isoformat())
    edit_training(vault, record, replace(TRAINING, hours="2", topic=""), clock())
    assert (TRAININGS.one(vault, record).quarters, TRAININGS.one(vault, record).topic) == (8, None)


@given(st.integers(1, MOST_QUARTERS))
def test_hours_are_read_as_they_are_written(quarters: int) -> None:
    assert quarters_of(hours_text(quarters)) == quarters
    assert quarters_of(f" {hours_text(quarters).replace('.', ',')} ") == quarters


@pytest.mark.parametrize(
    "hours", ["0", "0.3", "-1", "1e9", "nan", "Infinity", "ten", "200.25", "1.25.0", "0.25000001", "9" * 400]
)
def test_what_is_not_in_quarters_of_an_hour_is_no_number_of_hours(hours: str) -> None:
    with pytest.raises(BadValueError):
        quarters_of(hours)


def test_a_training_without_a_name_or_hours_is_not_kept(vault: Vault) -> None:
    for draft in (replace(TRAINING, hours=" "), replace(TRAINING, title="")):
        with pytest.raises(MissingAnswerError):
            train(vault, draft)
    assert TRAININGS.all(vault) == ()


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20), max_size=4))
def test_no_cell_of_the_table_is_a_formula_and_every_word_is_in_it(titles: list[str]) -> None:
    day = clock().date()
    trainings = [
        Training(id=RecordId(bytes([n] * 16)), title=title, happened_on=day, quarters=3, given_by=title)
        for n, title in enumerate(titles)
    ]
    rows = list(csv.reader(io.StringIO(trainings_csv(trainings), newline="")))
    assert rows[0] == ["date", "title", "hours", "given by", "topic"]
    assert [plain_cell(row[1]) for row in rows[1:]] == [plain_cell(safe_cell(title)) for title in titles]
    assert all(title in row[1] for title, row in zip(titles, rows[1:], strict=True))
    assert not [cell for row in rows[1:] for cell in row if cell[:1] in {"=", "+", "-", "@", "\t", "\r"}]


def test_a_supervisor_keeps_none_of_either(tmp_path: Path) -> None:
    with a_hospital(tmp_path) as hospital:
        vault = hospital.join("Tomas Okafor", Role.SUPERVISOR)
        for keep in (ask, train):
            with pytest.raises(NotAllowedError):
                keep(vault)


def test_one_is_brought_to_supervision_and_nobody_reads_it_before_it_is_added(tmp_path: Path) -> None:
    labels = read_labels(resource("library", "vocab.json").read_bytes())
    with a_hospital(tmp_path, joined=SUPERVISED) as hospital:
        pair = Pair(hospital)
        record, _kept = ask(pair.devon), ask(pair.devon, replace(ASKED, asked="convince"))
        item, _ = bring_out_of_role(pair.devon, record, labels, "en", clock(), os.urandom)
        pair.meet()
        assert received_agenda(pair.tomas) == ()
        add_to_agenda(pair.devon, item, pair.reader, clock(), os.urandom)
        pair.meet()
        (read,) = received_agenda(pair.tomas)
        assert (read.entry.topic, read.entry.line) == (AgendaTopic.OUT_OF_ROLE, "Sit one to one: offered another way")
        assert (read.entry.note, read.entry.guide) == (None, None)
        assert OUT_OF_ROLE.all(pair.tomas) == ()
        again, _ = bring_out_of_role(pair.devon, record, labels, "en", clock(), os.urandom)
        assert again == item


def test_they_stay_among_own_computers_and_what_is_said_last_holds(tmp_path: Path) -> None:
    kinds = {OUT_OF_ROLE.kind, TRAININGS.kind}
    assert kinds <= IN_OWN_SPACE
    assert not kinds & IN_PAIR_SPACE
    with a_hospital(tmp_path, joined=SUPERVISED) as hospital:
        two = TwoComputers(hospital)
        record, learned = ask(two.ward), train(two.ward)
        two.meet()
        edit_out_of_role(two.ward, record, replace(ASKED, answer="said_no"), clock())
        edit_out_of_role(two.laptop, record, replace(ASKED, answer="someone_else"), clock())
        TRAININGS.delete(two.laptop, learned)
        two.meet()
        edit_out_of_role(two.laptop, record, replace(ASKED, answer="did_once"), clock())
        two.meet()
        for vault in (two.ward, two.laptop):
            assert OUT_OF_ROLE.one(vault, record).answer is RoleAnswer.DID_ONCE
            assert TRAININGS.all(vault) == ()
            assert needs(vault) == ()
