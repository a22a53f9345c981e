"""The closed lists for what a peer brings to supervision. Their labels stand with those of `vocabulary`."""

from peerdesk.domain.vocabulary import Vocabulary


class AgendaTopic(Vocabulary):
    """What an item is about, in the peer's words: never about somebody the peer supports.

    `TALK` asks for a talk and says nothing else. `GUIDE` is a guide that was used (`peerdesk.domain.guide_use`).
    """

    ENCOUNTER = "hard_encounter"
    BOUNDARIES = "boundaries"
    REPORTING = "reporting"
    OUT_OF_ROLE = "out_of_role"
    RESOURCES = "resources"
    CONSENT = "consent"
    STAFF = "staff_relations"
    CELEBRATION = "celebration"
    POLICY = "policy"
    TALK = "talk"
    GUIDE = "guide"
    OTHER = "other"


class GuideCode(Vocabulary):
    """The guides for hard moments that ship with PeerDesk."""

    REPORT = "report"
    DANGER = "danger"
    BREATHING = "breathing"
    LIFE = "life"
    HOME = "home"
    WEAPON = "weapon"
    COURT = "court"
    PRESSURE = "pressure"
