"""A calm line below words that the dictionary does not know, and what can be done about one."""

from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QShortcut, QSyntaxHighlighter, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QMenu

from peerdesk.desktop.models.spelling import Spelling
from peerdesk.desktop.screens.spelling_offer import SpellingOffer
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.note_edit import NoteEdit, width_of
from peerdesk.domain.spelling import Spelled, spelled_words

KEY: Final = "F7"
_PAUSE_MS: Final = 250


class SpellingMarks(QSyntaxHighlighter):
    """Watches one text. It changes how words look and nothing else, until somebody picks another spelling."""

    def __init__(self, edit: NoteEdit, spelling: Spelling) -> None:
        super().__init__(edit)
        self._edit = edit
        self._spelling = spelling
        self._held = -1
        self._has_begun = False
        self._look = QTextCharFormat()
        self._look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        edit.cursorPositionChanged.connect(self._look_again)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._tell)
        edit.edited.connect(self._pause.start)
        edit.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        edit.customContextMenuRequested.connect(self._on_menu)
        edit.installEventFilter(self)
        QShortcut(KEY, edit, self.go_to_next, context=Qt.ShortcutContext.WidgetShortcut)
        spelling.changed.connect(self._on_changed)

    def unknown(self) -> tuple[Spelled, ...]:
        """Return the words of the whole text that are marked."""
        return tuple(one for one in spelled_words(self._edit.text()) if self._spelling.is_unknown(one.said))

    def highlightBlock(self, text: str) -> None:
        if not self._spelling.is_on:
            return
        self._look.setUnderlineColor(theme_of(self._edit).colour("wait"))
        block, cursor = self.currentBlock(), self._edit.textCursor()
        written = cursor.position() - block.position() if self._edit.hasFocus() else -1
        for one in spelled_words(text):
            start, end = width_of(text[: one.start]), width_of(text[: one.end])
            if end == written:
                # A word that is still being written may become another one.
                self._held = block.blockNumber()
            elif self._spelling.is_unknown(one.said):
                self.setFormat(start, end - start, self._look)

    def go_to_next(self) -> None:
        """Go to the next marked word behind the cursor, or to the first, and offer what can be done about it."""
        marked, text = self.unknown(), self._edit.text()
        if not marked:
            return
        at = self._edit.textCursor().position()
        one = next((one for one in marked if width_of(text[: one.start]) > at), marked[0])
        cursor = self._cursor(one)
        self._edit.setTextCursor(cursor)
        cursor.setPosition(cursor.selectionStart())
        self.menu(one, self._edit.cursorRect(cursor).bottomLeft())

    def menu(self, one: Spelled | None, where: QPoint) -> QMenu:
        """Show the menu of the text; with a marked word, what can be done about that stands first."""
        menu = self._edit.createStandardContextMenu()
        if one is not None:
            SpellingOffer(menu, one.said, self._spelling).picked.connect(partial(self._replace, one))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._edit.viewport().mapToGlobal(where))
        return menu

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self._look_again()
        elif event.type() == QEvent.Type.FocusIn and not self._has_begun:
            # Nothing is read, and no process started, for a text that nobody writes in.
            self._has_begun = True
            self._spelling.begin()
        return super().eventFilter(watched, event)

    def _replace(self, one: Spelled, other: str) -> None:
        if self._edit.text()[one.start : one.end] == one.said:
            self._cursor(one).insertText(other)

    def _cursor(self, one: Spelled) -> QTextCursor:
        text, cursor = self._edit.text(), QTextCursor(self._edit.document())
        cursor.setPosition(width_of(text[: one.start]))
        cursor.setPosition(width_of(text[: one.end]), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _on_menu(self, where: QPoint) -> None:
        at, text = self._edit.cursorForPosition(where).position(), self._edit.text()
        self.menu(next((one for one in self.unknown() if _holds(text, one, at)), None), where)

    def _look_again(self) -> None:
        held, self._held = self._held, -1
        block = self.document().findBlockByNumber(held) if held >= 0 else None
        if block is not None and block.isValid():
            self.rehighlightBlock(block)
            self._pause.start()

    def _on_changed(self) -> None:
        self.rehighlight()
        self._tell()

    def _tell(self) -> None:
        """Say to whoever listens to the screen how many words are marked."""
        many = len(self.unknown()) if self._spelling.is_on else 0
        said = self.tr("%n words the dictionary does not know", "", many) if many else ""
        self._edit.setAccessibleDescription(said or self._edit.placeholderText())


def _holds(text: str, one: Spelled, at: int) -> bool:
    return width_of(text[: one.start]) <= at <= width_of(text[: one.end])
