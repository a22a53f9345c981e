"""The quick note: few keys, nothing lost, nothing asked that is not needed."""

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.screens.quick_note import QuickNote
from peerdesk.domain.individual import generated_form
from peerdesk.domain.vocabulary import Outcome, Setting, Support
from peerdesk.vault.vault import Vault
from peerdesk.work.reading import drafts, encounter_detail, encounter_page
from tests.desktop.desks import click, open_desk, peer, type_words

MOST_KEYS = 6
MOST_CLICKS = 4


class Fingers(QObject):
    """Counts what really arrived: buttons that were pressed, and key presses, held keys among them."""

    def __init__(self) -> None:
        super().__init__()
        self.clicks = 0
        self.keys = 0
        app = QApplication.instance()
        assert app is not None
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # A click of the tests goes to its button and past the window.
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(watched, QAbstractButton):
            self.clicks += 1
        if event.type() == QEvent.Type.ShortcutOverride and watched is QApplication.focusWidget():
            self.keys += 1
        return False


def vault_of(desk: WatchedDesk) -> Vault:
    session = desk.door.session
    assert session is not None
    return session.bench.vault


def form_of(desk: WatchedDesk) -> QuickNote:
    form = peer(desk).writing.form
    assert form is not None
    return form


def test_a_whole_note_takes_six_keys_and_no_more(home: Path) -> None:
    with open_desk(home) as desk:
        counted = Fingers()
        keys = desk.press("Ctrl+N", "1", "B", "Ctrl+Return")
        desk.settle()
        rows = encounter_page(vault_of(desk))
        assert [(row.outcome, row.support, row.setting) for row in rows] == [
            (Outcome.MET, (Support.LISTENED,), Setting.ED)
        ]
        assert keys == MOST_KEYS
        assert 0 < counted.keys <= MOST_KEYS
        assert counted.clicks == 0


def test_a_whole_note_takes_four_clicks_and_no_more(home: Path) -> None:
    with open_desk(home) as desk:
        counted = Fingers()
        click(peer(desk).today._new)
        desk.settle()
        form = form_of(desk)
        for widget in (form._outcome.chip("met"), form._support.chip("listened"), form.footer.save):
            click(widget)
        desk.settle()
        assert len(encounter_page(vault_of(desk))) == 1
        assert 0 < counted.clicks <= MOST_CLICKS


def test_they_said_no_thanks_needs_no_support(home: Path) -> None:
    with open_desk(home) as desk:
        assert desk.press("Ctrl+N", "3", "Ctrl+Return") < MOST_KEYS
        desk.settle()
        row = encounter_page(vault_of(desk))[0]
        assert (row.outcome, row.support) == (Outcome.DECLINED, ())


def test_support_shows_only_when_we_met(home: Path) -> None:
    with open_desk(home) as desk:
        desk.press("Ctrl+N")
        form = form_of(desk)
        assert not form._support_part.isVisible()
        desk.press("1")
        assert form._support_part.isVisible()
        desk.press("3")
        assert not form._support_part.isVisible()
        assert form.footer._line.text() == "Ready to save"


def test_saving_is_never_disabled_and_says_what_is_missing(home: Path) -> None:
    with open_desk(home) as desk:
        desk.press("Ctrl+N", "Ctrl+Return")
        desk.settle()
        form = form_of(desk)
        assert form.footer.save.isEnabled()
        assert form._missing.isVisible()
        assert form._missing.text() == "Choose how it went."
        desk.press("1", "Ctrl+Return")
        desk.settle()
        assert form._missing.text() == "Choose what support you gave."
        focus = QApplication.focusWidget()
        assert focus is form._support.first()
        assert desk.door.frame.ring.target is focus


def test_letters_typed_into_a_text_answer_nothing(home: Path) -> None:
    with open_desk(home) as desk:
        desk.press("Ctrl+N", "1")
        form = form_of(desk)
        form.parts.open_part("memory")
        type_words("abc 123")
        assert form._support.codes() == ()
        assert form.draft().memory == "abc 123"


def test_every_support_has_its_letter_also_the_ones_behind_more(home: Path) -> None:
    with open_desk(home) as desk:
        desk.press("Ctrl+N", "1", "X")
        form = form_of(desk)
        assert form._support.codes() == (Support.GOODBYE.value,)
        assert form._more.isHidden()


def test_words_are_a_jot_a_moment_after_the_last_key(home: Path) -> None:
    with open_desk(home) as desk:
        desk.press("Ctrl+N", "1")
        form_of(desk).parts.open_part("memory")
        type_words("Bus pass came through")
        desk.wait(lambda: bool(drafts(vault_of(desk))), "the jot")
        desk.settle()
        assert drafts(vault_of(desk))[0].draft.memory == "Bus pass came through"
        assert form_of(desk)._jot.text() == "Jot saved here"
        assert encounter_page(vault_of(desk)) == ()


