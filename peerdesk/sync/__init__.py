"""The road from the outbox to the server and back: engine, sealing, remote."""
