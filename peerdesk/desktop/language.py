"""English and Spanish: the words of the desk, switched while it runs."""

import json
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTranslator
from PySide6.QtWidgets import QApplication

from peerdesk.work.resources import resource

LANGUAGES = ("en", "es")
SHARED = "*"
Catalogue = Mapping[str, Mapping[str, str | list[str]]]


def read_catalogue(folder: Path) -> dict[str, dict[str, str | list[str]]]:
    """Return context -> source -> words, from every `*.json` in a folder.

    A source with `%n` has two forms, for one and for many. The context is the class that says the words; `*` holds
    words that several classes share.
    """
    found: dict[str, dict[str, str | list[str]]] = {}
    for path in sorted(folder.glob("*.json")):
        for context, strings in json.loads(path.read_text(encoding="utf-8")).items():
            found.setdefault(context, {}).update(strings)
    return found


def plural_form(language: str, number: int) -> int:
    """Return which of the two forms a number takes. English and Spanish agree: one, or not one."""
    if language not in LANGUAGES:
        raise KeyError(language)
    return 0 if number == 1 else 1


def locale_of(language: str) -> QLocale:
    """Return how days and numbers are written in a language: in Spanish, too, as is usual in the United States.

    Spain's "1,25" would stand beside the "0.25" of a form or a table of the same hospital.
    """
    spoken = QLocale.Language.Spanish if language == "es" else QLocale.Language.English
    return QLocale(spoken, QLocale.Country.UnitedStates)


class Words(QTranslator):
    """A translator that reads our own catalogues; nothing has to be compiled."""

    def __init__(self, language: str, catalogue: Catalogue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._catalogue = catalogue
        self._shared = catalogue.get(SHARED, {})

    def isEmpty(self) -> bool:
        return not self._catalogue

    def translate(
        self, context: str | bytes, source: str | bytes, disambiguation: object = None, number: int = -1
    ) -> str | None:
        """Return the words for a source, or None: Qt then asks the next translator and at last takes the source.

        Never an empty string for words we do not have: Qt would take it, and the label would be blank.
        """
        where = context.decode() if isinstance(context, bytes) else context
        what = source.decode() if isinstance(source, bytes) else source
        found = self._catalogue.get(where, {}).get(what) or self._shared.get(what) or None
        return found[plural_form(self._language, number)] if isinstance(found, list) else found


class Language(QObject):
    """The language of the application, now `en` or `es`."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._installed: list[QTranslator] = []
        self._code = ""

    @property
    def code(self) -> str:
        """The language in use; empty before `use`."""
        return self._code

    def use(self, code: str) -> None:
        """Speak this language from now on; every window gets a LanguageChange event.

        Raises KeyError for a language PeerDesk does not have.
        """
        if code not in LANGUAGES:
            raise KeyError(code)
        for old in self._installed:
            self._app.removeTranslator(old)
        self._code = code
        QLocale.setDefault(locale_of(code))
        qt_words = QTranslator(self)
        # Qt's own words (the menu of a text field, for example) come first, ours are asked before them.
        if qt_words.load(f"qtbase_{code}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
            self._app.installTranslator(qt_words)
        ours = Words(code, read_catalogue(resource("i18n", code)), self)
        self._app.installTranslator(ours)
        self._installed = [qt_words, ours]


def system_language() -> str:
    """Return the language this computer is set to, if PeerDesk speaks it, else English."""
    code = QLocale.system().name().partition("_")[0]
    return code if code in LANGUAGES else "en"
