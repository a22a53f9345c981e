"""Pictures of every screen, from invented data, with the product's own windows, vaults and server."""
