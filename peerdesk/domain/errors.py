"""What can go wrong, as facts. Words for people are written at the faces: the desk and the command line.

An error never carries note text, a name of a person, a passphrase or a key: it may end up in a log.

    ExpectedError                      the world said no; the person can act on it
    |- InputRefusedError               what was typed cannot be kept as it is
    |  |- UnknownCodeError, MissingAnswerError, TextTooLongError, BadDateError, UnknownFieldError, BadValueError
    |- NotFoundError (NotJoinedError), AmbiguousIdError, NotAllowedError (WordsFirstError, OfficerKeyError)
    |- VaultError                      the file on this computer
    |  |- WrongPassphraseError, WeakPassphraseError, VaultBusyError, VaultDamagedError, VaultNewerError
    |  |- VaultMissingError, VaultExistsError, DiskFullError, DiskReadOnlyError, DiskFailedError
    |- InviteError                     the invite
    |  |- InviteDamagedError, InviteExpiredError, InviteUnknownError, InviteUsedError
    |- OfflineError                    the server could not be reached; everything is kept here
    |- ServerError                     it answered, and not as a PeerDesk server should
       |- NotPeerDeskServerError, CertificateRefusedError, ServerRefusedError
       |- HistoryDivergedError, DirectoryForkedError, NotEnrolledError
    BugError                           we broke a promise
"""

from typing import ClassVar


class ExpectedError(Exception):
    """The world said no, and the person can do something about it."""

    code: ClassVar[str] = "refused"


class BugError(Exception):
    """PeerDesk broke one of its own promises."""


class InputRefusedError(ExpectedError):
    """An answer cannot be kept as it is. `field` is the option name."""

    code = "bad_input"

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class UnknownCodeError(InputRefusedError):
    """A vocabulary does not know this code. `known` lists what it knows."""

    code = "unknown_code"

    def __init__(self, field: str, value: str, known: tuple[str, ...]) -> None:
        super().__init__(field)
        self.value = value
        self.known = known


class MissingAnswerError(InputRefusedError):
    """One of the at most three required answers is missing."""

    code = "missing_answer"


class TextTooLongError(InputRefusedError):
    """A text is longer than its field. `limit` and `length` are characters."""

    code = "too_long"

    def __init__(self, field: str, limit: int, length: int) -> None:
        super().__init__(field)
        self.limit = limit
        self.length = length


class BadDateError(InputRefusedError):
    """Not a date that can be read (YYYY-MM-DD)."""

    code = "bad_date"


class BadValueError(InputRefusedError):
    """A value of the wrong shape for its field. `wanted` says the right shape in plain English."""

    code = "bad_value"

    def __init__(self, field: str, wanted: str) -> None:
        super().__init__(field)
        self.wanted = wanted


class UnknownFieldError(InputRefusedError):
    """No field has this name. `known` lists the names there are."""

    code = "unknown_field"

    def __init__(self, field: str, known: tuple[str, ...]) -> None:
        super().__init__(field)
        self.known = known


class NotFoundError(ExpectedError):
    """Nothing has this id or name. `kind` is note, person, vault, item ..."""

    code = "not_found"

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


class NotJoinedError(NotFoundError):
    """Somebody on the officer's list has not used their invite yet."""

    code = "not_joined"


class AmbiguousIdError(ExpectedError):
    """More than one thing begins with these characters (or they are fewer than six)."""

    code = "ambiguous"

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


class NotAllowedError(ExpectedError):
    """This person's role or this record's owner does not permit it. `action` is a verb of the product."""

    code = "not_allowed"

    def __init__(self, action: str) -> None:
        super().__init__(action)
        self.action = action


class WordsFirstError(NotAllowedError):
    """The hospital asks for the safety words of this person to be compared before the first share."""

    code = "words_first"


class OfficerKeyError(NotAllowedError):
    """The officer's or the root's key may not say this. `action` is expired, replaced, other_root or not_taken."""

    code = "officer_key"


class VaultError(ExpectedError):
    """The vault on this computer."""

    code = "vault"


class WrongPassphraseError(VaultError):
    """The passphrase does not open these notes."""

    code = "wrong_passphrase"


class WeakPassphraseError(VaultError):
    """A new passphrase is too easy to guess. `reason` is short, long, common or repeats."""

    code = "weak_passphrase"

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class VaultBusyError(VaultError):
    """Another PeerDesk on this computer has the vault open."""

    code = "busy"


class VaultDamagedError(VaultError):
    """The passphrase is right and the file is not. `part` is header, database or identity."""

    code = "damaged"

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.part = part


class VaultNewerError(VaultError):
    """The vault was written by a newer PeerDesk."""

    code = "newer"


class VaultMissingError(VaultError):
    """No vault is here yet."""

    code = "no_vault"


class VaultExistsError(VaultError):
    """A vault of this name is here already."""

    code = "exists"


class DiskFullError(VaultError):
    """The disk is full; nothing was changed."""

    code = "disk_full"


class DiskReadOnlyError(VaultError):
    """The disk cannot be written; nothing was changed."""

    code = "read_only"


class DiskFailedError(VaultError):
    """The disk answered with a failure; what was being saved is not saved."""

    code = "disk_failed"


class InviteError(ExpectedError):
    """The invite cannot be used."""

    code = "invite"


class InviteDamagedError(InviteError):
    """Characters are missing or mistyped, or it is not an invite."""

    code = "invite_damaged"


class InviteExpiredError(InviteError):
    """The invite is older than its 72 hours."""

    code = "invite_expired"


class InviteUnknownError(InviteError):
    """The invite was not made by this hospital's officer."""

    code = "invite_unknown"


class InviteUsedError(InviteError):
    """Somebody has used this invite already."""

    code = "invite_used"


class OfflineError(ExpectedError):
    """The server could not be reached. Everything is kept here."""

    code = "offline"


class ServerError(ExpectedError):
    """Something answered, and not as a PeerDesk server should."""

    code = "server"


class NotPeerDeskServerError(ServerError):
    """The answer is not PeerDesk's: a captive portal, a proxy, another program."""

    code = "not_peerdesk_server"


class CertificateRefusedError(NotPeerDeskServerError):
    """The server's certificate is not the one that the invite pinned, or nobody this computer trusts vouches for it."""

    code = "wrong_certificate"


class ServerRefusedError(ServerError):
    """The server said no. `reason` is the protocol's code; `retry_seconds` how long it asks to be left alone, or 0."""

    code = "server_refused"

    def __init__(self, reason: str, retry_seconds: int = 0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.retry_seconds = retry_seconds


class HistoryDivergedError(ServerError):
    """The server's history is not the one this device was shown before."""

    code = "history_diverged"


class DirectoryForkedError(ServerError):
    """Two directories claim the same place, or one was taken back. Sharing stops."""

    code = "directory_forked"


class NotEnrolledError(ServerError):
    """This vault belongs to no hospital yet: it was set up without an invite."""

    code = "not_enrolled"
