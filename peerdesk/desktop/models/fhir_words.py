"""What stands in a FHIR file, in words: a line for each resource, and nothing that is not in it."""

from collections.abc import Iterator

from PySide6.QtCore import QObject

from peerdesk.desktop.models.fhir_views import AddableView
from peerdesk.desktop.models.words import Words, lowered
from peerdesk.domain.follow_up import FollowUp
from peerdesk.domain.introduction import Introduction
from peerdesk.domain.referral import Referral
from peerdesk.domain.vocabulary import Setting
from peerdesk.work.fhir_given import CLASSES, ELSEWHERE, NEUTRAL, FhirChoices, Given

FOLLOW_UP, INTRODUCTION, REFERRAL = "follow_up", "introduction", "referral"


class FhirWords(QObject):
    """Puts a file into words. Days stand as they do in the file: both can be laid side by side."""

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words

    def addable(self, choices: FhirChoices) -> tuple[AddableView, ...]:
        """Return what can be added. A referral also names its place, which is not in the file: whose it is is asked."""
        views: list[AddableView] = []
        if choices.follow_up is not None:
            views.append(AddableView(kind=FOLLOW_UP, key=None, text=self._follow_up(choices.follow_up)))
        for one in choices.introductions:
            text = f"{self._introduction(one)} ({one.to})"
            views.append(AddableView(kind=INTRODUCTION, key=one.id, text=text))
        for referral, day in choices.referrals:
            text = f"{self._referral(referral, day.isoformat())} ({self._words.of(referral.place)})"
            views.append(AddableView(kind=REFERRAL, key=referral.id, text=text))
        return tuple(views)

    def lines(self, given: Given) -> tuple[str, ...]:
        """Return all that is in the file."""
        told = (given.peer, given.program) if given.program else (given.peer,)
        return (
            self.tr("About: %1").replace("%1", given.called or NEUTRAL),
            self.tr("From: %1").replace("%1", ", ".join(told)),
            self.tr("To: %1").replace("%1", given.recipient),
            self.tr("The summary with its notice, word for word as above."),
            self._release(given),
            *self._visit(given),
            *map(self._follow_up, given.follow_ups),
            *(self._referral(one, day.isoformat()) for one, day in given.referrals),
            *map(self._introduction, given.introductions),
            self.tr("The work is called “%1”. Every part is marked as confidential.").replace("%1", NEUTRAL),
        )

    def _release(self, given: Given) -> str:
        starts, expires = given.consent.starts.isoformat(), given.consent.expires
        if expires is None:
            return self.tr("What the release allows, as above: from %1.").replace("%1", starts)
        line = self.tr("What the release allows, as above: from %1 until %2.")
        return line.replace("%1", starts).replace("%2", expires.isoformat())

    def _visit(self, given: Given) -> Iterator[str]:
        if given.visited_on is not None and given.setting is not None:
            line = self.tr("You visited on %1: %2.").replace("%1", given.visited_on.isoformat())
            yield line.replace("%2", self._kind_of_place(given.setting))

    def _follow_up(self, one: FollowUp) -> str:
        return self._told(self.tr("Staying in touch, until %1: %2"), one.due.isoformat(), self._words.of(one.state))

    def _introduction(self, one: Introduction) -> str:
        line = self.tr("You introduced them to somebody on %1: %2")
        return self._told(line, one.happened_on.isoformat(), self._words.of(one.result))

    def _referral(self, one: Referral, day: str) -> str:
        return self._told(self.tr("Somebody asked for a peer on %1: %2"), day, self._words.of(one.state))

    @staticmethod
    def _told(line: str, day: str, state: str) -> str:
        return line.replace("%1", day).replace("%2", lowered(state))

    def _kind_of_place(self, setting: Setting) -> str:
        # The file knows six kinds of place and no more, so the words are those of the kind.
        kinds = {
            "EMER": self.tr("emergency"),
            "IMP": self.tr("a stay in the hospital"),
            "HH": self.tr("at home"),
            "FLD": self.tr("outside"),
            "VR": self.tr("by phone or video"),
            ELSEWHERE: self.tr("elsewhere"),
        }
        return kinds[CLASSES.get(setting, ELSEWHERE)]
