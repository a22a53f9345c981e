import io
import json

from hypothesis import given
from hypothesis import strategies as st

from peerdesk.cli.messages import code_of
from peerdesk.cli.note_lines import LONGEST_LINE_BYTES, read_lines

GOOD = b'{"setting": "ed"}\n'


def codes(raw: bytes) -> list[tuple[int, str]]:
    return [(line.number, code_of(line.problem) if line.problem else "ok") for line in read_lines(io.BytesIO(raw))]


def test_a_line_of_rubbish_is_turned_away_by_number_and_the_next_is_read() -> None:
    raw = GOOD + b"rubbish\n" + GOOD + b"[1]\n" + b'"text"\n' + b"\xff\xfe\n" + GOOD
    assert codes(raw) == [
        (1, "ok"),
        (2, "not_json"),
        (3, "ok"),
        (4, "not_json"),
        (5, "not_json"),
        (6, "not_json"),
        (7, "ok"),
    ]


def test_a_line_of_ten_megabytes_costs_one_line() -> None:
    assert codes(GOOD + b"x" * 10_000_000 + b"\n" + GOOD) == [(1, "ok"), (2, "too_long"), (3, "ok")]


def test_a_line_at_the_limit_is_still_read() -> None:
    line = b'{"memory": "' + b"a" * (LONGEST_LINE_BYTES - 14) + b'"}'
    assert len(line) == LONGEST_LINE_BYTES
    assert codes(line + b"\n" + line[:-2] + b'a"}\n' + GOOD) == [(1, "ok"), (2, "too_long"), (3, "ok")]


def test_deep_nesting_and_numbers_that_are_none_are_only_bad_lines() -> None:
    raw = b"[" * 60_000 + b"\n" + b'{"count": NaN}\n' + b'{"count": ' + b"9" * 5000 + b"}\n" + GOOD
    assert codes(raw) == [(1, "not_json"), (2, "not_json"), (3, "not_json"), (4, "ok")]


def test_a_name_said_twice_in_one_line_is_turned_away() -> None:
    assert codes(b'{"setting": "ed", "setting": "clinic"}\n') == [(1, "bad_value")]


def test_empty_lines_are_counted_and_left_out_and_the_last_line_needs_no_end() -> None:
    assert codes(b"\xef\xbb\xbf" + GOOD + b"\n  \r\n" + GOOD.strip()) == [(1, "ok"), (4, "ok")]


@given(st.lists(st.binary(max_size=40), max_size=8))
def test_no_bytes_stop_the_reading(lines: list[bytes]) -> None:
    raw = b"\n".join(line.replace(b"\n", b"") for line in lines) + b"\n" + json.dumps({"setting": "ed"}).encode()
    assert list(read_lines(io.BytesIO(raw)))[-1].problem is None
