"""The command line: one file per command group, each parses, calls `peerdesk.work` and prints."""
