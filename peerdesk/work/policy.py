"""The organisation's choices, signed by its root: what this version obeys, and what it keeps for those that do.

A rule that is not there, or whose value this version does not understand, is at its default: a policy made with a newer
PeerDesk must not stop an older one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from peerdesk.domain.encounter import day
from peerdesk.domain.errors import BadDateError, NotEnrolledError
from peerdesk.domain.levels import Level
from peerdesk.domain.local_words import NUMBER_LIMIT, RULE_LIMIT, LocalWords
from peerdesk.domain.text import without_unkeepable
from peerdesk.domain.unit_summary import Profile, UnitRules
from peerdesk.sync import new_keys
from peerdesk.sync.policy_kept import kept_policy
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault
from peerdesk.wire.members import Members
from peerdesk.wire.recovery import POLICY_KEY, POLICY_ON, offered_reader
from peerdesk.work.membership import known_members

Value = bool | int | str
SHORTEST_LOCK: Final = 1
LONGEST_LOCK: Final = 60
LONGEST_RETENTION_DAYS: Final = 36_500

_NOT_FILLED_IN: Final = LocalWords()


class Rule(StrEnum):
    """The names of the rules, as they are signed."""

    LOCK_MINUTES = "lock_minutes"
    RECOVERY = POLICY_ON
    RECOVERY_KEY = POLICY_KEY
    RETENTION_DAYS = "retention_days"
    PART2 = "part2"
    WORDS = new_keys.WORDS_RULE
    HIDE = "hide"
    WIDEST_START = "widest_start"
    CODE_TEAM = "code_team"
    SUPERVISOR_LINE = "supervisor_line"
    REPORT_RULE = "report_rule"
    LOCAL_CHECKED = "local_checked"
    NUMBERS_CHECKED = "numbers_checked"
    UNITS = "units"
    EIGHT_MINUTES = "eight_minutes"


class Words(StrEnum):
    """Whether two people compare their six words before the first share, or are only offered to."""

    OFFERED = "offered"
    DEMANDED = new_keys.DEMANDED


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The rules in force. `version` is 0 where the root has made none.

    `lock_minutes`: a desk that nobody touches locks after so long at the latest; None leaves it to each person.
    `recovery`: the hospital offers to hold a key to people's own notes, and names that key. `retention_days`: how long
    the hospital keeps sealed copies of those who left; None has no end. `part2`: whether 42 CFR Part 2 applies.
    `hidden` are codes of the vocabularies that are not offered here. `widest_start` is how wide a new note may begin.
    `local` is what the hospital fills in for its peers: whom to call, and the rule where they work. `units` says how
    the time of encounters is counted; None counts none.
    """

    version: int = 0
    lock_minutes: int | None = None
    recovery: bool = False
    retention_days: int | None = None
    part2: bool = True
    words: Words = Words.OFFERED
    hidden: tuple[str, ...] = ()
    widest_start: Level = Level.SUPERVISOR
    local: LocalWords = _NOT_FILLED_IN
    units: UnitRules | None = None


def policy_of(members: Members) -> Policy:
    """Return the policy that the directory holds."""
    return read_rules(members.policy, members.policy_version)


def policy_here(vault: Vault) -> Policy:
    """Return the policy as this vault knows it: the defaults in a vault of no hospital."""
    with vault.read() as tx:
        return policy_in(tx)


def policy_in(tx: Transaction) -> Policy:
    """Return the same inside a transaction."""
    kept = kept_policy(tx)
    if kept is not None:
        return read_rules(kept[1], kept[0])
    try:
        return policy_of(known_members(tx))
    except NotEnrolledError:
        return Policy()


def hidden_codes(tx: Transaction) -> tuple[str, ...]:
    """Return only what is not offered, as fast as a save wants it."""
    kept = kept_policy(tx)
    if kept is not None:
        return _codes(kept[1].get(Rule.HIDE))
    # A vault without a role belongs to no hospital.
    return () if tx.role is None else policy_in(tx).hidden


def read_rules(rules: Mapping[str, Value], version: int) -> Policy:
    """Return what the rules say, each at its default where it is missing or not understood."""
    return Policy(
        version=version,
        lock_minutes=_number(rules.get(Rule.LOCK_MINUTES), SHORTEST_LOCK, LONGEST_LOCK),
        recovery=offered_reader(rules) is not None,
        retention_days=_number(rules.get(Rule.RETENTION_DAYS), 1, LONGEST_RETENTION_DAYS),
        part2=rules.get(Rule.PART2) is not False,
        words=Words.DEMANDED if rules.get(Rule.WORDS) == Words.DEMANDED.value else Words.OFFERED,
        hidden=_codes(rules.get(Rule.HIDE)),
        widest_start=Level.JUST_ME if rules.get(Rule.WIDEST_START) == Level.JUST_ME.value else Level.SUPERVISOR,
        local=LocalWords(
            team=_words(rules.get(Rule.CODE_TEAM), NUMBER_LIMIT),
            supervisor=_words(rules.get(Rule.SUPERVISOR_LINE), NUMBER_LIMIT),
            report=_words(rules.get(Rule.REPORT_RULE), RULE_LIMIT),
            checked=_day(rules.get(Rule.LOCAL_CHECKED)),
            numbers_checked=_day(rules.get(Rule.NUMBERS_CHECKED)),
        ),
        units=_units(rules),
    )


def _units(rules: Mapping[str, Value]) -> UnitRules | None:
    """Return how units are counted. Limits that this version does not know would be left unsaid, so it counts none."""
    profile = rules.get(Rule.UNITS)
    if profile not in set(Profile):
        return None
    return UnitRules(profile=Profile(str(profile)), eight_minutes=rules.get(Rule.EIGHT_MINUTES) is True)


def _codes(value: Value | None) -> tuple[str, ...]:
    return tuple(value.split(",")) if isinstance(value, str) and value else ()


def _words(value: Value | None, most: int) -> str:
    """Return a text as it can be shown: whatever the root has signed, it cannot turn a line around."""
    return without_unkeepable(value).strip()[:most] if isinstance(value, str) else ""


def _day(value: Value | None) -> date | None:
    try:
        return day("checked", value) if isinstance(value, str) else None
    except BadDateError:
        return None


def _number(value: Value | None, least: int, most: int) -> int | None:
    if not isinstance(value, int) or isinstance(value, bool):
        return None
    return value if least <= value <= most else None
