"""Follow-ups in words: rows, and one of them beside the list. A day gone by reads as a plan, never as a reproach."""

from collections.abc import Iterable
from datetime import date, timedelta

from PySide6.QtCore import QObject

from peerdesk.desktop.models.field_words import FieldWords
from peerdesk.desktop.models.follow_up_views import FollowUpForm, FollowUpsView, FollowUpView
from peerdesk.desktop.models.note_rows import DOT
from peerdesk.desktop.models.version_views import DisputeView, OptionView
from peerdesk.desktop.models.words import Words, lowered, qt_day
from peerdesk.desktop.names import first_name
from peerdesk.desktop.rows import Row, RowBadge
from peerdesk.domain.follow_up_plan import FollowUpPlan
from peerdesk.work.follow_up_list import FollowUpDetail, ListedFollowUp
from peerdesk.work.two_versions import Dispute, Option

_WEEK = timedelta(days=7)


class FollowUpWords(QObject):
    """Makes the views."""

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._fields = FieldWords(words, self)

    def view(self, found: Iterable[ListedFollowUp], today: date) -> FollowUpsView:
        """Return the list in its three groups."""
        known = tuple(found)
        groups = (
            (self.tr("When you can"), [one for one in known if one.follow_up.due < today]),
            (self.tr("Today"), [one for one in known if one.follow_up.due == today]),
            (self.tr("Later"), [one for one in known if one.follow_up.due > today]),
        )
        rows: list[Row] = []
        for title, group in groups:
            if group:
                rows.append(Row(section=True, title=title, right=str(len(group))))
                rows.extend(self._row(one, today) for one in group)
        due = sum(one.follow_up.due <= today for one in known)
        return FollowUpsView(rows=tuple(rows), open=self.tr("%n open", "", len(known)) if known else "", due=due)

    def detail(self, found: FollowUpDetail, today: date) -> FollowUpView:
        """Return one follow-up whole."""
        one = found.listed
        return FollowUpView(
            key=one.follow_up.id,
            title=self.title(one.plan),
            handle=one.handle or self.tr("No name"),
            facts=tuple(pair for pair in self._facts(one, today) if pair[1]),
            tries=tuple(self._tried(tried.tried_on, self._words.of(tried.outcome)) for tried in found.tries),
            form=_form(one),
            came=self._came(one),
            has_phone=found.has_phone,
            has_note=one.follow_up.encounter is not None,
            disputes=tuple(self._dispute(dispute) for dispute in found.disputes),
        )

    def title(self, plan: FollowUpPlan) -> str:
        """Return what it is for."""
        return plan.what or (self._words.of(plan.why) if plan.why else self.tr("Be in touch again"))

    def _row(self, one: ListedFollowUp, today: date) -> Row:
        how = lowered(self._words.of(one.plan.how)) if one.plan.how else ""
        came = self.tr("from %1").replace("%1", first_name(one.giver)) if one.giver else ""
        sub = DOT.join(part for part in (one.handle or self.tr("No name"), how, came, one.prompt) if part)
        twice = (RowBadge(text=self.tr("Changed twice"), icon="warning", tone="wait"),) if one.is_disputed else ()
        to = self.tr("Offered to %1").replace("%1", first_name(one.handed_to))
        offered = (RowBadge(text=to, icon="swap", tone="accent"),) if one.handed_to else ()
        return Row(
            key=one.follow_up.id,
            title=self.title(one.plan),
            sub=sub,
            right=self._when(one.follow_up.due, today),
            lead_check=False,
            badges=(*twice, *offered),
        )

    def _when(self, due: date, today: date) -> str:
        if due == today:
            return ""
        if due < today:
            day = self._words.short_day(due, today=today)
            if today - due < _WEEK:
                day = self._words.locale.toString(qt_day(due), "dddd")
            return self.tr("was %1").replace("%1", day)
        return f"{self._words.locale.toString(qt_day(due), 'ddd')} {self._words.short_day(due, today=today)}"

    def _facts(self, one: ListedFollowUp, today: date) -> tuple[tuple[str, str], ...]:
        plan, words = one.plan, self._words
        why = words.of(plan.why) if plan.why and plan.what else ""
        said = f"“{plan.say_only}”" if plan.say_only else ""
        return (
            (self.tr("When"), words.day(one.follow_up.due, today=today)),
            (self.tr("Why"), why),
            (self.tr("How"), words.of(plan.how) if plan.how else ""),
            (self.tr("Best time"), words.of(plan.best_time) if plan.best_time else ""),
            (self.tr("Voicemail"), words.of(plan.ok_voicemail) if plan.ok_voicemail else ""),
            (self.tr("Text"), words.of(plan.ok_text) if plan.ok_text else ""),
            (self.tr("Say only"), said),
            (self.tr("May answer"), words.of(plan.who_may_answer) if plan.who_may_answer else ""),
        )

    def _came(self, one: ListedFollowUp) -> str:
        if not one.giver:
            return ""
        said = self.tr("From %1").replace("%1", one.giver)
        return f"{said}: {one.prompt}" if one.prompt else said

    def _tried(self, day: date, outcome: str) -> str:
        return f"{self._words.day(day)}, {lowered(outcome)}"

    def _dispute(self, one: Dispute) -> DisputeView:
        options = tuple(self._option(one.field, option) for option in one.options)
        return DisputeView(key=(one.record, one.field), caption=self._fields.caption(one.field), options=options)

    def _option(self, field: str, option: Option) -> OptionView:
        text = self._fields.value(field, option.value, handle=option.handle)
        where = self._fields.computer(option.computer)
        return OptionView(key=option.stamp, where=where, when="", text=text or self.tr("Nothing written"))


def _form(one: ListedFollowUp) -> FollowUpForm:
    plan = one.plan
    return FollowUpForm(
        due=one.follow_up.due.isoformat(),
        handle=one.handle,
        why=plan.why or "",
        what=plan.what,
        how=plan.how or "",
        ok_voicemail=plan.ok_voicemail or "",
        ok_text=plan.ok_text or "",
        say_only=plan.say_only,
        best_time=plan.best_time or "",
        who_may_answer=plan.who_may_answer or "",
    )
