"""Trainings that a peer went to: kept for the peer alone, and theirs to take along as a table."""

import csv
import io
from collections.abc import Iterable
from datetime import datetime
from typing import Final

from peerdesk.domain.changes import Changes
from peerdesk.domain.ids import RecordId, Rng
from peerdesk.domain.place_table import safe_cell
from peerdesk.domain.training import Training, TrainingDraft, hours_text, make_training
from peerdesk.vault.vault import Vault
from peerdesk.work.own_days import TRAININGS

ALL: Final = 10_000
"""More trainings than anybody goes to, for what reads all of them."""


def add_training(vault: Vault, draft: TrainingDraft, now: datetime, rng: Rng) -> tuple[RecordId, Changes]:
    """Keep a training, and return its id.

    Raises NotAllowedError in a supervisor's vault, or an InputRefusedError that names the field.
    """
    return TRAININGS.add(vault, lambda record, today: make_training(draft, record=record, today=today), now, rng)


def edit_training(vault: Vault, record: RecordId, draft: TrainingDraft, now: datetime) -> Changes:
    """Say anew what it was. Raises NotFoundError, or an InputRefusedError that names the field."""
    return TRAININGS.change(vault, record, lambda key, today: make_training(draft, record=key, today=today), now)


def training_draft(one: Training) -> TrainingDraft:
    """Return a training as a form shows it."""
    return TrainingDraft(
        title=one.title,
        hours=hours_text(one.quarters),
        on=one.happened_on.isoformat(),
        given_by=one.given_by,
        topic=one.topic or "",
    )


def trainings_csv(trainings: Iterable[Training]) -> str:
    """Return the trainings as a table, the first day first. No cell is one that a spreadsheet takes for a formula."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(("date", "title", "hours", "given by", "topic"))
    for one in sorted(trainings, key=lambda one: (one.happened_on, one.id)):
        words = (safe_cell(one.title), hours_text(one.quarters), safe_cell(one.given_by), one.topic or "")
        table.writerow((one.happened_on.isoformat(), *words))
    return text.getvalue()
