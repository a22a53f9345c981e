"""What went wrong, in words for people: what happened, and what to do. Keyed by the type of the error."""

from PySide6.QtCore import QObject

from peerdesk.domain import errors as e
from peerdesk.domain.backup_errors import BackupOlderError, BackupStoppedError, LogLeftError
from peerdesk.domain.managed import ManagedFaultError
from peerdesk.domain.offered import NotOfferedError
from peerdesk.domain.passphrase_errors import TooSoonError
from peerdesk.domain.pulse_errors import TooFewSlipsError
from peerdesk.domain.sharing_errors import KeysChangedError

Said = tuple[tuple[type[e.ExpectedError], str], ...]


class Sentences(QObject):
    """Says errors. No sentence blames, and none names a thing that only a programmer knows."""

    def of(self, problem: e.ExpectedError) -> str:
        """Return the sentence for a problem; the more particular type is asked first."""
        if isinstance(problem, e.MissingAnswerError):
            return self._missing(problem.field)
        if isinstance(problem, e.BadValueError) and problem.field in self._values():
            return self._values()[problem.field]
        if isinstance(problem, e.NotAllowedError) and problem.action in self._wishes():
            return self._wishes()[problem.action]
        if isinstance(problem, e.VaultDamagedError) and problem.part == "header":
            return self.tr(
                "The file that leads to these notes is damaged. Do not delete anything. A backup on this computer can "
                "help, or your recovery sheet on a new one. Ask your program."
            )
        if isinstance(problem, e.ServerRefusedError) and problem.reason in self._refusals():
            return self._refusals()[problem.reason]
        known = (*self._about_vault(), *self._about_input(), *self._about_server())
        found = (sentence for kind, sentence in known if isinstance(problem, kind))
        return next(found, self.tr("That did not work. Your notes are safe on this computer."))

    def _values(self) -> dict[str, str]:
        return {
            "phone": self.tr("A phone number is digits, with spaces, dots, dashes or brackets between them."),
            "hours": self.tr("Write hours in quarters, such as 1.5."),
            "slips": self.tr("Write how many slips were in the box, as a number."),
            "mute": self.tr("PeerDesk does not suggest this word. Details that no note needs are always marked."),
            "word": self.tr("That is a detail, and details are always marked. Write another word."),
            "instead": self.tr("PeerDesk would suggest something else than these words. Write others."),
            "begins": self.tr("Write when it began, such as 9:10 or 21:40."),
            "ends": self.tr("Write when it ended, such as 9:55. It cannot be the time it began."),
            "aside": self.tr("Write minutes, and no more than there are between the two times."),
        }

    def _missing(self, field: str) -> str:
        wanted = {
            "setting": self.tr("Choose where you met."),
            "outcome": self.tr("Choose how it went."),
            "support": self.tr("Choose what support you gave."),
            "how_to_find": self.tr("Say how to find them: a bed, a bay, what they are called."),
            "to": self.tr("Say to whom or where."),
            "name": self.tr("Say what it is called."),
            "introduction_agreed": self.tr("Ask them first. When they want to be introduced, tick it."),
            "answer": self.tr("Choose what you did."),
            "title": self.tr("Say what it was called."),
            "hours": self.tr("Say how many hours it was."),
            "slips": self.tr("Say how many slips were in the box."),
            "phone_agreed": self.tr("Ask them first. When they want their number kept, tick it."),
        }
        return wanted.get(field, self.tr("Write a few words first."))

    def _about_vault(self) -> Said:
        return (
            (
                e.WrongPassphraseError,
                self.tr("That passphrase does not open these notes. Try again, or use your recovery sheet."),
            ),
            (TooSoonError, self.tr("Wait a moment after several tries. Nothing is lost by them.")),
            (
                e.WeakPassphraseError,
                self.tr("Choose a longer passphrase: six words that do not belong together work well."),
            ),
            (e.VaultBusyError, self.tr("These notes are open in another window on this computer.")),
            (
                e.VaultDamagedError,
                self.tr("The file with these notes is damaged. Do not delete it. Ask your program for help."),
            ),
            (
                e.VaultNewerError,
                self.tr("These notes were written by a newer PeerDesk. Update PeerDesk to open them."),
            ),
            (e.VaultMissingError, self.tr("There are no notes here yet.")),
            (e.VaultExistsError, self.tr("Someone with this name has notes on this computer already.")),
            (
                e.DiskFullError,
                self.tr("Not saved: this disk is full. Your words are still here. Free some space, then save again."),
            ),
            *self._about_backups(),
            (e.DiskReadOnlyError, self.tr("Not saved: this disk cannot be written. Your words are still here.")),
            (e.VaultError, self.tr("Not saved: the disk did not answer as it should. Your words are still here.")),
        )

    def _about_backups(self) -> Said:
        return (
            (BackupOlderError, self.tr("This backup is from before an update. Your program can put it back for you.")),
            (BackupStoppedError, self.tr("No backup was made: your notes were closed meanwhile.")),
            (
                LogLeftError,
                self.tr(
                    "These notes were not closed, and this disk cannot be written. Copy the folder to another disk."
                ),
            ),
        )

    def _about_input(self) -> Said:
        return (
            (
                TooFewSlipsError,
                self.tr("Leave the box closed until five are in it. They can wait for the next quarter."),
            ),
            (e.TextTooLongError, self.tr("This text is too long. Shorten it a little.")),
            (e.BadDateError, self.tr("Choose a day from the calendar.")),
            (NotOfferedError, self.tr("Your hospital does not offer this answer. Choose one from the list.")),
            (e.InputRefusedError, self.tr("PeerDesk does not know this answer. Choose one from the list.")),
            (e.InviteExpiredError, self.tr("This invite was good for three days. Ask for a new one.")),
            (e.InviteUsedError, self.tr("Somebody has used this invite already. Ask for a new one.")),
            (e.InviteError, self.tr("This invite cannot be read. Ask for a new one.")),
            (e.NotFoundError, self.tr("This is not here any more.")),
            (
                e.WordsFirstError,
                self.tr("Not shared yet: your hospital asks that you compare words with them first, in Sync & trust."),
            ),
            (
                KeysChangedError,
                self.tr("They have new keys, and sharing with them is paused. Sync & trust says what to do."),
            ),
            (
                ManagedFaultError,
                self.tr("New notes cannot begin here until your IT mends the file with your hospital's settings."),
            ),
            (e.NotAllowedError, self.tr("Only the person who wrote this can change it.")),
        )

    def _wishes(self) -> dict[str, str]:
        return {
            "unread_item": self.tr("That cannot be opened here, so it cannot be taken up. It is kept apart."),
            "handle_taken": self.tr("Somebody else has that handle. If it is one person, say so on their page."),
            "one_already": self.tr("They are one person already."),
            "not_waiting": self.tr("That follow-up does not wait any more."),
            "handed_already": self.tr("That follow-up is with another peer already."),
            "no_colleague": self.tr("They are no peer of your hospital any more."),
            "no_contact": self.tr("They asked not to be contacted, so nobody else is asked to."),
            "asked_away": self.tr("They asked not to be contacted by you. Say no, and it stays with the other peer."),
            "theirs_now": self.tr("They have accepted it. It is theirs now."),
            "answered": self.tr("You have answered that already."),
            "agenda_changed": self.tr("It says something else than what was shown. Nothing left. Look again."),
            "papers_changed": self.tr("Their permissions changed since they were shown. Nothing left. Look again."),
            "sign": self.tr("It was changed since it was shown to you, so nothing was signed. Read it again."),
            "signed": self.tr("They have signed it, so it stays. You can still change it."),
            "supervision": self.tr("There is no supervision between you now. What was logged stays."),
            "withdrawn": self.tr("They changed their mind, so this is not shared. A new written release lifts that."),
            "release": self.tr("That needs a written release that is whole, names them, and covers all of it."),
            "shown_release": self.tr("The release shown above does not cover that, or has changed. Take it out."),
            "places_publish": self.tr("A list is given by whoever supervises peers."),
            "team_empty": self.tr("Nobody is in your team yet."),
            "places_too_large": self.tr(
                "A list for peers holds 400 places with short texts. Take some off or shorten them, then try again."
            ),
            "team_text_too_large": self.tr("A text for the team is too long. Shorten it."),
            "team_text": self.tr("Nobody who supervises you now has given you that."),
            "places_full": self.tr("The directory is full: 2,000 places are the most."),
            "contact": self.tr("They asked not to be contacted. Leave the follow-up out, then save."),
        }

    def _refusals(self) -> dict[str, str]:
        refused = self.tr("This computer is not on the hospital's list now. Your notes stay here. Ask your program.")
        return {
            **self._about_sign_in(),
            "device_revoked": self.tr(
                "This computer was taken off the hospital's list. Your notes stay readable here."
            ),
            "not_allowed": refused,
            "login_failed": refused,
            "unknown_version": self.tr(
                "This PeerDesk and the hospital server are too many versions apart. Your notes are safe here. "
                "Update PeerDesk, or ask your program."
            ),
            "other_server": self.tr(
                "Your hospital lets this computer begin with its own server only. Ask your hospital's IT."
            ),
            "slow_down": self.tr("The hospital server is busy. Your notes are safe here. We will try again."),
            "full": self.tr("The hospital server has no room left. Your notes are safe here. Tell your program."),
        }

    def _about_sign_in(self) -> dict[str, str]:
        again = self.tr("That sign-in did not count for this computer. Nothing was joined. Set up once more.")
        odd = self.tr(
            "The server named a place to sign in that is not your hospital's. Nothing was sent. Tell your IT."
        )
        return {
            "sign_in_needed": self.tr("Your hospital wants you to sign in first. Set up once more with your invite."),
            "sign_in_failed": again,
            "sign_in_mixed": again,
            "sign_in_away": self.tr("Your hospital's sign-in could not be reached. Nothing is lost. Try again later."),
            "sign_in_left": self.tr("You did not sign in, so nothing was joined. Set up again when you are ready."),
            "sign_in_late": self.tr("Nobody signed in for ten minutes, so nothing was joined. Set up again."),
            "sign_in_refused": self.tr("Your hospital's sign-in did not let you in. Ask your hospital's IT."),
            "sign_in_page": odd,
            "other_sign_in": odd,
            "sign_in_no_way_back": self.tr("This computer lets no browser come back to PeerDesk. Tell your IT."),
        }

    def _about_server(self) -> Said:
        return (
            (
                e.OfflineError,
                self.tr(
                    "We could not reach the hospital server. Your notes are safe on this computer. We will try again."
                ),
            ),
            (
                e.CertificateRefusedError,
                self.tr("The server shows a certificate that this computer may not believe. Nothing was sent."),
            ),
            (
                e.NotPeerDeskServerError,
                self.tr("Something answered that is not the hospital server. Nothing was sent."),
            ),
            (
                e.NotEnrolledError,
                self.tr("This computer is not joined to a hospital. Your notes stay here."),
            ),
            (
                e.DirectoryForkedError,
                self.tr("The hospital's list of people does not fit together. Sharing is off. Tell your program."),
            ),
            (e.ServerError, self.tr("The hospital server did not answer as it should. Your notes are safe here.")),
        )
