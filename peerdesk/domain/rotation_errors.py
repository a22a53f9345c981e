"""What can stand in the way of new keys for somebody's notes, as facts. Nothing is lost or changed by any of it."""

from peerdesk.domain.errors import VaultError


class RotationStoppedError(VaultError):
    """Somebody stopped it, or the notes were closed or their way in was changed meanwhile: the old keys stay."""

    code = "rotation_stopped"


class NotesUnsettledError(VaultError):
    """The notes were found other than they were left, or damaged. Their backups may be needed, and would go."""

    code = "unsettled"


class VaultRenewedError(VaultError):
    """The notes have new keys by now, so what was opened under the old ones is over. Open them anew."""

    code = "renewed"
