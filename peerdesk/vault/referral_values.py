"""Referrals as plain fields, and back. Reading raises UnreadableFieldError only."""

from peerdesk.domain.ids import ID_BYTES, RecordId
from peerdesk.domain.referral import Referral, Whereabouts
from peerdesk.domain.referral_vocabulary import ReferralReason, ReferralSource, ReferralState, ResponseTime
from peerdesk.domain.vocabulary import Setting
from peerdesk.vault import reading
from peerdesk.vault.fields import Values
from peerdesk.vault.reading import Fields


def plain_referral(referral: Referral) -> Values:
    """Return a referral's fields."""
    return {
        "place": referral.place.value,
        "source": referral.source.value if referral.source else "",
        "reason": referral.reason.value if referral.reason else "",
        "state": referral.state.value,
        "response": referral.response.value if referral.response else "",
        "follow_up": referral.follow_up,
    }


def referral_of(record: RecordId, fields: Fields) -> Referral:
    """Return a referral."""
    return Referral(
        id=record,
        place=reading.code(fields, "place", Setting),
        source=reading.maybe_code(fields, "source", ReferralSource),
        reason=reading.maybe_code(fields, "reason", ReferralReason),
        state=reading.code(fields, "state", ReferralState),
        response=reading.maybe_code(fields, "response", ResponseTime),
        follow_up=reading.record(fields, "follow_up"),
    )


def plain_whereabouts(one: Whereabouts) -> Values:
    """Return the fields of how to find somebody."""
    return {"about": one.about, "how_to_find": one.how_to_find}


def whereabouts_of(record: RecordId, fields: Fields) -> Whereabouts:
    """Return how to find somebody."""
    about = RecordId(reading.sized(fields, "about", ID_BYTES))
    return Whereabouts(id=record, about=about, how_to_find=fields["how_to_find"])
