"""One well-formed example of every shape that travels, and hypothesis strategies for the larger ones."""

from hypothesis import strategies as st

from peerdesk.wire import directory_body as says
from peerdesk.wire import exchange, handing_in, login, look, sign_in
from peerdesk.wire.codec import Message
from peerdesk.wire.directory import Entry, Signer, SignerRole
from peerdesk.wire.epoch import Box, EpochObject
from peerdesk.wire.ids import DeviceId, EpochId, InviteId, OfficerId, PersonId, RecordId, RevisionId, RunId, SpaceId
from peerdesk.wire.invite import Invite
from peerdesk.wire.invite_certificate import InviteCertificate, Role
from peerdesk.wire.padding import SIZES
from peerdesk.wire.revision import Header, Kind, Revision

P, Q = PersonId(b"p" * 16), PersonId(b"q" * 16)
D = DeviceId(b"d" * 16)
S = SpaceId(b"s" * 16)
R = RevisionId(b"r" * 32)
HASH = b"h" * 32
KEYS = says.PublicKeys(sign=b"k" * 32, box=b"x" * 1216)
WITNESS = exchange.Witness(seq=7, chain=HASH)

HEADER = Header(
    suite=1,
    space=S,
    owner=P,
    record=RecordId(b"c" * 16),
    kind=Kind.DATA,
    parents=(R,),
    device=D,
    run=RunId(b"u" * 8),
    n=3,
    directory_n=4,
    directory_hash=b"h" * 16,
    seen_seq=7,
    seen_chain=b"a" * 8,
    epoch=EpochId(b"e" * 16),
    bucket=1,
)
REVISION = Revision(header=b"header", nonce=b"n" * 12, ciphertext=b"c" * (SIZES[1] + 16), signature=b"g" * 64)
CERTIFICATE = InviteCertificate(
    suite=1,
    root=HASH,
    person=P,
    role=Role.PEER,
    supervisor=Q,
    expires=1_790_000_000,
    one_time_public=b"o" * 32,
    directory_n=2,
    directory_hash=b"h" * 16,
    officer=OfficerId(b"f" * 16),
)
EPOCH = EpochObject(epoch=EpochId(b"e" * 16), commitment=HASH, readers=(D,), boxes=(Box(reader=D, sealed=b"b" * 1168),))
ENTRY = Entry(
    suite=1,
    n=1,
    prev=bytes(32),
    at=1_790_000_000,
    kind=says.EntryKind.LEFT,
    body=b"body",
    signer=Signer(role=SignerRole.ROOT, id=b"i" * 16),
    signatures=(b"g" * 64,),
)

BODIES: tuple[says.Body, ...] = (
    says.Organisation(ed25519_public=b"e" * 32, mldsa_public=b"m" * 1952, created=5),
    says.Policy(version=1, rules={"words": True, "days": 3, "name": "x"}),
    says.Officer(public=b"o" * 32, expires=9),
    says.OfficerRevoked(officer=OfficerId(b"f" * 16), last_good_n=4),
    says.Joined(
        certificate=b"cert",
        certificate_signature=b"g" * 64,
        device=KEYS,
        paper=KEYS,
        sealed_name=b"n",
        sealed_label=b"l",
    ),
    says.Device(keys=KEYS, sealed_label=b"l"),
    says.Paper(keys=KEYS),
    says.Confirmed(person=P),
    says.Supervisor(peer=P, supervisor=Q, until=None, cover=False),
    says.Revoked(device=D, person=None, cut_offs=(says.CutOff(space=S, run=RunId(b"u" * 8), n=2),)),
    says.InviteCancelled(invite=InviteId(b"v" * 16)),
    says.Left(person=P),
    says.Peers(other=Q),
    says.EraseAfter(person=P, at=9),
    says.Recovery(reader=D),
    says.Recovered(person=P),
    says.RoleChanged(person=P, role=Role.SUPERVISOR),
)

