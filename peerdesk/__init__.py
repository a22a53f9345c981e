"""PeerDesk: private notes for peer recovery specialists, kept offline and shared on purpose."""

__version__ = "0.1.0"
