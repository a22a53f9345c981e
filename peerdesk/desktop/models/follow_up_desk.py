"""What is done with follow-ups: planned, changed, tried, put off, ended, and back."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import QObject, Signal

from peerdesk.desktop.models.acting import ActingModel
from peerdesk.desktop.models.follow_up_views import FollowUpForm
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.domain.changes import Changes
from peerdesk.domain.follow_up_plan import PlanDraft
from peerdesk.domain.ids import RecordId
from peerdesk.domain.merge import Stamp
from peerdesk.work import follow_ups as acts
from peerdesk.work.two_versions import Pick, settle_follow_up

Picked = Sequence[tuple[tuple[RecordId, str], Stamp | None]]
"""Pairs of the key of a dispute and of the value to keep."""

_ENDS: Final = {"done": acts.finish_follow_up, "stopped": acts.stop_follow_up, "closed": acts.close_follow_up}


class FollowUpDesk(ActingModel):
    """Every command runs on the vault's thread; what it touched is told to whoever reads.

    `added` carries the id of a new one. `ended` carries which one, how (done, stopped, closed), and how to undo it;
    `deleted` how to undo that; `moved` the new day in words; `phone` a number that was asked for. `kept` says that what
    stands in the form was taken.
    """

    added = Signal(object)
    ended = Signal(object, str, object)
    deleted = Signal(object)
    moved = Signal(str)
    phone = Signal(str)
    kept = Signal()

    def __init__(self, bench: Workbench, parent: QObject | None = None) -> None:
        super().__init__(bench, parent)

    def add(self, form: FollowUpForm) -> None:
        """Plan a follow-up."""
        bench = self._bench
        draft = acts.FollowUpDraft(
            due=form.due, handle=form.handle, plan=_plan(form), phone=form.phone, agreed=form.agreed
        )

        def done(made: tuple[RecordId, Changes]) -> None:
            self.kept.emit()
            self.added.emit(made[0])
            bench.announcer.tell(made[1])

        bench.run(self, lambda: acts.add_follow_up(bench.vault, draft, bench.now(), bench.rng), done, self.refused.emit)

    def change(self, key: RecordId, form: FollowUpForm) -> None:
        """Say anew when and how, and keep another number where one was typed."""
        bench = self._bench

        def job() -> Changes:
            touched = acts.edit_follow_up(bench.vault, key, form.due, _plan(form), bench.now())
            if form.phone.strip():
                agreed, now = form.agreed, bench.now()
                touched |= acts.set_phone(bench.vault, key, form.phone, now, bench.rng, agreed=agreed)
            return touched

        self._do(job, self.kept.emit)

    def end(self, key: RecordId, how: str) -> None:
        """End a follow-up: done, stopped or closed. Nothing is asked."""
        bench = self._bench

        def job() -> tuple[Changes, str]:
            number = acts.phone_of(bench.vault, key)
            return _ENDS[how](bench.vault, key), number

        def done(answer: tuple[Changes, str]) -> None:
            changes, number = answer
            self.ended.emit(key, how, lambda: self._reopen(key, number))
            bench.announcer.tell(changes)

        bench.run(self, job, done, self.refused.emit)

    def put_off(self, key: RecordId, due: date) -> None:
        """Let it wait until another day."""
        said = self._bench.words.due(due, today=self._bench.today())
        self._do(lambda: acts.move_follow_up(self._bench.vault, key, due), lambda: self.moved.emit(said))

    def tried(self, key: RecordId, outcome: str) -> None:
        """Note a try of today."""
        bench = self._bench
        self._do(lambda: acts.try_follow_up(bench.vault, key, outcome, "", bench.now(), bench.rng))

    def delete(self, key: RecordId) -> None:
        """Take it off the lists."""
        bench = self._bench

        def undo() -> None:
            self._do(lambda: acts.undelete_follow_up(bench.vault, key))

        self._do(lambda: acts.delete_follow_up(bench.vault, key), lambda: self.deleted.emit(undo))

    def show_phone(self, key: RecordId) -> None:
        """Ask for the number."""
        bench = self._bench
        bench.run(self, lambda: acts.phone_of(bench.vault, key), self.phone.emit, self.refused.emit)

    def forget_phone(self, key: RecordId) -> None:
        """Erase the number on every computer."""
        bench = self._bench
        self._do(lambda: acts.set_phone(bench.vault, key, "", bench.now(), bench.rng, agreed=False))

    def settle(self, key: RecordId, picked: Picked) -> None:
        """Keep what was picked of a follow-up that was changed on two computers."""
        bench = self._bench
        picks = [Pick(record=record, field=name, stamp=stamp) for (record, name), stamp in picked]
        self._do(lambda: settle_follow_up(bench.vault, key, picks, bench.now()))

    def _reopen(self, key: RecordId, number: str) -> None:
        bench = self._bench

        def job() -> Changes:
            changes = acts.reopen_follow_up(bench.vault, key)
            if number:
                changes |= acts.set_phone(bench.vault, key, number, bench.now(), bench.rng, agreed=True)
            return changes

        self._do(job)


def days_to_put_off(today: date) -> tuple[date, date, date]:
    """Return tomorrow, the third day, and the Monday that comes."""
    return today + timedelta(days=1), today + timedelta(days=3), today + timedelta(days=7 - today.weekday())


def _plan(form: FollowUpForm) -> PlanDraft:
    return PlanDraft(
        why=form.why,
        what=form.what,
        how=form.how,
        ok_voicemail=form.ok_voicemail,
        ok_text=form.ok_text,
        say_only=form.say_only,
        best_time=form.best_time,
        who_may_answer=form.who_may_answer,
    )