MESSAGES: tuple[Message, ...] = (
    exchange.Problem(code="head_moved", message="m"),
    exchange.PushRequest(space=S, witness=WITNESS, revisions=(b"frame",)),
    exchange.PushReply(receipts=(exchange.Receipt(revision=R, outcome=exchange.Outcome.STORED, seq=8),), head=WITNESS),
    exchange.PullRequest(space=S, witness=WITNESS, after=3),
    exchange.PullReply(after=3, revisions=(b"frame",), page_end=WITNESS, head=WITNESS),
    exchange.HeadsRequest(space=S, witness=WITNESS, part=exchange.HeadsPart.KEYS),
    exchange.HeadsReply(at=WITNESS, revisions=(exchange.Placed(seq=1, revision=b"r"),), next=0),
    exchange.HaveRequest(space=S, at=0, revisions=(R,)),
    exchange.HaveReply(at=WITNESS, missing=(R,)),
    exchange.WakeRequest(spaces=(exchange.SpacePoint(space=S, seq=1),), directory_n=2, wait_seconds=30),
    exchange.WakeReply(spaces=(exchange.SpacePoint(space=S, seq=1),), directory_n=2),
    look.LookRequest(
        directory_n=1, directory_hash=HASH, spaces=(look.Standing(space=S, witness=WITNESS, after=3),), limit=200
    ),
    look.LookReply(
        directory=exchange.DirectoryReply(entries=(b"entry",), head_n=1, head_hash=HASH),
        moved=(
            look.Moved(
                space=S,
                page=exchange.PullReply(after=3, revisions=(b"frame",), page_end=WITNESS, head=WITNESS),
            ),
        ),
    ),
    look.LookReply(directory=None, moved=(look.Moved(space=S, page=None),)),
    handing_in.HandInRequest(revisions=(b"frame",)),
    handing_in.HandInReply(refusals=(exchange.Refusal.NONE, exchange.Refusal.NOT_WRITER)),
    sign_in.SignInPlaceRequest(way=sign_in.Way.BROWSER),
    sign_in.SignInPlace(issuer="https://login.example", known_as="peerdesk", page="https://login.example/authorize"),
    sign_in.SignInRequest(
        device=b"d" * 16, paper=b"e" * 16, code="code", verifier="v" * 43, redirect="http://127.0.0.1:5000/"
    ),
    exchange.DirectoryRequest(after=0),
    exchange.DirectoryReply(entries=(b"entry",), head_n=1, head_hash=HASH),
    exchange.AppendRequest(entry=b"entry"),
    exchange.AppendReply(n=1, entry_hash=HASH),
    login.Hello(
        product=login.PRODUCT,
        versions=login.PROTOCOL_VERSIONS,
        capabilities=login.CAPABILITIES,
        root=HASH,
        at=1,
    ),
    login.ChallengeRequest(kind=login.LoginKind.DEVICE, who=b"d" * 16),
    login.Challenge(nonce=HASH, at=1),
    login.LoginRequest(
        kind=login.LoginKind.DEVICE,
        who=b"d" * 16,
        person=P,
        nonce=HASH,
        at=1,
        signatures=(b"g" * 64,),
    ),
    login.LoginReply(token="t" * 32, lasts_seconds=600, at=1, directory_n=2, directory_hash=HASH),
)

INVITE = Invite(
    suite=1,
    certificate=b"",
    signature=b"g" * 64,
    one_time_seed=b"s" * 32,
    name_key=b"k" * 32,
    organisation="Harbor Point",
    server="https://peers.harborpoint.example",
    pin=b"c" * 32,
    person_name="Devon Achebe",
    supervisor_name="Tomas Okafor",
)

sixteen = st.binary(min_size=16, max_size=16)
counter = st.integers(0, 2**63 - 1)
positive = st.integers(1, 2**63 - 1)

headers = st.builds(
    Header,
    suite=st.just(1),
    space=sixteen,
    owner=sixteen,
    record=sixteen,
    kind=st.sampled_from(Kind),
    parents=st.sets(st.binary(min_size=32, max_size=32), max_size=16).map(lambda s: tuple(sorted(s))),
    device=sixteen,
    run=st.binary(min_size=8, max_size=8),
    n=positive,
    directory_n=positive,
    directory_hash=sixteen,
    seen_seq=counter,
    seen_chain=st.binary(min_size=8, max_size=8),
    epoch=sixteen,
    bucket=st.integers(0, len(SIZES) - 1),
)

revisions = st.builds(
    Revision,
    header=st.binary(max_size=1024),
    nonce=st.binary(max_size=12),
    ciphertext=st.binary(max_size=2000),
    signature=st.binary(min_size=64, max_size=64),
)
entries = st.builds(
    Entry,
    suite=st.just(1),
    n=positive,
    prev=st.binary(min_size=32, max_size=32),
    at=counter,
    kind=st.integers(1, 0xFFFF),
    body=st.binary(max_size=3000),
    signer=st.builds(Signer, role=st.sampled_from(SignerRole), id=sixteen),
    signatures=st.lists(st.binary(max_size=64), min_size=1, max_size=2).map(tuple),
)
certificates = st.builds(
    InviteCertificate,
    suite=st.just(1),
    root=st.binary(min_size=32, max_size=32),
    person=sixteen,
    role=st.sampled_from(Role),
    supervisor=st.none() | sixteen,
    expires=counter,
    one_time_public=st.binary(min_size=32, max_size=32),
    directory_n=positive,
    directory_hash=sixteen,
    officer=sixteen,
)
epochs = st.lists(sixteen, min_size=1, max_size=64, unique=True).flatmap(
    lambda readers: st.builds(
        EpochObject,
        epoch=sixteen,
        commitment=st.binary(min_size=32, max_size=32),
        readers=st.just(tuple(sorted(readers))),
        boxes=st.just(tuple(Box(reader=DeviceId(r), sealed=b"b" * 1168) for r in sorted(readers)[1:])),
    )
)
