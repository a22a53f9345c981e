"""What is said about each thing that waits for the person: what happened, and what would help.

Keyed by the codes as text, so that the commands load without syncing. A test holds the two together.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

_AGAIN: Final = "PeerDesk tries again at every sync."
_APART: Final = "It is kept apart and counts for nothing."

_SENTENCES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "malformed": f"Something arrived that PeerDesk cannot read. {_APART}",
        "newer": "This was written by a newer PeerDesk. Update PeerDesk to read it.",
        "wrong_space": f"This arrived where it does not belong. {_APART} Tell your officer.",
        "unknown_directory": f"This cites a newer list of who is who than the one here. {_AGAIN}",
        "other_directory": f"This names another list of who is who than the one here. {_APART} Tell your officer.",
        "unknown_device": f"This comes from a computer that is not on the hospital's list yet. {_AGAIN}",
        "revoked_device": f"This comes from a computer that is off the hospital's list now. {_APART}",
        "not_writer": f"This comes from a computer that may not write here. {_APART}",
        "not_owner": f"Somebody wrote this in another person's name. {_APART} Tell your officer.",
        "bad_signature": f"It is not sure who wrote this. {_APART} Tell your officer.",
        "no_key": f"The key to this is still on its way. {_AGAIN}",
        "cannot_open": f"This does not open with its key. {_APART}",
        "bad_content": f"What is inside this does not fit together. {_APART}",
        "bad_readers": f"This key is not for exactly the people who belong here. {_APART} Tell your officer.",
        "used_counter": f"This came under a number that was used before. {_APART} Tell your officer.",
        "too_large": "This is too large to travel. It is kept here.",
        "refused": "The hospital server did not take this. It is kept here.",
        "unreadable_field": f"One answer in this cannot be read. {_APART}",
        "blanked": "The words of this were taken out on the way, and nobody erased it. Tell your officer.",
        "taken_id": f"This came under the id of something that is here already. {_APART} Tell your officer.",
        "too_many_heads": "This has too many versions side by side. The latest ones are kept apart.",
        "held_back": "Not sent: they do not supervise you now. Stop sharing it, or ask your officer.",
        "unfit": "This cannot travel as it stands. It is kept here, and the rest goes on. Tell your officer.",
        "overtaken_by_erase": "You changed this while it was erased elsewhere. Your words are kept apart.",
    }
)


# What syncing tells; `{number}` is the fact that its kind speaks of.
_TOLD: Final[Mapping[str, str]] = MappingProxyType(
    {
        "two_versions": "This was changed on two computers. Both changes are here.",
        "two_directories": "The server showed two lists of who is who. Sharing has stopped. Tell your officer.",
        "new_supervisor": "They supervise you now. Nothing was shared with them by that: you choose what they may see.",
        "new_keys": (
            "They have new keys, as after a new invite. Sharing with them is paused until you have compared six words, "
            "or said that it is them. Notes of yours they have a copy of: {number}."
        ),
        "new_computer": "A computer was added to your list. If that was not you, tell your officer now.",
        "new_sheet": "A new recovery sheet was made on another computer. If that was not you, tell your officer now.",
        "recovery_asked": "Your hospital asks whether it may open what you keep, if all else is lost. You may say no.",
        "recovery_used": "Your hospital opened your notes with its recovery key. Did you not ask for it? Ask them why.",
        "supervision_ended": "They do not supervise you any more. Notes of yours they have a copy of: {number}.",
        "reconciled": "The server had gone back to an older state. It was given what it lacked: {number}.",
        "reconciled_again": "The server went back to an older state again and was given {number}. Tell your officer.",
        "two_histories": "The server showed two computers two pasts. Nothing here is lost. Tell your officer.",
        "histories_met": (
            "The server had shown a computer another past, as it does once a backup was put back. Both are together "
            "again, and nothing is lost. If nobody put it back, tell your officer."
        ),
        "vault_copied": "These notes were copied or put back from a backup on one of your computers. Nothing is lost.",
        "counter_fork": "A computer used one number for two things. Both are kept. Tell your officer.",
        "directory_claimed": "A computer names another list of who is who than the one here. Tell your officer.",
        "counter_gap": "Up to {number} changes of a computer have not come here. Tell your officer.",
        "mass_hiding": "Another computer of yours deletes {number} notes. They are held here until you decide.",
        "removed_computer": (
            "A computer of yours that is off the hospital's list wrote this, and nobody who took it off had seen it. "
            "It counts for nothing until you say that it is yours. In all: {number}."
        ),
        "off_the_list": (
            "This computer was taken off the hospital's list. Your notes stay readable here. "
            "Changes that are on it alone: {number}."
        ),
        "handed_in": (
            "What this computer had not sent lies sealed at the hospital's server. It counts for nobody until you "
            "accept it on another computer of yours. In all: {number}."
        ),
        "vault_damaged": (
            "Part of the file with your notes is damaged. Do not delete it: what can be read of it comes back with"
            " peerdesk rescue."
        ),
        "vault_set_back": (
            "Your notes are not as they were left: something older was put in their place, or what was kept last is"
            " gone. Sync, and see: peerdesk backup list. Changes that are missing, at least: {number}."
        ),
        "header_mended": (
            "The file that leads to your notes was damaged, and the one before it took its place. If you changed your"
            " passphrase just before, the older one may count again."
        ),
        "vault_was_open": "Others on this computer could see the sealed files of your notes. They cannot any more.",
        "clock_off": "The clocks of this computer and the server differ by {minutes} minutes. Nothing waits for that.",
    }
)


def sentence(reason: str, number: int = 0) -> str:
    """Return what is said about a reason. A code from a newer PeerDesk is said to need a look, and is shown.

    `number` is the fact that the reason speaks of; of what was set apart, how much of it there is.
    """
    otherwise = f"This needs a look ({reason.replace('_', ' ')})."
    if reason in _SENTENCES and number > 1:
        return f"{_SENTENCES[reason]} In all: {number}."
    said = _SENTENCES.get(reason) or _TOLD.get(reason, otherwise)
    return said.replace("{number}", str(number)).replace("{minutes}", str(abs(number) // 60))
