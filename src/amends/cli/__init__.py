"""The command line: thin; it reads arguments, streams lines, and calls what stands below."""
