"""The totals in the text form of Prometheus (version 0.0.4): a line for each number, and labels that name no one.

Whatever stands in a label is a constant of ours: a question, a kind of answer, a code, an upper end of a class of
times. Nothing that was sent can get there.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from peerdesk.server.tally import ANSWERS, JOINED_PAST, LIMITS_MS, OUTCOMES, SLOWER
from peerdesk.wire.exchange import ProblemCode

_WORDS = {
    "entries": "Entries of the directory.",
    "revisions": "Sealed revisions that were ever stored.",
    "spaces": "Spaces with at least one revision.",
    "revision_bytes": "Bytes of the sealed revisions.",
    "database_bytes": "Bytes of the database with its indexes, on its disk.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Capacity:
    """What there is to work with, over all workers. A job takes one thread, and one connection at most."""

    workers: int
    threads: int
    connections: int


def as_text(
    totals: Mapping[str, int], stored: Mapping[str, int], questions: tuple[str, ...], capacity: Capacity
) -> str:
    """Return the whole answer to whoever collects figures; `stored` is empty where the database does not answer."""
    lines = [
        *_requests(totals, questions),
        *_times(totals, questions),
        *_work(totals),
        *_now(totals, capacity),
        *_one("database_up", "gauge", "Whether the database answers.", int(bool(stored))),
    ]
    for name, count in stored.items():
        lines += _one(f"stored_{name}", "gauge", _WORDS[name], count)
    return "\n".join(lines) + "\n"


def _requests(totals: Mapping[str, int], questions: tuple[str, ...]) -> Iterable[str]:
    yield from _head("requests_total", "counter", "Requests by question and kind of answer.")
    for question in questions:
        for answer in ANSWERS:
            count = totals[f"{question} {answer}"]
            yield f'peerdesk_requests_total{{question="{question}",answer="{answer}"}} {count}'
    yield from _head("problems_total", "counter", "Requests that were turned down, by the code they were told.")
    for code in ProblemCode:
        yield f'peerdesk_problems_total{{code="{code}"}} {totals[code]}'


def _times(totals: Mapping[str, int], questions: tuple[str, ...]) -> Iterable[str]:
    name = "peerdesk_request_seconds"
    yield from _head("request_seconds", "histogram", "Seconds from a request's head to its answer; wake waits.")
    for question in questions:
        below = 0
        for limit in LIMITS_MS:
            below += totals[f"{question} {limit}"]
            yield f'{name}_bucket{{question="{question}",le="{limit / 1000}"}} {below}'
        below += totals[f"{question} {SLOWER}"]
        yield f'{name}_bucket{{question="{question}",le="+Inf"}} {below}'
        yield f'{name}_sum{{question="{question}"}} {totals[f"{question} us"] / 1e6:.6f}'
        yield f'{name}_count{{question="{question}"}} {below}'


def _work(totals: Mapping[str, int]) -> Iterable[str]:
    yield from _head("pushed_revisions_total", "counter", "Pushed revisions by what became of them.")
    for outcome in OUTCOMES:
        yield f'peerdesk_pushed_revisions_total{{outcome="{outcome}"}} {totals[outcome]}'
    yield from _one("pushed_bytes_total", "counter", "Bytes of the revisions that were pushed.", totals["pushed_bytes"])
    yield from _one("joined_past_sign_in_total", "counter", "Joins that a computer handed in.", totals[JOINED_PAST])


def _now(totals: Mapping[str, int], capacity: Capacity) -> Iterable[str]:
    yield from _one("waiting", "gauge", "Callers who wait for news at this moment.", totals["waiting"])
    yield from _one("jobs", "gauge", "Jobs for the database, at work or waiting for a thread.", totals["jobs"])
    yield from _one("job_threads", "gauge", "How many jobs can be at work at once.", capacity.threads)
    yield from _one("database_connections_most", "gauge", "Connections the pools may open.", capacity.connections)
    yield from _one("workers", "gauge", "Processes that serve.", capacity.workers)


def _one(name: str, kind: str, words: str, number: int) -> Iterable[str]:
    yield from _head(name, kind, words)
    yield f"peerdesk_{name} {number}"


def _head(name: str, kind: str, words: str) -> Iterable[str]:
    yield f"# HELP peerdesk_{name} {words}"
    yield f"# TYPE peerdesk_{name} {kind}"
