"""The organisation's public file comes back as it was written, and nothing else is taken for one."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerdesk.wire.errors import MalformedError, TooLargeError
from peerdesk.wire.public_file import FORMAT, MAX_ENTRIES, MAX_FILE_BYTES, read_public_file, write_public_file

entries = st.lists(st.binary(max_size=200), min_size=1, max_size=MAX_ENTRIES).map(tuple)


@given(st.text(max_size=60), st.binary(min_size=32, max_size=32), entries)
def test_it_comes_back_as_it_was_written(name: str, root: bytes, given_entries: tuple[bytes, ...]) -> None:
    assert read_public_file(write_public_file(name, root, given_entries)) == (root, given_entries)


@pytest.mark.parametrize(
    "changes",
    [
        {"format": "another"},
        {"root": "00"},
        {"root": "G" * 64},
        {"entries": []},
        {"entries": ["not base64!"]},
        {"entries": ["AA=="] * (MAX_ENTRIES + 1)},
        {"entries": "AA=="},
        {"more": 1},
        {"name": None},
    ],
)
def test_what_differs_in_anything_is_not_taken(changes: dict[str, object]) -> None:
    sound = {"format": FORMAT, "name": "Harbor Point", "root": "0" * 64, "entries": ["AA=="]}
    assert read_public_file(json.dumps(sound).encode()) == (bytes(32), (b"\x00",))
    with pytest.raises(MalformedError):
        read_public_file(json.dumps(sound | changes).encode())


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b"\xff\xfe", b"[" * 5000])
def test_rubbish_is_malformed(raw: bytes) -> None:
    with pytest.raises(MalformedError):
        read_public_file(raw)


def test_a_file_above_the_cap_is_not_parsed() -> None:
    with pytest.raises(TooLargeError):
        read_public_file(bytes(MAX_FILE_BYTES + 1))
