"""Who stands in the table: PeerDesk, the floors, and the peers. Nothing is imported here, and every part may ask."""

OURS, FLOOR, BEST = "PeerDesk", "floor", "floor at its best"
SLIM = "floor with an index without positions"
SIGNING = "floor that signs and checks each note"
ORM = "SQLAlchemy's ORM on SQLCipher"
RECORDS = "AES-GCM records, all opened"
ANKI, POUCH, JOPLIN = "Anki", "PouchDB, sealed", "Joplin"
