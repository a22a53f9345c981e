"""Caps on everything that travels. Client and server hold each other to the same numbers.

A cap is checked before anything is parsed, so that no message can cost more memory than its cap.
"""

KIB = 1024
MIB = 1024 * KIB

MAX_HEADER_BYTES = 1 * KIB
MAX_PAYLOAD_BYTES = 256 * KIB  # after padding, before sealing
MAX_FRAME_BYTES = 260 * KIB  # one whole encoded revision
MAX_PARENTS = 16

MAX_PAGE_BYTES = 1 * MIB
MAX_PAGE_REVISIONS = 500
MAX_PUSH_BYTES = 1 * MIB
MAX_PUSH_REVISIONS = 200
MAX_HAVE_IDS = 4096
MAX_WAKE_SPACES = 1024

MAX_EPOCH_BOXES = 64
MAX_KEYS_PER_PERSON = 24  # computers and sheets that are not revoked; those of two people fit one epoch
MAX_BOX_BYTES = 2 * KIB

MAX_ENTRY_BYTES = 4 * KIB
MAX_ROOT_ENTRY_BYTES = 12 * KIB  # ML-DSA-65 keys and signatures are 2 and 3.3 KB
MAX_DIRECTORY_PAGE_ENTRIES = 500

MAX_NAME_BYTES = 256
MAX_SEALED_NAME_BYTES = 512
MAX_ADDRESS_BYTES = 512
MAX_INVITE_BYTES = 2 * KIB
MAX_ERROR_TEXT_BYTES = 1 * KIB

# Above every legitimate reply: a full page plus its wrapping. The reader stops here, whatever was announced.
MAX_REPLY_BYTES = 2 * MIB

# SQLite and the numbers of msgpack both hold this; a counter never comes near it.
MAX_COUNTER = 2**63 - 1

# What one record may hold before it is compressed. A reader stops unpacking here.
MAX_PLAIN_BYTES = 1 * MIB
