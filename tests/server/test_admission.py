"""A push is judged by one state of the directory, also where an entry comes in between two of its frames."""

from peerdesk.server.admission import Judge
from peerdesk.wire.directory_body import Revoked
from peerdesk.wire.exchange import Refusal
from peerdesk.wire.ids import own_space
from tests.server.hospital import Hospital, Writer


def test_a_push_that_has_begun_is_taken_whole_and_the_next_one_not_at_all(hospital: Hospital) -> None:
    peer = hospital.add()
    space, writer, members = own_space(peer.person), Writer.of(peer), hospital.directory.members
    judge = Judge(space, members)
    before = judge.judge(writer.frame()).refusal
    hospital.say_device(Revoked(device=peer.device, person=None, cut_offs=()), peer.paper)
    assert (before, judge.judge(writer.frame()).refusal) == (Refusal.NONE, Refusal.NONE)
    assert Judge(space, members).judge(writer.frame()).refusal is Refusal.NOT_WRITER
