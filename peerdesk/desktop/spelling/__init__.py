"""The spelling check: the process that holds a dictionary and no note, and the line to it."""
