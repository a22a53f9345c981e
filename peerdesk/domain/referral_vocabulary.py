"""The closed lists of a referral. Their labels stand with those of `vocabulary`."""

from typing import Final

from peerdesk.domain.vocabulary import Vocabulary


class ReferralSource(Vocabulary):
    """Who asked for a peer: a role or a team, never a name."""

    ED_NURSE = "ed_nurse"
    ED_CLINICIAN = "ed_clinician"
    INPATIENT = "inpatient"
    SOCIAL_WORK = "social_work"
    CONSULT = "consult"
    NAVIGATOR = "navigator"
    SELF = "self"
    FAMILY = "family"
    PEER = "peer"
    EMS = "ems"
    RESPONSE_TEAM = "response_team"
    POLICE = "police"
    COURT = "court"
    JAIL = "jail"
    OUTREACH = "outreach"
    SSP = "ssp"
    CLINIC = "clinic"
    TREATMENT = "treatment"
    HOUSE = "house"
    CRISIS_LINE = "crisis_line"
    WALK_BY = "walk_by"
    OTHER = "other"


class ReferralReason(Vocabulary):
    """What the one who asked said, in the plainest words."""

    ASKED = "asked"
    OVERDOSE = "after_overdose"
    LEAVING = "leaving"
    HARD_TIME = "hard_time"
    QUESTIONS = "questions"
    FAMILY = "family"
    AGAIN = "again"
    NOT_STATED = "not_stated"


HIDDEN_REASONS: Final = frozenset({ReferralReason.OVERDOSE})
"""Not offered: it says what somebody used. It can be read where a hospital has chosen otherwise."""


class ReferralState(Vocabulary):
    """Where a referral stands, as the peer sees it."""

    OPEN = "open"
    TRIED = "tried"
    MET = "met"
    DECLINED = "declined"
    PASSED = "passed"
    CLOSED = "closed"


class ResponseTime(Vocabulary):
    """How long it took to the first try, in quarters of an hour: nobody is measured by the minute."""

    UNDER_15 = "under_15"
    FROM_15 = "15_30"
    FROM_30 = "30_45"
    FROM_45 = "45_60"
    OVER_60 = "60_plus"
