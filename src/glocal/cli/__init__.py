"""The command line: one file a command; words for people here, calculation elsewhere."""
