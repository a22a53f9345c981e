import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlcipher3
from hypothesis import given
from hypothesis import strategies as st

from peerdesk.vault.search import (
    _FOLDING,
    LONGEST_QUERY,
    MOST_WORDS,
    Beginnings,
    Finder,
    fold,
    match_expression,
    rows_with,
    words_of,
)
from peerdesk.vault.shelves.encounter_rows import Found
from peerdesk.vault.vault import Vault
from tests.support.vaults import an_encounter, new_vault

HOSTILE = [
    '"',
    "'; DROP TABLE encounter",
    "NEAR(",
    "a AND",
    "nope:x",
    "-x",
    "*",
    "\0",
    "   ",
    "^a",
    "(",
    "a OR b",
    "{a b}",
]


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    vault = new_vault(tmp_path_factory.mktemp("home"))
    with vault.write() as tx:
        tx.encounters.put(an_encounter("Talked about housing\nand the café by the río", words="Estoy mejor", unix_ms=1))
        tx.encounters.put(an_encounter("Housing papers, and nothing else", unix_ms=2))
        tx.encounters.put(an_encounter("Quiet time", unix_ms=3))
    yield vault
    vault.close()


def found(shelf: Vault, query: str) -> tuple[Found, ...]:
    with shelf.read() as tx:
        return tx.encounters.search(query, 50)


@pytest.mark.parametrize("query", HOSTILE)
def test_no_query_is_an_error(shelf: Vault, query: str) -> None:
    found(shelf, query)


@given(st.text(max_size=40))
def test_no_text_whatever_is_an_error(shelf: Vault, query: str) -> None:
    found(shelf, query)


def test_no_character_that_counts_as_a_letter_here_falls_apart_inside_the_index() -> None:
    index = sqlcipher3.connect(":memory:")
    index.execute("CREATE VIRTUAL TABLE t USING fts5 (a, detail=none, tokenize='unicode61 remove_diacritics 2')")
    letters = [chr(code) for code in range(0x80, 0x30000) if unicodedata.category(chr(code))[0] in "LN"]
    for letter in letters:
        words = words_of(f"a{letter}b")
        if len(words) == 1:
            index.execute("SELECT 1 FROM t WHERE t MATCH ?", (match_expression(words),)).fetchall()
    index.close()


def test_a_hundred_thousand_words_are_cut_to_a_few(shelf: Vault) -> None:
    query = "a " * 100_000
    assert len(words_of(query)) == 1
    assert len(words_of(" ".join(str(i) for i in range(1000)))) <= MOST_WORDS
    assert len(match_expression(words_of("x" * 100_000))) <= LONGEST_QUERY + 5
    found(shelf, query)


def test_every_word_must_begin_somewhere_in_the_note_and_the_newest_comes_first(shelf: Vault) -> None:
    assert [one.row.first_line for one in found(shelf, "hous")] == [
        "Housing papers, and nothing else",
        "Talked about housing",
    ]
    assert len(found(shelf, "hous noth")) == 1
    assert found(shelf, "hous quiet") == ()
    assert found(shelf, "ousing") == ()


@pytest.mark.parametrize("query", ["cafe", "CAFÉ", "cafe\u0301", "rio", "estoy"])
def test_case_and_accents_do_not_count(shelf: Vault, query: str) -> None:
    assert len(found(shelf, query)) == 1


def test_marks_stand_where_the_words_begin_in_the_text_that_is_shown(shelf: Vault) -> None:
    (one,) = found(shelf, "cafe")
    assert one.excerpt.text == "and the café by the río"
    assert [one.excerpt.text[mark.start : mark.end] for mark in one.excerpt.marks] == ["café"]


def test_a_word_that_only_holds_the_letters_inside_is_not_marked() -> None:
    assert Finder(("need",)).marks("unneeded need, needle") == ((9, 13), (15, 19))
    assert Finder(("need",)).excerpt("indeed unneeded").marks == ()


def test_the_piece_of_a_long_line_holds_the_hit() -> None:
    finder = Finder(("needle",))
    text = "hay " * 100 + "needle in the middle " + "hay " * 100
    piece = finder.excerpt(text)
    assert "needle" in piece.text
    assert len(piece.text) <= 120
    assert piece.text[piece.marks[0].start :].startswith("needle")


@given(st.text(max_size=60), st.text(min_size=1, max_size=8))
def test_marks_never_lie_outside_the_text(text: str, query: str) -> None:
    words = words_of(query)
    if words:
        piece = Finder(words).excerpt(text)
        assert all(0 <= mark.start < mark.end <= len(piece.text) for mark in piece.marks)


def test_a_hidden_note_is_not_found_and_comes_back_with_it(home: Path) -> None:
    with new_vault(home) as vault:
        note = an_encounter("Something about a harbor")
        with vault.write() as tx:
            tx.encounters.put(note)
            tx.encounters.hide(note.id)
        assert found(vault, "harbor") == ()
        with vault.write() as tx:
            tx.encounters.unhide(note.id)
        assert len(found(vault, "harbor")) == 1


SOME = st.text("aeéñz ZÉÑ_-\u0301\u201c7ŕ", max_size=30)


@given(SOME, SOME)
def test_a_text_without_an_index_is_searched_as_a_hit_is_marked(query: str, text: str) -> None:
    words = words_of(query)
    begun = [bool(Finder((word,)).marks(text)) for word in words]
    assert bool(rows_with(Beginnings(words).missing(""), [(1, fold(text))])) == all(begun)
    assert (Beginnings(words).missing(text) == ()) == all(begun)


@given(st.text(max_size=20))
def test_every_text_is_folded_letter_by_letter_however_it_is_done(text: str) -> None:
    assert fold(text) == text.translate(_FOLDING)
    assert fold("é" + text) == "e" + text.translate(_FOLDING)
