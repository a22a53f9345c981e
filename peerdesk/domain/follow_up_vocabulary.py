"""The closed lists around a follow-up. Their labels stand with those of `vocabulary`."""

from peerdesk.domain.vocabulary import Vocabulary


class FollowUpWhy(Vocabulary):
    """What it is for."""

    CHECK_IN = "check_in"
    VISIT_AGAIN = "visit_again"
    GROUP = "group"
    RIDE = "ride"
    PAPERWORK = "paperwork"
    INFO = "info"
    NEXT_STEP = "next_step"
    BRING = "bring"
    FAMILY = "family"
    CELEBRATE = "celebrate"
    GOODBYE = "goodbye"
    OTHER = "other"


class FollowUpHow(Vocabulary):
    """How to be in touch, as the individual wants it."""

    CALL = "call"
    TEXT = "text"
    VISIT = "visit"
    LETTER = "letter"
    EVENT = "event"


class Okay(Vocabulary):
    """What an individual said about one way of being reached. Where nothing is kept, nobody has asked them."""

    YES = "yes"
    NO = "no"


class BestTime(Vocabulary):
    """When they like to be reached."""

    MORNING = "morning"
    MIDDAY = "midday"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    WEEKEND = "weekend"


class MayAnswer(Vocabulary):
    """Who may answer, and hear that somebody calls."""

    ONLY_THEM = "only_them"
    FAMILY = "family"
    ANYONE = "anyone"
