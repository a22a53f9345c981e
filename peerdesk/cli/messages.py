"""What is said to a person at the command line for everything that can go wrong. Facts in, one sentence out."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from peerdesk.cli.backup_messages import about_backup
from peerdesk.cli.sheet_messages import about_sheet
from peerdesk.cli.sign_in_messages import about_sign_in
from peerdesk.domain import errors
from peerdesk.domain.managed import ManagedFaultError
from peerdesk.domain.offered import NotOfferedError
from peerdesk.domain.passphrase_errors import TooSoonError
from peerdesk.domain.pulse_errors import TooFewSlipsError, TooManyTicksError
from peerdesk.domain.sharing_errors import KeysChangedError

SHOWN_CODES = 30
_SAID_WITH: Final[Mapping[str, str]] = MappingProxyType({"prompt": "bring_to_supervision", "happened_on": "on"})


class RefusalError(errors.ExpectedError):
    """The command line itself cannot go on. `reason` is for machines, `sentence` for the person."""

    def __init__(self, reason: str, sentence: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.sentence = sentence


class UnreachableError(errors.OfflineError):
    """The server could not be reached, and what that means here is said in a sentence of its own."""

    def __init__(self, sentence: str) -> None:
        super().__init__()
        self.sentence = sentence


def code_of(error: errors.ExpectedError) -> str:
    """Return the word a program can test."""
    return error.reason if isinstance(error, RefusalError) else error.code


def message(error: errors.ExpectedError) -> str:
    """Return the sentence for an error: its own type's, or that of the nearest type above it."""
    said = _about_input(error) or _about_people(error) or about_backup(error)
    said = said or _about_facts(error) or about_sheet(error)
    if said:
        return said
    return next(_SENTENCES[kind] for kind in type(error).__mro__ if kind in _SENTENCES)


def option(field: str) -> str:
    """Return the name a field has on the command line. The prompt is what follows the flag it belongs to."""
    return "--" + _SAID_WITH.get(field, field).replace("_", "-")


def plain(text: str, most: int = 40) -> str:
    """Return the beginning of a text from outside, with nothing in it that could move a terminal's cursor."""
    return "".join(c if c.isprintable() else "?" for c in text[:most])


def _about_input(error: errors.ExpectedError) -> str:
    match error:
        case errors.UnknownCodeError():
            said = _about_code(error)
        case errors.UnknownFieldError():
            said = f"There is no field '{plain(error.field)}'. The fields are: {', '.join(error.known)}."
        case errors.TextTooLongError():
            said = f"{option(error.field)} holds {error.limit} characters, and this is {error.length}."
        case errors.MissingAnswerError():
            said = _MISSING.get(error.field, f"{option(error.field)} is needed.")
        case errors.BadDateError():
            said = f"{option(error.field)} wants a date such as 2026-11-21 (a follow-up also takes 7d)."
        case errors.BadValueError():
            said = f"{option(error.field)} wants {error.wanted}."
        case TooFewSlipsError():
            said = (
                "Leave the box closed until five slips are in it; they can wait for the next quarter. Nothing was kept."
            )
        case TooManyTicksError():
            said = (
                f"{option(error.field)} adds up to {error.counted}, and there are {error.slips} slips. Count it again."
            )
        case errors.InputRefusedError():
            said = f"{option(error.field)} cannot be kept like this."
        case _:
            said = ""
    return said


def _about_code(error: errors.UnknownCodeError) -> str:
    known, said = ", ".join(str(code) for code in error.known[:SHOWN_CODES]), plain(error.value)
    if isinstance(error, NotOfferedError):
        return f"Your hospital does not offer '{said}'. {option(error.field)} takes: {known}."
    return f"{option(error.field)} does not know '{said}'. It knows: {known}."


def _about_people(error: errors.ExpectedError) -> str:
    match error:
        case errors.NotJoinedError():
            return "They have not joined yet. They join with their invite; then run this again."
        case errors.WordsFirstError():
            return "Your hospital asks that you compare six words with them first. See: peerdesk trust words."
        case KeysChangedError():
            return "They have new keys, and sharing with them is paused. See: peerdesk attention list."
        case errors.OfficerKeyError():
            return _OFFICER_KEY.get(error.action, "That key may not do this here. Nothing was changed.")
        case _:
            return ""


_DAMAGED_SAID: Final = {
    "wellbeing": (
        "The file with your own entries does not open. Your notes are fine. See: peerdesk wellbeing begin-anew"
    ),
    "header": (
        "The header of these notes and the one before it are damaged. Nothing was changed. A backup has a header, too:"
        " peerdesk rescue. Without one, your recovery sheet brings back on a new computer what was sent: peerdesk join"
        " --help."
    ),
}


