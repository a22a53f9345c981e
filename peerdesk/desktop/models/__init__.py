"""View-models and list models; no widgets here."""
