"""One shelf per kind of record; the only place that selects rows."""
