"""The closed lists about the role of a peer: what is asked that is not part of it, the answer, and trainings.

Their labels stand with those of `vocabulary`. Nothing here says who asked.
"""

from peerdesk.domain.vocabulary import Vocabulary


class RoleAsk(Vocabulary):
    """What a peer was asked to do that is not a peer's to do."""

    CONVINCE = "convince"
    WATCH = "watch"
    SITTER = "sitter"
    SCREENING = "screening"
    PILLS = "pills"
    SAMPLE = "sample"
    INTERPRET = "interpret"
    PLACEMENT = "placement"
    BEDS = "beds"
    TRANSPORT = "transport"
    DISCHARGE = "discharge"
    GROUP = "group"
    RESEARCH = "research"
    CLERICAL = "clerical"
    CLEANING = "cleaning"
    TELL = "tell"
    RESTRAIN = "restrain"
    SUPERVISE = "supervise"
    OTHER = "other"


class RoleAnswer(Vocabulary):
    """What the peer did about it."""

    DID_ONCE = "did_once"
    SAID_NO = "said_no"
    ANOTHER_WAY = "another_way"
    ASKED_SUPERVISOR = "asked_supervisor"
    SOMEONE_ELSE = "someone_else"


class TrainingTopic(Vocabulary):
    """What a training was about."""

    ETHICS = "ethics"
    TRAUMA_INFORMED = "trauma_informed"
    OVERDOSE_RESPONSE = "overdose_response"
    SUPERVISION = "supervision"
    BOUNDARIES = "boundaries"
    CULTURAL_HUMILITY = "cultural_humility"
    HARM_REDUCTION = "harm_reduction"
    COMMUNICATION = "communication"
    CRISIS = "crisis"
    RESOURCES = "resources"
    SELF_CARE = "self_care"
    OTHER = "other"
