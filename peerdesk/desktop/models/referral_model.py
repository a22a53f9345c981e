"""Referrals on the desk: those that wait, what became of others, and what is done with them."""

import time
from typing import Final, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from peerdesk.desktop.models.acting import ActingModel
from peerdesk.desktop.models.note_rows import DOT
from peerdesk.desktop.models.referral_views import ReferralsView, ReferralView
from peerdesk.desktop.models.words import lowered
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.desktop.names import first_name
from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.handover import HandoffState
from peerdesk.domain.ids import PersonId, RecordId
from peerdesk.domain.referral import ReferralDraft
from peerdesk.domain.referral_vocabulary import ReferralState
from peerdesk.work import referrals as acts
from peerdesk.work.handing_over import Colleague, colleagues
from peerdesk.work.referrals import ListedReferral
from peerdesk.work.whereabouts import let_whereabouts_go

_MOST_PAST: Final = 8
_LOOK_EVERY_MS: Final = 30 * 60 * 1000
_KINDS: Final = (RecordKind.REFERRAL, RecordKind.WHEREABOUTS, RecordKind.HANDOVER, RecordKind.HANDOFF_ANSWER)
_SIGNS: Final = {
    ReferralState.MET: ("check", "ok"),
    ReferralState.PASSED: ("swap", "accent"),
}


class _Read(NamedTuple):
    found: tuple[ListedReferral, ...]
    peers: tuple[Colleague, ...]


class ReferralModel(ActingModel):
    """Reads again after each change. `shown` carries a ReferralsView; `begun` a draft that was left, or None.

    `ended` carries a line and how to undo it, `said` a line, `kept` that what stands in the form was taken.
    """

    shown = Signal(object)
    begun = Signal(object)
    ended = Signal(str, object)
    said = Signal(str)
    kept = Signal()

    def __init__(self, bench: Workbench, parent: QObject | None = None) -> None:
        super().__init__(bench, parent)
        bench.announcer.changed.connect(self._on_changed)
        self._timer = QTimer(self, interval=_LOOK_EVERY_MS)
        self._timer.timeout.connect(self._let_go)
        self._timer.start()

    def read(self) -> None:
        """Read what waits, and let go of what is not needed any more."""
        vault = self._bench.vault
        self._bench.run(
            self, lambda: _Read(acts.referral_list(vault), colleagues(vault)), self._on_read, self.refused.emit
        )
        self._let_go()

    def ask_for_draft(self) -> None:
        """Ask for what stood in the form when it was left."""
        vault = self._bench.vault
        self._bench.run(self, lambda: acts.referral_draft(vault), self.begun.emit, self.refused.emit)

    def keep_draft(self, draft: ReferralDraft) -> None:
        """Keep what stands in the form, on this computer only."""
        vault = self._bench.vault
        self._bench.run(self, lambda: acts.keep_referral_draft(vault, draft), lambda _: None, self.refused.emit)

    def add(self, draft: ReferralDraft) -> None:
        """Keep a referral."""
        bench = self._bench

        def job() -> Changes:
            return acts.add_referral(bench.vault, draft, bench.now(), bench.rng)[1]

        self._do(job, self.kept.emit)

    def change(self, key: RecordId, draft: ReferralDraft) -> None:
        """Say anew where and how to find them."""
        bench = self._bench
        self._do(lambda: acts.edit_referral(bench.vault, key, draft, bench.now(), bench.rng), self.kept.emit)

    def answer(self, key: RecordId, state: ReferralState) -> None:
        """Note what became of it. Nothing is asked; for as long as the line shows it can be undone, words and all."""
        bench = self._bench

        def job() -> tuple[Changes, str]:
            found = acts.one_referral(bench.vault, key).how_to_find
            return acts.answer_referral(bench.vault, key, state, bench.now()), found

        def done(answer: tuple[Changes, str]) -> None:
            changes, found = answer
            self.ended.emit(bench.words.of(state), lambda: self._reopen(key, found))
            bench.announcer.tell(changes)

        bench.run(self, job, done, self.refused.emit)

    def pass_on(self, key: RecordId, person: str, prompt: str, *, agreed: bool) -> None:
        """Offer it to another peer."""
        bench, other = self._bench, PersonId(bytes.fromhex(person))

        def job() -> Changes:
            return acts.pass_referral(bench.vault, key, other, prompt, bench.now(), bench.rng, agreed=agreed)

        def then() -> None:
            self.kept.emit()
            self.said.emit(self.tr("Offered. It is theirs once they accept, and yours until then."))

        self._do(job, then)

    def _reopen(self, key: RecordId, found: str) -> None:
        bench = self._bench
        self._do(lambda: acts.reopen_referral(bench.vault, key, found, bench.now(), bench.rng))

    def _let_go(self) -> None:
        bench = self._bench
        if not bench.vault.is_read_only:
            seconds = time.monotonic()
            self._do(lambda: let_whereabouts_go(bench.vault, bench.now(), seconds))

    def _on_read(self, read: _Read) -> None:
        waiting = [self._waiting(one) for one in read.found if one.is_mine]
        past = [self._past(one) for one in read.found if not one.is_mine]
        peers = tuple((one.person.hex(), one.name) for one in read.peers)
        self.shown.emit(ReferralsView(waiting=tuple(waiting), past=tuple(past[:_MOST_PAST]), peers=peers))

    def _waiting(self, one: ListedReferral) -> ReferralView:
        kept, words = one.referral, self._bench.words
        came = words.moment(one.received_at, now=self._bench.now()) if one.received_at else ""
        back = self.tr("%1 said no thanks").replace("%1", first_name(one.passed_to)) if one.passed_to else ""
        back = back if one.passed is HandoffState.DECLINED else ""
        tried = words.of(kept.state) if kept.state is ReferralState.TRIED else ""
        said = (came, words.of(kept.source) if kept.source else "", words.of(kept.reason) if kept.reason else "")
        facts = [part for part in (*said, tried, back) if part]
        return ReferralView(
            key=kept.id,
            title=words.of(kept.place),
            facts=DOT.join([*facts[:1], *map(lowered, facts[1:])]),
            find=one.how_to_find or self.tr("How to find them was erased."),
            draft=ReferralDraft(
                place=kept.place, how_to_find=one.how_to_find, source=kept.source or "", reason=kept.reason or ""
            ),
        )

    def _past(self, one: ListedReferral) -> ReferralView:
        kept, words = one.referral, self._bench.words
        icon, tone = _SIGNS.get(kept.state, ("info", "muted"))
        came = words.moment(one.received_at, now=self._bench.now()) if one.received_at else ""
        state, name = words.of(kept.state), first_name(one.passed_to)
        if kept.state is ReferralState.PASSED and name:
            accepted = one.passed is HandoffState.ACCEPTED
            said = self.tr("%1 has accepted") if accepted else self.tr("Offered to %1")
            state = said.replace("%1", name)
        first = words.of(kept.response) if kept.response else ""
        first = self.tr("first try: %1").replace("%1", lowered(first)) if first else ""
        facts = DOT.join(part for part in (came, first) if part)
        return ReferralView(key=kept.id, title=words.of(kept.place), facts=facts, state=state, icon=icon, tone=tone)

    def _on_changed(self, changes: Changes) -> None:
        if any(changes.touches(kind) for kind in _KINDS):
            self.read()
