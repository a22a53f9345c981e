"""Which of a person's computers others know them by."""

from peerdesk.wire.ids import DeviceId, PersonId
from peerdesk.wire.members import Members


def first_computer(members: Members, person: PersonId) -> DeviceId | None:
    """Return the oldest computer that may speak for a person now: the one whose keys others compare in words."""
    return next((d.id for d in members.devices_of(person) if not d.is_paper and members.is_live(d.id)), None)
