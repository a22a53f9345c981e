"""What an officer claims about a use of recovery is shown, and no use is shown as of tomorrow."""

from datetime import UTC, datetime, timedelta

from peerdesk.cli.recovery_words import recovery_lines
from peerdesk.cli.words import moment
from peerdesk.work.hospital_recovery import RecoveryHere

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def test_a_use_that_claims_to_be_ahead_is_not_said_to_be_later_than_now() -> None:
    before, ahead = NOW - timedelta(hours=3), NOW + timedelta(hours=23)
    earlier, later = recovery_lines(RecoveryHere(uses=(before, ahead)), NOW)
    assert moment(before) in earlier
    assert moment(NOW) in later
