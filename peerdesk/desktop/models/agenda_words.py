"""The agenda in words: what stands on it, who reads it, and what they read exactly."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import QObject

from peerdesk.desktop.models.agenda_views import AgendaItemView, EntryView, GuideUsedView, Lines
from peerdesk.desktop.models.note_rows import DOT
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.desktop.names import first_name
from peerdesk.domain.agenda import AgendaDraft, AgendaEntry, NextMeeting
from peerdesk.domain.agenda_vocabulary import AgendaTopic
from peerdesk.domain.guide_use import GuideSaid, GuideUse
from peerdesk.domain.ids import PersonId
from peerdesk.work.agenda_list import ListedItem
from peerdesk.work.agenda_received import ReceivedItem
from peerdesk.work.agenda_shares import Reading
from peerdesk.work.copies import TakenBack
from peerdesk.work.supervision_overview import Overview

_OWN_FORM: Final = frozenset({AgendaTopic.TALK, AgendaTopic.GUIDE})
"""What is not picked in the form: it comes by a way of its own, and says nothing that could be changed."""


class AgendaWords(QObject):
    """Makes the views. Nothing is said to be gone that no signed receipt shows."""

    def __init__(self, bench: Workbench, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bench = bench

    def topics(self) -> tuple[tuple[str, str], ...]:
        """Return what can be picked in the form."""
        return tuple((one.value, self._bench.words.of(one)) for one in AgendaTopic if one not in _OWN_FORM)

    def item(self, one: ListedItem, person: PersonId | None, *, can_add: bool) -> AgendaItemView:
        """Return an item of the peer's own list, on the page with somebody."""
        theirs = next((each for each in one.readings if each.share.person == person), None)
        is_read = theirs is not None and theirs.entry is not None
        state, icon, tone = self._state(one, theirs)
        changed = theirs is not None and theirs.has_changed
        return AgendaItemView(
            key=one.id,
            title=self._bench.words.of(one.topic),
            line=one.line,
            facts=self._facts(one),
            state=state,
            icon=icon,
            tone=tone,
            draft=AgendaDraft(topic=one.topic.value, line=one.line),
            is_talked=one.talked_on is not None,
            can_add=can_add and (not is_read or changed) and one.talked_on is None,
            adds_change=changed,
            can_take_back=is_read,
            can_change=one.topic not in _OWN_FORM,
        )

    def received(self, one: ReceivedItem) -> AgendaItemView:
        """Return an item of a peer's agenda, as their supervisor reads it."""
        entry, talked = one.entry, one.talked_on is not None
        note = self.tr("About a note you can read") if one.has_note else ""
        guide = self.guide(entry.guide) if entry.guide else ""
        state = self.tr("Talked about") if talked else ""
        return AgendaItemView(
            key=one.id,
            title=self._bench.words.of(entry.topic),
            line=entry.line,
            facts=DOT.join(filter(None, (guide, note))),
            state=state,
            icon="check",
            tone="ok",
            draft=AgendaDraft(),
            is_talked=talked,
            can_take_back=one.is_ticked,
        )

    def used(self, one: GuideUse, items: Sequence[ListedItem]) -> GuideUsedView:
        """Return a guide that was used."""
        brought = any(item.origin == one.id for item in items)
        return GuideUsedView(
            key=one.id, title=self._bench.words.of(one.said.guide), facts=self._when(one.said), can_bring=not brought
        )

    def guide(self, said: GuideSaid) -> str:
        """Say which guide was used, when, and whether they spoke."""
        return DOT.join(filter(None, (self._bench.words.of(said.guide), self._when(said))))

    def entry(self, key: object, name: str, entry: AgendaEntry) -> EntryView:
        """Return what somebody would read, and nothing else."""
        return EntryView(key=key, name=first_name(name), lines=self.lines(entry))

    def lines(self, entry: AgendaEntry) -> Lines:
        """Return that as captions and words."""
        parts = [(self.tr("Topic"), self._bench.words.of(entry.topic)), (self.tr("Line"), entry.line)]
        if entry.guide is not None:
            parts += [
                (self.tr("Guide"), self._bench.words.of(entry.guide.guide)),
                (self.tr("When"), self._moment(entry.guide.used_at)),
                (self.tr("Spoke to"), self.tr("my supervisor") if entry.guide.spoke else ""),
            ]
        if entry.note is not None:
            parts.append((self.tr("Note"), self.tr("the one they can read already")))
        return tuple((caption, words) for caption, words in parts if words)

    def meeting(self, meeting: NextMeeting) -> str:
        """Say when they meet next."""
        day = self._bench.words.day(meeting.on, today=self._bench.today()) if meeting.on else ""
        return DOT.join(filter(None, (day, meeting.words)))

    def facts(self, found: Overview, name: str) -> str:
        """Say what somebody can see, and what waits for an answer."""
        if not name:
            return ""
        notes = self.tr("%n notes that %1 can see", "", found.notes).replace("%1", name)
        waits = self.tr("%n wait for your answer", "", found.unanswered) if found.unanswered else ""
        return DOT.join(filter(None, (notes, waits)))

    def _state(self, one: ListedItem, theirs: Reading | None) -> tuple[str, str, str]:
        if one.talked_on is not None:
            return self.tr("Talked about"), "check", "ok"
        if theirs is None:
            return self.tr("Private until added"), "lock", "private"
        name = first_name(theirs.share.name)
        if theirs.entry is not None:
            said = (
                self.tr("On the agenda for %1") if not theirs.has_changed else self.tr("%1 reads what it said before")
            )
            return said.replace("%1", name), "users", "wait" if theirs.has_changed else "accent"
        gone = theirs.share.taken_back is TakenBack.CONFIRMED
        said = (
            self.tr("Taken back: gone from %1's computer") if gone else self.tr("Taken back: %1's computer was asked")
        )
        return said.replace("%1", name), "lock", "private"

    def _facts(self, one: ListedItem) -> str:
        if one.guide is not None:
            return self.guide(one.guide)
        return self.tr("From a note of yours; the note is not shared by this") if one.note is not None else ""

    def _when(self, said: GuideSaid) -> str:
        spoke = self.tr("spoke to my supervisor") if said.spoke else ""
        return DOT.join(filter(None, (self._moment(said.used_at), spoke)))

    def _moment(self, used_at: str) -> str:
        if not used_at:
            return ""
        day, minute = used_at.split(" ")
        said = self._bench.words.short_day(date.fromisoformat(day), today=self._bench.today())
        return f"{said}, {minute}"
