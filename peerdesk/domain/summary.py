"""The summary for a care team: four parts, plain text, at most 120 words, and nothing that was not written for it.

No chip of a note has a place here: what somebody was helped with says too much. Every summary says that a peer supports
them, so every release it leaves under has to cover that.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from peerdesk.domain.consent import RECIPIENT_LIMIT
from peerdesk.domain.consent_vocabulary import ConsentScope
from peerdesk.domain.encounter import HANDLE_LIMIT, checked_text
from peerdesk.domain.errors import BadValueError, MissingAnswerError

MOST_WORDS = 120
PART_LIMIT = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryDraft:
    """What stands in the form. `called` is how the recipient knows the individual: it is printed and never kept."""

    recipient: str = ""
    called: str = ""
    visited_on: date | None = None
    words: str = ""
    agreed: str = ""
    reach: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """A summary as it leaves: the recipient, the text line by line, and which parts it has."""

    recipient: str
    lines: tuple[str, ...]
    parts: tuple[ConsentScope, ...]

    @property
    def text(self) -> str:
        """The text, as it is printed, copied or filed."""
        return "\n".join(self.lines) + "\n"


def compose(draft: SummaryDraft, labels: Mapping[str, str]) -> Summary:
    """Return the summary for these words. `labels` are the fixed words of a language.

    Raises MissingAnswerError without a recipient or without any part, TextTooLongError for a part, or BadValueError for
    more than 120 words in all.
    """
    recipient = _one_line("to", draft.recipient, RECIPIENT_LIMIT)
    if not recipient:
        raise MissingAnswerError("to")
    said = {
        ConsentScope.WORDS: ("summary_words", _one_line("words", draft.words, PART_LIMIT)),
        ConsentScope.AGREED: ("summary_agreed", _one_line("agreed", draft.agreed, PART_LIMIT)),
        ConsentScope.REACH: ("summary_reach", _one_line("reach", draft.reach, PART_LIMIT)),
    }
    lines, parts = [], [ConsentScope.VISIT]
    if draft.visited_on is not None:
        lines.append(labels["summary_visit"].replace("%1", draft.visited_on.isoformat()))
    for part, (label, text) in said.items():
        if text:
            lines += [labels[label], text]
            parts.append(part)
    if not lines:
        raise MissingAnswerError("agreed")
    head = [f"{labels['summary_to']}: {recipient}"]
    if called := _one_line("called", draft.called, HANDLE_LIMIT):
        head.append(f"{labels['summary_about']}: {called}")
    whole = (labels["program"], *head, *lines)
    if (count := words_in(whole)) > MOST_WORDS:
        raise BadValueError("summary", f"at most {MOST_WORDS} words, and this is {count}")
    return Summary(recipient=recipient, lines=whole, parts=tuple(parts))


def words_in(lines: tuple[str, ...]) -> int:
    """Return how many words some lines have."""
    return sum(len(line.split()) for line in lines)


def _one_line(name: str, raw: str, limit: int) -> str:
    return " ".join(checked_text(name, raw, limit).split())
