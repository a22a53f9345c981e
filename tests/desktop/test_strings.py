"""What the desk says: complete in both languages, in words that respect people, in sentences one can read."""

import json
import re
import statistics
from collections.abc import Iterator

import pytest

from peerdesk.desktop.language import LANGUAGES, read_catalogue
from peerdesk.work.resources import resource_root
from tests.desktop.reading_level import grade, sentences
from tests.desktop.strings import missing, said, unused

MAX_WORDS_IN_A_SENTENCE = 20
MEDIAN_GRADE, HARDEST_GRADE = 6.0, 8.0
NAMES_THAT_ARE_GIVEN = frozenset({"Free software under the GNU General Public License, version 3 or later."})
"""A name of eleven long words that nobody may shorten."""
FORBIDDEN = {
    "en": (
        r"patients?|clients?|consumers?|cases?|complian\w*|non-?complian\w*|refus\w+|abus\w+|clean|dirty|addict\w*"
        r"|invalid|fatal|illegal|errors?|fail\w*|denied|users?|substance\w*|relaps\w+|alcoholic\w*|junkie\w*"
    ),
    "es": (
        r"pacientes?|clientes?|casos?|cumplimiento|incumpli\w+|rechaz\w+|abus\w+|limpi[oa]s?|adict[oa]s?|adicci\w+"
        r"|inv[aá]lid[oa]s?|fatal\w*|ilegal\w*|error(?:es)?|fall[oóa]s?|fallid[oa]s?|denegad[oa]s?|usuari[oa]s?"
        r"|recaíd\w+|alcoh[oó]lic[oa]s?"
    ),
}

ONE_WORD_FOR_ONE_THING = {
    r"añad\w+": "agregar",
    r"claves?": "llave, or frase de acceso",
    r"formaci(?:ón|ones)": "capacitación",
    r"presion[ae]\w*": "pulse",
    r"intro": "Enter",
    r"tap(?:ar|a|ado)": "cubrir",
    r"recuento": "conteo",
    r"(?:su|mi|el) supervisora?": "quien le supervisa",
    r"cada par|un par": "persona de apoyo",
    r"responsable": "persona encargada",
    r"ordenador\w*": "computadora",
    r"t[úu]|tus?|vuestr\w+": "usted",
}
"""Spanish words that were said beside another one for the same thing, and the one that is held to."""


def _texts(language: str) -> list[str]:
    """Return everything a person can read in a language."""
    catalogue = read_catalogue(resource_root() / "i18n" / language)
    words = [text for strings in catalogue.values() for text in strings.values()]
    flat = [text for entry in words for text in (entry if isinstance(entry, list) else [entry])]
    if language == "en":
        flat += [each.source for each in said() if each.source is not None]
    return flat


def _english(told: object) -> Iterator[str]:
    """Yield every text of a file of the library that is not Spanish."""
    if isinstance(told, str):
        yield told
    for part in told.items() if isinstance(told, dict) else enumerate(told) if isinstance(told, list) else ():
        if part[0] != "es":
            yield from _english(part[1])


def test_every_string_is_one_constant() -> None:
    assert [each.place for each in said() if each.source is None] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_string_has_its_words(language: str) -> None:
    assert [(each.place, each.context, each.source) for each in missing(language)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_catalogue_keeps_words_that_nobody_says(language: str) -> None:
    assert unused(language) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_judges_a_person(language: str) -> None:
    pattern = re.compile(rf"\b(?:{FORBIDDEN[language]})\b", re.IGNORECASE)
    assert [text for text in _texts(language) if pattern.search(text)] == []


def test_the_guard_against_judging_words_sees_them() -> None:
    for language, text in (("en", "Invalid passphrase"), ("en", "The patient refused"), ("es", "El paciente adicto")):
        assert re.search(rf"\b(?:{FORBIDDEN[language]})\b", text, re.IGNORECASE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_longer_than_twenty_words(language: str) -> None:
    sentences = [part for text in _texts(language) for part in re.split(r"(?<=[.?:])\s+", text)]
    assert [part for part in sentences if len(part.split()) > MAX_WORDS_IN_A_SENTENCE] == []


def test_what_the_desk_says_reads_at_grade_six_and_no_sentence_above_eight() -> None:
    grades = {text: grade(text) for text in sentences(_texts("en")) - NAMES_THAT_ARE_GIVEN}
    assert len(grades) > 250
    assert statistics.median(grades.values()) <= MEDIAN_GRADE
    assert {text: found for text, found in grades.items() if found > HARDEST_GRADE} == {}


def test_the_guides_for_a_hard_moment_read_as_easily() -> None:
    guides = json.loads((resource_root() / "library" / "guides.json").read_text(encoding="utf-8"))
    grades = {text: grade(text) for text in sentences(_english(guides))}
    assert len(grades) > 20
    assert {text: found for text, found in grades.items() if found > HARDEST_GRADE} == {}


def test_the_reading_level_sees_a_sentence_that_only_lawyers_like() -> None:
    hard = "Disclosure of confidential information necessitates documented authorization by appropriate individuals."
    assert sentences([f"Yes. {hard}"]) == {hard}
    assert grade(hard) > 2 * HARDEST_GRADE
    assert grade("You can take it back, and then nobody sees it any more.") < MEDIAN_GRADE


@pytest.mark.parametrize("pattern", ONE_WORD_FOR_ONE_THING)
def test_spanish_has_one_word_for_one_thing(pattern: str) -> None:
    other = re.compile(rf"\b(?:{pattern})\b|[«»]", re.IGNORECASE)
    assert [text for text in _texts("es") if other.search(text)] == [], ONE_WORD_FOR_ONE_THING[pattern]


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_shouts(language: str) -> None:
    assert [text for text in _texts(language) if "!" in text or "¡" in text] == []


def test_both_languages_keep_the_same_places_for_values() -> None:
    places = re.compile(r"%\d|%n|\{\w*\}")
    catalogue = read_catalogue(resource_root() / "i18n" / "es")
    pairs = [
        (source, text)
        for strings in catalogue.values()
        for source, entry in strings.items()
        for text in (entry if isinstance(entry, list) else [entry])
    ]
    assert [(a, b) for a, b in pairs if sorted(places.findall(a)) != sorted(places.findall(b))] == []


def test_a_word_with_a_mnemonic_keeps_one_in_spanish() -> None:
    catalogue = read_catalogue(resource_root() / "i18n" / "es")
    lost = [
        source
        for strings in catalogue.values()
        for source, text in strings.items()
        if isinstance(text, str) and re.search(r"&\w", source) and not re.search(r"&\w", text)
    ]
    assert lost == []
