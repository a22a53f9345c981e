"""The closed lists for a session of supervision. Their labels stand with those of `vocabulary`."""

from peerdesk.domain.vocabulary import Vocabulary


class SessionType(Vocabulary):
    """How the session was held."""

    INDIVIDUAL = "individual"
    GROUP = "group"
    REMOTE = "remote"


class SessionTopic(Vocabulary):
    """What a session was about, in the peer's words: never about somebody the peer supports."""

    WELLBEING = "wellbeing"
    ENCOUNTER = "hard_encounter"
    BOUNDARIES = "boundaries"
    ROLE = "role"
    STAFF = "staff_relations"
    REPORTING = "reporting"
    CONSENT = "consent"
    RESOURCES = "resources"
    FOLLOW_UPS = "follow_ups"
    TRAINING = "training"
    CELEBRATION = "celebration"
    SCHEDULING = "scheduling"
    EQUITY = "equity"
    TECH = "tech"
