"""The log of supervision in words: days, hours, and who has signed what."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import QObject

from peerdesk.desktop.models.note_rows import DOT
from peerdesk.desktop.models.supervision_views import FormWords, SessionForm, SessionView, SupervisionView
from peerdesk.desktop.models.words import capital, qt_day
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.desktop.names import first_name
from peerdesk.domain.checkins import is_due
from peerdesk.domain.ids import RecordId
from peerdesk.domain.supervision_log import MonthOfSupervision, Signed
from peerdesk.domain.supervision_vocabulary import SessionTopic, SessionType
from peerdesk.work.supervision_log import LoggedSession, Partner, hours
from peerdesk.work.supervision_overview import Talked

_DAYS_TO_PICK: Final = 21
_MOST_EARLIER: Final = 5


class SupervisionWords(QObject):
    """Makes the view. Nothing is said to be signed that no signature shows."""

    def __init__(self, bench: Workbench, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bench = bench

    def view(
        self,
        people: Sequence[Partner],
        shown: Partner | None,
        sessions: Sequence[LoggedSession],
        *,
        most: int,
        gone: int,
        rhythm: int,
        talked: Mapping[RecordId, tuple[Talked, ...]] | None = None,
    ) -> SupervisionView:
        """Return the page for one person with their newest sessions, or an empty one where there is nobody.

        `most` is how many sessions show, `gone` how many were signed here and are not there any more; `talked` is what
        of the agenda was talked about in each. After `rhythm` days without a session the page says how many it were.
        """
        if shown is None:
            return SupervisionView(words=self._form())
        months = {one.month: one for one in hours(sessions)}
        today = self._bench.today()
        now = months.pop(today.isoformat()[:7], MonthOfSupervision(month="", minutes=0, signed_minutes=0))
        return SupervisionView(
            words=self._form(),
            people=tuple((one.person.hex(), one.name) for one in people),
            person=shown.person.hex(),
            name=shown.name,
            can_log=shown.is_current,
            has_signed=any(one.signed is Signed.BOTH for one in sessions),
            month=self._month(today, today),
            hours=self._hours(now.minutes),
            signed=self._signed(now),
            earlier=DOT.join(self._earlier(one, today) for one in list(months.values())[:_MOST_EARLIER]),
            sessions=tuple(
                self._session(one, today, (talked or {}).get(one.session.id, ())) for one in sessions[:most]
            ),
            quiet=self._quiet(sessions, today, rhythm) if shown.is_current else "",
            older=max(0, len(sessions) - most),
            gone=self._gone(gone, shown),
            file_name=self.tr("supervision.csv"),
        )

    def _quiet(self, sessions: Sequence[LoggedSession], today: date, rhythm: int) -> str:
        days = (today - max((one.session.happened_on for one in sessions), default=today)).days
        return self.tr("The last one was %n days ago.", "", days) if is_due(days, rhythm) else ""

    def _form(self) -> FormWords:
        words, today = self._bench.words, self._bench.today()
        days = [today - timedelta(days=back) for back in range(_DAYS_TO_PICK)]
        named = {0: self.tr("Today"), 1: self.tr("Yesterday")}
        return FormWords(
            days=tuple(
                (day.isoformat(), named.get(back) or words.day(day, today=today)) for back, day in enumerate(days)
            ),
            types=tuple((code.value, words.of(code)) for code in SessionType),
            topics=tuple((code.value, words.of(code, short=True)) for code in SessionTopic),
        )

    def _session(self, one: LoggedSession, today: date, talked: Sequence[Talked]) -> SessionView:
        session, words = one.session, self._bench.words
        topics = ", ".join(words.of(topic, short=True) for topic in session.topics)
        minutes = self.tr("%1 min").replace("%1", str(session.minutes))
        state, icon, tone = self._state(one)
        return SessionView(
            key=session.id,
            digest=one.digest,
            title=DOT.join((words.day(session.happened_on, today=today), minutes)),
            facts=DOT.join(part for part in (words.of(session.type), topics) if part),
            next_steps=session.next_steps,
            state=state,
            icon=icon,
            tone=tone,
            form=SessionForm(
                minutes=session.minutes,
                type=session.type.value,
                topics=tuple(topic.value for topic in session.topics),
                next_steps=session.next_steps,
                on=session.happened_on.isoformat(),
            ),
            can_sign=not one.is_mine and not one.is_unclear and one.signed is not Signed.BOTH,
            can_change=one.is_mine,
            can_take_back=one.is_mine and one.signed is Signed.NOT_YET,
            talked="; ".join(filter(None, (one.line or words.of(one.topic) for one in talked))),
        )

    def _state(self, one: LoggedSession) -> tuple[str, str, str]:
        name = first_name(one.partner.name)
        if one.is_unclear:
            mine, theirs = self.tr("Two versions. Change it to say which"), self.tr("%1 has two versions of it")
            return (mine if one.is_mine else theirs).replace("%1", name), "swap", "wait"
        if one.signed is Signed.BOTH:
            return self.tr("Signed by both"), "check-circle", "ok"
        if one.signed is Signed.CHANGED:
            mine, theirs = self.tr("Changed since %1 signed"), self.tr("Changed since you signed")
            return (mine if one.is_mine else theirs).replace("%1", name), "history", "wait"
        mine, theirs = self.tr("%1 has not signed yet"), self.tr("Waits for you to sign")
        return (mine if one.is_mine else theirs).replace("%1", name), "pencil", "plain" if one.is_mine else "accent"

    def _gone(self, many: int, shown: Partner) -> str:
        if not many:
            return ""
        said = self.tr("You have signed %n of them that %1 took away since.", "", many)
        return said.replace("%1", first_name(shown.name))

    def _signed(self, month: MonthOfSupervision) -> str:
        if not month.minutes:
            return self.tr("Nothing is logged for this month yet.")
        if month.signed_minutes == month.minutes:
            return self.tr("All of it is signed by both.")
        return self.tr("%1 of it are signed by both.").replace("%1", self._hours(month.signed_minutes))

    def _earlier(self, month: MonthOfSupervision, today: date) -> str:
        said = self._month(date.fromisoformat(f"{month.month}-01"), today)
        return f"{said}: {self._hours(month.minutes)}"

    def _month(self, day: date, today: date) -> str:
        form = "MMMM" if day.year == today.year else "MMMM yyyy"
        return capital(self._bench.words.locale.toString(qt_day(day), form))

    def _hours(self, minutes: int) -> str:
        return self.tr("%1 hours").replace("%1", self._bench.words.locale.toString(minutes / 60, "f", 2))
