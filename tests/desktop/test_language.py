import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QLocale
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from peerdesk.desktop.language import Language, Words, plural_form, read_catalogue
from peerdesk.desktop.widgets.fields import PassphraseField


@pytest.fixture
def language(qapp: QApplication) -> Iterator[Language]:
    before = QLocale()
    made = Language(qapp)
    made.use("en")
    yield made
    made.use("en")
    QLocale.setDefault(before)


class _Screen(QLabel):
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.setText(self.tr("Show"))
        super().changeEvent(event)


def test_an_open_window_speaks_the_other_language_at_once(qtbot: QtBot, language: Language) -> None:
    field = PassphraseField("Passphrase")
    qtbot.addWidget(field)
    toggle = field.edit.toggle
    assert toggle.text() == "Show"
    language.use("es")
    qtbot.waitUntil(lambda: toggle.text() == "Mostrar")
    assert toggle.accessibleName() == "Mostrar la frase de acceso"
    language.use("en")
    qtbot.waitUntil(lambda: toggle.text() == "Show")


def test_children_of_a_window_hear_of_the_change(qtbot: QtBot, language: Language) -> None:
    window = QWidget()
    inner = _Screen("old", window)
    qtbot.addWidget(window)
    language.use("es")
    qtbot.waitUntil(lambda: inner.text() != "old")


def test_the_words_of_qt_itself_are_spanish_too(qapp: QApplication, language: Language) -> None:
    language.use("es")
    assert qapp.translate("QPlatformTheme", "Cancel") == "Cancelar"


def test_dates_follow_the_language(language: Language) -> None:
    language.use("es")
    assert QLocale().dayName(6) == "sábado"


@pytest.mark.parametrize(("code", "one", "many"), [("en", "1 note", "3 notes"), ("es", "1 nota", "3 notas")])
def test_counted_words_take_the_right_form_in_both_languages(
    qapp: QApplication, qtbot: QtBot, code: str, one: str, many: str
) -> None:
    forms = {"en": ["%n note", "%n notes"], "es": ["%n nota", "%n notas"]}[code]
    words = Words(code, {"QLabel": {"%n notes": forms}})
    qapp.installTranslator(words)
    label = QLabel()
    qtbot.addWidget(label)
    assert label.tr("%n notes", "", 1) == one
    assert label.tr("%n notes", "", 3) == many
    qapp.removeTranslator(words)


def test_an_unknown_language_is_not_guessed(language: Language) -> None:
    with pytest.raises(KeyError):
        language.use("xx")
    with pytest.raises(KeyError):
        plural_form("xx", 1)


def test_shared_words_serve_every_class(qapp: QApplication, qtbot: QtBot) -> None:
    words = Words("es", {"*": {"Not now": "Ahora no"}, "QLabel": {"Only here": "Solo aquí"}})
    qapp.installTranslator(words)
    label, widget = QLabel(), QWidget()
    qtbot.addWidget(label)
    qtbot.addWidget(widget)
    assert (label.tr("Not now"), widget.tr("Not now")) == ("Ahora no", "Ahora no")
    assert (label.tr("Only here"), widget.tr("Only here")) == ("Solo aquí", "Only here")
    qapp.removeTranslator(words)


def test_catalogues_of_one_language_are_read_together(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps({"Screen": {"One": "Uno"}}), encoding="utf-8")
    (tmp_path / "b.json").write_text(json.dumps({"Screen": {"Two": "Dos"}}), encoding="utf-8")
    assert read_catalogue(tmp_path) == {"Screen": {"One": "Uno", "Two": "Dos"}}


def test_a_word_costs_microseconds(qtbot: QtBot, language: Language) -> None:
    language.use("es")
    field = PassphraseField("Passphrase")
    qtbot.addWidget(field)
    best = min(_seconds_of_thousand(field) for _ in range(5))
    assert best < 0.03


def _seconds_of_thousand(field: PassphraseField) -> float:
    began = time.perf_counter()
    for _ in range(1000):
        field.tr("Show")
    return time.perf_counter() - began
