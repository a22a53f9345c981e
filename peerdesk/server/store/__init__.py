"""What the server keeps on disk: the directory's entries and, per space, a log of sealed revisions."""
