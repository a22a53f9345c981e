"""One screen per file: layout, names, focus order."""
