"""The shapes and limits that cross the network, shared by client and server; no plaintext type lives here."""
