"""What is said at the command line when a backup, a disk that cannot be written, or new keys are in the way."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from peerdesk.domain import backup_errors as backups
from peerdesk.domain import rotation_errors as rotation
from peerdesk.domain.errors import ExpectedError, VaultDamagedError

_SENTENCES: Final[Mapping[type, str]] = MappingProxyType(
    {
        backups.BackupStoppedError: "The notes were closed meanwhile, so no backup was made.",
        backups.BackupOlderError: (
            "This backup is of an older PeerDesk. Put it back beside your notes to open it. See: peerdesk backup"
            " restore --help."
        ),
        backups.LogLeftError: (
            "These notes were not closed, and this disk cannot be written, so the newest of them would be missing."
            " Copy the whole folder to another disk and open it there."
        ),
        rotation.RotationStoppedError: "It was stopped. Nothing was changed: your notes have the keys they had.",
        rotation.NotesUnsettledError: (
            "Something found in the file of your notes waits for you, and older backups may help there. New keys would"
            " end those, so nothing was changed. See: peerdesk attention."
        ),
        rotation.VaultRenewedError: "Your notes have new keys by now. Open them again with your passphrase.",
    }
)


def about_backup(error: ExpectedError) -> str:
    """Return the sentence for an error about a backup, and nothing for any other."""
    if isinstance(error, VaultDamagedError) and error.part == "backup":
        return "This backup does not hold what was put into it. Nothing was changed. See: peerdesk backup list."
    return _SENTENCES.get(type(error), "")
