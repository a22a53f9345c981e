"""The hospital server: stores sealed revisions it has no key to open."""
