"""What can go wrong for the one who runs the server: one root, and a leaf for each thing that happened.

    ServerError
      SettingsError       the server cannot start with these settings; the text says why in one sentence
      BackupError         the copy that was made does not hold; it was taken away again
      WorkerError         one of several processes ended by itself
      StoreError
        StoreFullError    the disk is full; nothing was written
        StoreBusyError    the database did not answer in time; worth another try
        StoreTakenError   somebody else has just taken the place; look again
        StoreForeignError the database is not one of this server, or belongs to another organisation
        StoreNewerError   a newer PeerDesk has written the database

Texts are for the operator. They hold paths and counts, never ids of people and never content.
"""


class ServerError(Exception):
    """The world said no to the server, and its operator can do something about it."""


class SettingsError(ServerError):
    """The server cannot start like this."""


class BackupError(ServerError):
    """The copy that was made does not hold; it was taken away again."""


class WorkerError(ServerError):
    """One of several processes ended by itself."""


class StoreError(ServerError):
    """The database could not do what was asked; the transaction was rolled back."""


class StoreFullError(StoreError):
    """No room is left on the disk."""


class StoreBusyError(StoreError):
    """Another process holds the database, or it did not answer in time."""


class StoreTakenError(StoreError):
    """Another worker was faster with the same number or the same mark."""


class StoreForeignError(StoreError):
    """The file is not a database of this server, or belongs to another organisation."""


class StoreNewerError(StoreError):
    """A newer PeerDesk has written this database; this one would not understand it."""