def test_esc_keeps_a_jot_and_today_offers_it_again(home: Path) -> None:
    with open_desk(home) as desk:
        desk.press("Ctrl+N", "1", "B", "Escape")
        desk.settle()
        routes = peer(desk)
        assert routes.place == "today"
        kept = drafts(vault_of(desk))
        assert len(kept) == 1
        routes.today.jot_opened.emit(kept[0].id)
        assert form_of(desk).draft().support == ("listened",)
        desk.press("Ctrl+Return")
        desk.settle()
        assert drafts(vault_of(desk)) == ()
        assert len(encounter_page(vault_of(desk))) == 1


def test_an_untouched_form_leaves_nothing_behind(home: Path) -> None:
    with open_desk(home) as desk:
        desk.press("Ctrl+N", "Escape")
        desk.settle()
        assert drafts(vault_of(desk)) == ()


def test_a_saved_note_can_be_undone_by_one_key(home: Path) -> None:
    with open_desk(home) as desk:
        desk.press("Ctrl+N", "1", "B", "Ctrl+Return")
        desk.settle()
        assert desk.press("Ctrl+Z") == 2
        desk.settle()
        assert encounter_page(vault_of(desk)) == ()


def test_a_handle_is_made_up_by_one_press_and_another_one_for_the_next_note(home: Path) -> None:
    made = []
    with open_desk(home) as desk:
        for _ in range(2):
            desk.settle()
            desk.press("Ctrl+N", "1", "A")
            form = form_of(desk)
            form.parts.open_part("who")
            part = form.parts._parts["who"]
            press = next(one for one in part.findChildren(QAbstractButton) if one.text() == "Make one up")
            press.click()
            assert not press.isVisible()
            made.append(form.draft().handle)
            desk.press("Ctrl+Return")
        desk.settle()
        assert len(encounter_page(vault_of(desk))) == 2
    assert all(map(generated_form, made))
    assert made[0] != made[1]


def test_every_optional_part_is_kept(home: Path) -> None:
    with open_desk(home) as desk:
        desk.press("Ctrl+N", "1", "A")
        form = form_of(desk)
        form.parts.open_part("who")
        type_words("Blue Heron 27")
        form.parts.open_part("words")
        type_words("Walk in with me")
        parts = form.parts._parts
        parts["follow_up"]._pills._on_clicked("7d")
        parts["supplies"]._on_added("naloxone_nasal")
        parts["next"]._on_added("group")
        parts["mattered"]._grid.toggle("transport")
        parts["length"]._pills._on_clicked("15_30")
        parts["language"]._language._on_clicked("es")
        parts["when"]._mode._on_clicked("phone")
        parts["prompt"]._edit.setText("How do I say goodbye?")
        parts["prompt"]._on_text("How do I say goodbye?")
        desk.press("Ctrl+Return")
        desk.settle()
        kept = encounter_detail(vault_of(desk), encounter_page(vault_of(desk))[0].id)
        assert kept.handle == "Blue Heron 27"
        assert kept.encounter.words == "Walk in with me"
        assert kept.follow_up is not None
        assert (kept.follow_up.due - datetime.now(UTC).astimezone().date()).days == 7
        assert [(item.value, count) for item, count in kept.encounter.supplies.items()] == [("naloxone_nasal", 1)]
        assert [step.value for step in kept.encounter.next] == ["group"]
        assert [code.value for code in kept.encounter.mattered] == ["transport"]
        assert (kept.encounter.mode.value, kept.encounter.prompt) == ("phone", "How do I say goodbye?")
        assert kept.encounter.bring_to_supervision


def test_a_text_that_is_too_long_is_said_and_not_cut(home: Path) -> None:
    with open_desk(home) as desk:
        desk.press("Ctrl+N", "1", "A")
        form = form_of(desk)
        form.parts.open_part("words")
        edit = form.parts._parts["words"].edit
        edit.setPlainText("a" * 300)
        desk.press("Ctrl+Return")
        desk.settle()
        assert encounter_page(vault_of(desk)) == ()
        assert len(form_of(desk).draft().words) == 300
        assert form.parts._parts["words"]._said.isVisible()


def test_editing_changes_only_what_was_touched(home: Path) -> None:
    with open_desk(home) as desk:
        desk.press("Ctrl+N", "1", "B", "Ctrl+Return")
        desk.settle()
        note = encounter_page(vault_of(desk))[0].id
        desk.show("notes", note)
        desk.press("Ctrl+E")
        desk.settle()
        form = form_of(desk)
        assert form.title.text() == "Edit note"
        form.parts.open_part("memory")
        type_words("Wants to try the group")
        QTest.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        desk.settle()
        assert encounter_detail(vault_of(desk), note).encounter.memory == "Wants to try the group"
        assert peer(desk).place == "detail"


def test_a_note_can_be_left_out_of_the_weekly_sums(home: Path) -> None:
    with open_desk(home) as desk:
        desk.press("Ctrl+N", "3")
        form = peer(desk).writing.form
        assert form is not None
        form.parts.open_part("count")
        desk.settle()
        desk.press("Space", "Ctrl+Return")
        desk.settle()
        assert encounter_detail(vault_of(desk), encounter_page(vault_of(desk))[0].id).encounter.count is False
