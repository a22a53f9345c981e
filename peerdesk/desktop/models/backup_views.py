"""What the card of the backups, and the sheet with the notes in one, show."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupRow:
    """One backup in words. `key` names it."""

    key: str
    title: str
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupView:
    """The card: the newest backup, whether it was opened and checked, and all there are."""

    title: str
    line: str
    is_checked: bool = False
    busy: bool = False
    rows: tuple[BackupRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteInBackup:
    """One note in a backup."""

    title: str
    sub: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupLook:
    """What is in a backup: the newest of its notes, and how many there are in all."""

    made: str
    count: int
    notes: tuple[NoteInBackup, ...]