def _about_facts(error: errors.ExpectedError) -> str:
    match error:
        case RefusalError() | UnreachableError():
            said = error.sentence
        case errors.NotFoundError():
            said = f"No {error.kind} like that is here."
        case errors.AmbiguousIdError():
            said = f"More than one {error.kind} begins like that, or it is under 6 characters. Give more of it."
        case errors.NotAllowedError():
            said = _ACTIONS.get(error.action, "That is not yours to do here.")
        case ManagedFaultError():
            path = plain(error.path, _SHOWN_PATH)
            said = f"The file {path} has a fault, so nothing begins until your IT mends it. {_FAULT_HIDES}"
        case TooSoonError():
            said = f"Several passphrases in a row were wrong. Wait {error.wait_seconds} s, then try again."
        case errors.WeakPassphraseError():
            said = _WEAK.get(error.reason, _WEAK["repeats"])
        case errors.VaultDamagedError():
            otherwise = f"The {error.part} of these notes is damaged. Nothing was changed. See: peerdesk doctor"
            said = _DAMAGED_SAID.get(error.part, otherwise)
        case errors.ServerRefusedError():
            otherwise = f"The hospital server said no ({plain(error.reason)}). Everything is kept here."
            said = _SERVER_SAID.get(error.reason) or about_sign_in(error.reason) or otherwise
        case _:
            said = ""
    return said


_SHOWN_PATH = 200
_FAULT_HIDES = "It may say where new notes belong, or with which server; 'peerdesk settings' tells what is wrong."

_MISSING: Final[Mapping[str, str]] = MappingProxyType(
    {
        "agreed": "Ask them first. When they are OK with another peer, say so: --agreed.",
        "introduction_agreed": "Ask them first. When they want to be introduced, say so: --agreed.",
        "phone_agreed": "Ask them first. When they want their number kept, say so: --phone-agreed.",
        "support": "When you met, say what support you gave: --support, one or more.",
    }
)
_ACTIONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "keep": "Notes are a peer's. If you are one too, ask your officer for an invite as a peer.",
        "share": "Only a peer shares, and only what is their own.",
        "withdrawn": "They changed their mind, so notes about them are not shared. A new written release lifts that.",
        "papers_changed": "Their permissions have changed since they were shown. Look again, then share.",
        "agenda_changed": "It says something else than what was shown. Look again, then share.",
        "units": "Units are for peers, and only where the hospital's policy counts them. See: peerdesk status",
        "pulse": "Whoever supervises peers enters what was in their box.",
        "wellbeing": "That file opens, so it is not put aside.",
        "contact": "They asked not to be contacted, so none is planned. They can allow it anew: peerdesk consent add",
        "not_left": "They have not left. First: peerdesk org left NAME",
        "unread_item": "That cannot be opened here, so it cannot be taken up. It is kept apart.",
        "places_publish": "A list is given by whoever supervises peers, and you supervise nobody now.",
        "team_empty": "Nobody is in your team yet. Your officer names peers to you.",
        "places_too_large": (
            "A list for peers holds 400 places with short texts. Take some off or shorten them, then try again."
        ),
        "team_text_too_large": "A text for the team holds 200 lines and 20,000 characters. Shorten it.",
        "team_text": "Nobody who supervises you now has given you that.",
        "places_full": "The directory is full: 2,000 places are the most.",
        "handle_taken": "Somebody else has that handle. If it is the same person: peerdesk individual merge",
        "one_already": "They are one person already.",
        "not_joined": "That handle stands by itself already.",
        "called_before": "They were called that before, so it goes on finding them. Call somebody else something else.",
        "not_waiting": "That follow-up does not wait any more, so there is nothing to do with it.",
        "handed_already": "That follow-up is with another peer already. See: peerdesk handoff list",
        "no_colleague": "They are no peer of your hospital, or not any more.",
        "no_contact": "They asked not to be contacted, so nobody else is asked to.",
        "asked_away": "They asked not to be contacted by you. Leave it with the other peer: peerdesk handoff decline",
        "theirs_now": "They have accepted it. It is theirs now, and is not taken back.",
        "answered": "You have answered that already. See: peerdesk handoff list",
        "review": "Only a supervisor reviews shared items.",
        "release": (
            "That needs a written release in force that lacks nothing, names whom you tell, and covers all of it."
            " See: peerdesk consent list"
        ),
        "comment": "You can only comment on what was shared with you, or answer on what you shared.",
        "attention": "That cannot be done about this. See: peerdesk attention list",
        "remove_this": "That is this computer. Take it off the list from another one of yours, or ask your officer.",
        "remove_sheet": "That is your recovery sheet. It ends when you make a new one.",
        "acknowledge": "Only a supervisor acknowledges shared items.",
        "supervision": "There is no supervision between you and them now. What was logged stays.",
        "sign": "It was changed since it was shown to you. Look again: peerdesk supervision show ID",
        "sign_own": "You signed it by writing it. The other one signs now.",
        "unclear": "It has two versions. Whoever wrote it says which counts; then it can be signed.",
        "not_yours": "Only whoever wrote a session down can change it or take it away.",
        "signed": "They have signed it, so it stays. You can say anew what it was: peerdesk supervision edit ID",
        "recovery": "Your hospital does not offer this, or with another key by now. See: peerdesk trust recovery",
    }
)

