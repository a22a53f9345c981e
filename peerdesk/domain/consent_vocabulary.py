"""The closed lists for what individuals allow and take back. Their labels stand with those of `vocabulary`."""

from peerdesk.domain.vocabulary import Vocabulary


class ConsentKind(Vocabulary):
    """What sort of permission it is."""

    VERBAL = "verbal_ok_to_keep_in_touch"
    RELEASE = "written_release"


class ConsentScope(Vocabulary):
    """What may be told under a permission."""

    VISIT = "peer_visit"
    WORDS = "their_words"
    AGREED = "agreed"
    REACH = "reach_peer"


class ConsentPurpose(Vocabulary):
    """What a release is for."""

    REQUEST = "their_request"
    CARE = "care"
    SERVICES = "services"


class ConsentUntil(Vocabulary):
    """The event a permission ends with, where no day is named."""

    STAY = "end_of_stay"
    SUPPORT = "end_of_support"
    NONE = "no_end"


class SignedHow(Vocabulary):
    """Where the signature is."""

    PAPER = "paper"
    SCREEN = "on_screen"


class FormStatement(Vocabulary):
    """What the signed form says, beside what is kept here."""

    NAME = "their_name"
    REVOCABLE = "can_take_back"
    REDISCLOSED = "may_be_passed_on"
    DECLINING = "if_they_decline"


class RevokedHow(Vocabulary):
    """How somebody said that they changed their mind. A spoken word is enough here."""

    SAID = "said"
    WRITTEN = "written"


class LedgerAct(Vocabulary):
    """What a line of the ledger tells of."""

    SHARED = "shared"
    STOPPED = "stopped"
    PRINTED = "summary_printed"
    COPIED = "summary_copied"
    FILED = "summary_filed"
    WITHDRAWN = "withdrawn"
