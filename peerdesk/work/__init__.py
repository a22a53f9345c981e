"""The verbs of the product: one use case each, one transaction each."""
