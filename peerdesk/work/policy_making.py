"""Making the organisation's policy: the root signs it, as a whole, under a version that only goes up."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from peerdesk.domain.encounter import checked_text, day
from peerdesk.domain.errors import BadValueError, UnknownCodeError
from peerdesk.domain.local_words import NUMBER_LIMIT, RULE_LIMIT
from peerdesk.domain.offered import VOCABULARIES
from peerdesk.sync.transport import Transport
from peerdesk.wire import directory_body
from peerdesk.wire.recovery import offered_reader
from peerdesk.work.directory_pen import root_pen
from peerdesk.work.organisation_folder import RootSecret, known_directory
from peerdesk.work.policy import (
    LONGEST_LOCK,
    LONGEST_RETENTION_DAYS,
    SHORTEST_LOCK,
    Policy,
    Rule,
    Value,
    policy_of,
)

_TEXTS: Final = {Rule.CODE_TEAM: NUMBER_LIMIT, Rule.SUPERVISOR_LINE: NUMBER_LIMIT, Rule.REPORT_RULE: RULE_LIMIT}
_CAN_HIDE: Final = tuple(code.value for kind in VOCABULARIES.values() for code in kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyMade:
    """The policy now in force. `changed` is False where it said all of it before."""

    policy: Policy
    changed: bool


def known_policy(folder: Path) -> Policy:
    """Return the policy as far as the officer's folder knows it. Raises NotFoundError or VaultDamagedError."""
    return policy_of(known_directory(folder)[0].members)


def make_policy(
    folder: Path, root: RootSecret, changes: Mapping[Rule, Value], transport: Transport, now: datetime
) -> PolicyMade:
    """Change some rules and keep the others, also those that this version does not know.

    A retention of 0 days takes its end away. Raises BadValueError, UnknownCodeError for a code to hide,
    OfficerKeyError, OfflineError or a ServerError.
    """
    _check(changes)
    pen = root_pen(folder, root, transport, now)
    before = dict(pen.members.policy)
    after = {**before, **{rule.value: value for rule, value in changes.items()}}
    if changes.get(Rule.RECOVERY) is True and offered_reader(after) is None:
        raise BadValueError(Rule.RECOVERY.value, "the hospital's recovery key beside it: --recovery-key FILE")
    if after != before:
        pen.write(directory_body.Policy(version=pen.members.policy_version + 1, rules=after))
    return PolicyMade(policy=policy_of(pen.members), changed=after != before)


def _check(changes: Mapping[Rule, Value]) -> None:
    for rule, least, most in (
        (Rule.LOCK_MINUTES, SHORTEST_LOCK, LONGEST_LOCK),
        (Rule.RETENTION_DAYS, 0, LONGEST_RETENTION_DAYS),
    ):
        value = changes.get(rule, least)
        if not (isinstance(value, int) and least <= value <= most):
            raise BadValueError(rule.value, f"a number from {least} to {most}")
    for rule, most in _TEXTS.items():
        # Cut short, a number to call would be another number.
        checked_text(rule.value, str(changes.get(rule) or ""), most)
    for rule in (Rule.LOCAL_CHECKED, Rule.NUMBERS_CHECKED):
        if changes.get(rule):
            day(rule.value, str(changes[rule]))
    for code in str(changes.get(Rule.HIDE) or "").split(","):
        if code and code not in _CAN_HIDE:
            raise UnknownCodeError(Rule.HIDE.value, code, _CAN_HIDE)
    hidden = set(str(changes.get(Rule.HIDE) or "").split(","))
    if any(hidden.issuperset(code.value for code in kind) for kind in VOCABULARIES.values()):
        raise BadValueError(Rule.HIDE.value, "codes that leave at least one answer to each question")