_OFFICER_KEY: Final[Mapping[str, str]] = MappingProxyType(
    {
        "expired": "This officer's key has run out. Nothing was changed. See: peerdesk org renew-officer --help",
        "replaced": "This officer's key was replaced and counts for nothing now. Nothing was changed.",
        "other_root": "That root key belongs to another hospital. Nothing was changed.",
        "not_taken": "The server did not take it, so nothing was changed. Look whether this computer's clock is right.",
    }
)

_WEAK: Final[Mapping[str, str]] = MappingProxyType(
    {
        "short": "That passphrase is short. Use at least 15 characters, or six words.",
        "long": "That passphrase is longer than 1024 characters. Use a shorter one.",
        "common": "That passphrase is on lists of common ones. Six words that do not belong together work well.",
        "repeats": "That passphrase is easy to guess. Six words that do not belong together work well.",
    }
)

# Keyed by the protocol's codes as text: `peerdesk --help` need not load the protocol. A test holds the two together.
_SERVER_SAID: Final[Mapping[str, str]] = MappingProxyType(
    {
        "device_revoked": (
            "This computer was taken off the hospital's list. Your notes stay readable here. See: peerdesk status"
        ),
        "not_allowed": "The hospital server does not know this computer. Your notes are kept here. Ask your officer.",
        "other_server": "Your hospital lets this computer begin with its own server only. Ask your hospital's IT.",
        "address": "The server's address is https://HOST:PORT; http:// is only for a server on this computer.",
        "slow_down": "The hospital server asks to wait a little. Everything is kept here.",
        "unknown_version": (
            "This PeerDesk and the hospital server are too many versions apart. Everything is kept here. "
            "Update PeerDesk; if it is up to date, tell your hospital's IT."
        ),
        "login_failed": "The hospital server does not let this computer in. Everything is kept here. Ask your officer.",
        "full": "The hospital server has no room left. Everything is kept here. Tell your hospital's IT.",
        "too_large": "The hospital server takes less at once than PeerDesk sends. Everything is kept here.",
        "head_moved": "Others were writing at the same moment, so nothing was changed. Run it again.",
        "internal": "The hospital server has a fault of its own. Everything is kept here.",
    }
)

_SENTENCES: Final[Mapping[type, str]] = MappingProxyType(
    {
        errors.ExpectedError: "That did not work, and nothing was changed.",
        errors.WrongPassphraseError: "That passphrase does not open these notes. Nothing was changed.",
        errors.VaultBusyError: "Another PeerDesk on this computer has these notes open. Close it there first.",
        errors.VaultNewerError: "These notes were written by a newer PeerDesk. Update PeerDesk to open them.",
        errors.VaultMissingError: "There are no notes here yet. Begin with: peerdesk setup --name NAME",
        errors.VaultExistsError: "Somebody with that name is set up here already.",
        errors.DiskFullError: "The disk is full. What was saved before is safe; this was not saved.",
        errors.DiskReadOnlyError: "This disk cannot be written. Nothing was changed.",
        errors.DiskFailedError: "The disk did not take it. What was saved before is safe; this was not saved.",
        errors.VaultError: "These notes cannot be opened. Nothing was changed. See: peerdesk doctor",
        errors.InviteDamagedError: "That is not a whole invite: something is missing or mistyped. Ask for it again.",
        errors.InviteExpiredError: "This invite is too old: invites work for 72 hours. Ask your officer for a new one.",
        errors.InviteUnknownError: "This hospital's officer did not make this invite. Ask your officer for a new one.",
        errors.InviteUsedError: "This invite has been used already. If that was not you, tell your officer now.",
        errors.InviteError: "This invite cannot be used. Ask your officer for a new one.",
        errors.OfflineError: "The hospital server could not be reached. Everything is saved here.",
        errors.CertificateRefusedError: (
            "The server shows a certificate that this computer may not believe, so nothing was sent. "
            "Everything is saved here; tell your hospital's IT."
        ),
        errors.NotPeerDeskServerError: (
            "Something answered, but it is not a PeerDesk server (a sign-in page of the network, perhaps). "
            "Everything is saved here."
        ),
        errors.HistoryDivergedError: (
            "The server's history is not the one this computer was shown before. "
            "Everything is kept here. Tell your officer."
        ),
        errors.DirectoryForkedError: (
            "The server shows two different lists of who is who. Sharing has stopped here. Tell your officer."
        ),
        errors.NotEnrolledError: "These notes belong to no hospital. They stay on this computer, and work as they are.",
        errors.ServerError: "The hospital server's answer made no sense. Everything is saved here.",
    }
)
