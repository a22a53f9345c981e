"""Keys, envelopes and signatures: bytes in, bytes out."""
