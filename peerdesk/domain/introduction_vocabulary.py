"""The closed lists of an introduction. Their labels stand with those of `vocabulary`."""

from peerdesk.domain.vocabulary import Vocabulary


class IntroducedHow(Vocabulary):
    """How the two were brought together."""

    IN_PERSON = "in_person"
    CALL = "call_together"
    TEXT = "text_together"
    PAPER = "paper"
    THEMSELVES = "themselves"


class IntroductionResult(Vocabulary):
    """What came of it, as the peer knows it."""

    WAITING = "waiting"
    CONNECTED = "connected"
    NOT_YET = "not_yet"
    CHANGED_MIND = "changed_mind"


class ConfirmedBy(Vocabulary):
    """Who said so."""

    PERSON = "person"
    PROVIDER = "provider"
