"""What can go wrong with backups, as facts. Nothing is lost by any of it."""

from peerdesk.domain.errors import VaultError


class BackupStoppedError(VaultError):
    """The vault was closed while a backup was being made, so there is none."""

    code = "stopped"


class BackupOlderError(VaultError):
    """A backup has the form of an older PeerDesk. Put back beside, it is brought up to the newest when it is opened."""

    code = "older"


class LogLeftError(VaultError):
    """On a disk that cannot be written lies a log that has to be folded in first: without it the newest is missing."""

    code = "log_left"
