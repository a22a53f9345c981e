"""What waits for the person, in words: what happened, and what to do. Keyed by the codes that syncing keeps."""

from collections.abc import Iterable

from PySide6.QtCore import QObject

_SECONDS_A_MINUTE = 60


class Needs(QObject):
    """Says the reasons. No sentence blames, and none names a thing that only a programmer knows."""

    def told(self, reason: str, number: int = 0) -> str:
        """Return the sentence for something with a fact: how many, or by how many seconds."""
        known = self._about_syncing() | self._about_file() | self._about_removed() | self._about_supervisors()
        if reason not in known:
            said = next(iter(self.of((reason,))))
            return f"{said} {self.tr('In all: %1.').replace('%1', str(number))}" if number > 1 else said
        minutes = str(abs(number) // _SECONDS_A_MINUTE)
        return known[reason].replace("%1", minutes if reason == "clock_off" else str(number))

    def of(self, reasons: Iterable[str]) -> tuple[str, ...]:
        """Return a sentence for each different reason, in their order."""
        known = self._about_computers() | self._about_recovery() | self._about_people()
        known |= self._about_words() | self._about_sending()
        otherwise = self.tr("Something needs a look. Ask your program for help.")
        return tuple(dict.fromkeys(known.get(reason, otherwise) for reason in reasons))

    def _about_syncing(self) -> dict[str, str]:
        return {
            "two_versions": self.tr("Changed on two computers. Both changes are here."),
            "two_directories": self.tr(
                "The hospital's list of people does not fit together. Sharing is off. Tell your program."
            ),
            "reconciled": self.tr("The server had gone back to an older state. It was given what it lacked: %1."),
            "reconciled_again": self.tr("The server went back again and was given %1 items. Tell your program."),
            "two_histories": self.tr(
                "The server showed two computers two pasts. Nothing here is lost. Tell your program."
            ),
            "histories_met": self.tr(
                "The server had shown a computer another past, as after a restore. Nothing is lost. If nobody restored "
                "it, tell your program."
            ),
            "vault_copied": self.tr("These notes were copied, or put back from a backup. Nothing is lost."),
            "counter_fork": self.tr("A computer used one number twice. Both items are kept. Tell your program."),
            "directory_claimed": self.tr(
                "A computer names another list of people than the one here. Sharing goes on. Tell your program."
            ),
            "counter_gap": self.tr("Some changes of a computer have not come here: up to %1. Tell your program."),
            "mass_hiding": self.tr("Another computer of yours deletes many notes: %1. They are held here."),
            "clock_off": self.tr("The clocks here and on the server differ by %1 minutes. Nothing waits for that."),
        }

    def _about_file(self) -> dict[str, str]:
        return {
            "vault_damaged": self.tr(
                "Part of the file with your notes is damaged. Do not delete it. Ask your program for help."
            ),
            "vault_set_back": self.tr(
                "Your notes are not as they were left. Changes that are missing, at least: %1. Sync, then look at a "
                "backup."
            ),
            "header_mended": self.tr(
                "The file that leads to your notes was damaged, and the one before it took its place. "
                "If you changed your passphrase just before, the older one may count again."
            ),
            "vault_was_open": self.tr("Others on this computer could see your sealed files. They cannot any more."),
        }

    def _about_removed(self) -> dict[str, str]:
        return {
            "removed_computer": self.tr(
                "A computer of yours that is off the list wrote this: %1 in all. It counts once you say it is yours."
            ),
            "off_the_list": self.tr(
                "This computer was taken off the hospital's list. Your notes stay readable here. On it alone: %1."
            ),
            "handed_in": self.tr(
                "What this computer had not sent lies sealed at the server: %1. It counts once you accept it elsewhere."
            ),
        }

    def _about_computers(self) -> dict[str, str]:
        return {
            "new_computer": self.tr("A computer was added to your list. If that was not you, tell your officer now."),
            "new_sheet": self.tr(
                "A new recovery sheet was made on another computer. If that was not you, tell your officer now."
            ),
        }

    def _about_recovery(self) -> dict[str, str]:
        return {
            "recovery_asked": self.tr("Your hospital asks whether it may hold a key to your notes. You may say no."),
            "recovery_used": self.tr(
                "Your hospital opened your notes with its key. If you did not ask for it, ask them why."
            ),
        }

    def _about_supervisors(self) -> dict[str, str]:
        return {
            "new_supervisor": self.tr("Supervises you now. Nothing was shared by that: you choose what they may see."),
            "new_keys": self.tr(
                "Has new keys, as after a new invite. Sharing is paused until you compare six words or say it is them."
            ),
            "supervision_ended": self.tr("Does not supervise you any more. Your notes they have a copy of: %1."),
        }

    def _about_people(self) -> dict[str, str]:
        return {
            "wrong_space": self.tr("Something arrived where it does not belong. Tell your program."),
            "unknown_directory": self.tr("Something cites a newer list of people. PeerDesk tries again by itself."),
            "other_directory": self.tr(
                "Something names another list of people than the one here. It was set aside. Tell your program."
            ),
            "unknown_device": self.tr("Something came from a computer not listed yet. PeerDesk tries again by itself."),
            "revoked_device": self.tr("Something came from a computer that is off the list. It was set aside."),
            "not_writer": self.tr("Something came from a computer that may not write here. It was set aside."),
            "not_owner": self.tr("Someone wrote in another person's name. It was set aside. Tell your program."),
            "bad_signature": self.tr("It is not sure who wrote something. It was set aside. Tell your program."),
            "bad_readers": self.tr("A key was not for exactly the right people. It was set aside. Tell your program."),
        }

    def _about_words(self) -> dict[str, str]:
        return {
            "malformed": self.tr("Something arrived that PeerDesk cannot read. It was set aside."),
            "newer": self.tr("Something was written by a newer PeerDesk. Update PeerDesk to read it."),
            "no_key": self.tr("A key is still on its way. PeerDesk tries again by itself."),
            "cannot_open": self.tr("Something does not open with its key. It was set aside."),
            "bad_content": self.tr("Something arrived that does not fit together. It was set aside."),
            "unreadable_field": self.tr("One answer in a note cannot be read. That version was set aside."),
            "blanked": self.tr("Words were taken out on the way, and nobody erased them. Tell your program."),
            "used_counter": self.tr("Something came under a number used before. It was set aside. Tell your program."),
            "taken_id": self.tr("Something took the place of another item. It was set aside. Tell your program."),
            "too_many_heads": self.tr("Something has too many versions side by side. The latest were set aside."),
        }

    def _about_sending(self) -> dict[str, str]:
        return {
            "too_large": self.tr("Something is too large to travel. It is kept here."),
            "refused": self.tr("The hospital server did not take something. It is kept here."),
            "held_back": self.tr("A share was not sent: they do not supervise you now. Stop sharing it, or ask."),
            "unfit": self.tr("Something you wrote cannot travel as it stands. It is kept here. Tell your program."),
            "overtaken_by_erase": self.tr(
                "You changed something that was erased elsewhere. Your words were set aside."
            ),
        }
