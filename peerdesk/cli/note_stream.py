"""Keeping a stream of notes: one result per line, in order, and a result that was given means safe on the disk."""

import os
from dataclasses import dataclass
from typing import BinaryIO, TextIO

from peerdesk.cli.invocation import now, today, write_json
from peerdesk.cli.messages import code_of, message
from peerdesk.cli.note_fields import draft_from, unkeepable
from peerdesk.cli.note_lines import Line, read_lines
from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.errors import ExpectedError
from peerdesk.vault.vault import Vault
from peerdesk.work.encounters import check_draft, keep_many

DONE, SOME_TURNED_AWAY = 0, 1


@dataclass(frozen=True, slots=True, kw_only=True)
class _Checked:
    """A line that was read: either a draft that can be kept, or why not. `gone`: how many characters cannot be kept."""

    number: int
    gone: int = 0
    draft: EncounterDraft | None = None
    problem: ExpectedError | None = None


def keep_stream(vault: Vault, source: BinaryIO, results: TextIO, batch: int) -> int:
    """Keep every good line of `source`, committing every `batch` lines, and print one result per line.

    Returns the exit status: 1 when a line was turned away. An error of the vault ends the stream; lines without a
    result were not kept.
    """
    turned_away = False
    waiting: list[_Checked] = []
    for line in read_lines(source):
        checked = _check(line)
        turned_away = turned_away or checked.problem is not None
        waiting.append(checked)
        if len(waiting) >= batch:
            _keep(vault, waiting, results)
            waiting = []
    _keep(vault, waiting, results)
    return SOME_TURNED_AWAY if turned_away else DONE


def _check(line: Line) -> _Checked:
    if line.answers is None:
        return _Checked(number=line.number, problem=line.problem)
    try:
        # Checked now, so that one line cannot undo the others of its batch.
        draft = draft_from(line.answers, today().isoformat())
        check_draft(draft, now())
    except ExpectedError as problem:
        return _Checked(number=line.number, problem=problem)
    return _Checked(number=line.number, draft=draft, gone=unkeepable(line.answers.values()))


def _keep(vault: Vault, lines: list[_Checked], results: TextIO) -> None:
    drafts = [line.draft for line in lines if line.draft is not None]
    ids = iter(keep_many(vault, drafts, now(), os.urandom).ids if drafts else ())
    for line in lines:
        if line.problem is not None:
            write_json({"line": line.number, "error": code_of(line.problem), "message": message(line.problem)}, results)
        else:
            gone = {"left_out": line.gone} if line.gone else {}
            write_json({"line": line.number, "id": next(ids).hex(), **gone}, results)
