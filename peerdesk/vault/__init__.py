"""The encrypted file on a peer's computer: domain values in, domain values out."""
