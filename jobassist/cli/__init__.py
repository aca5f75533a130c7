"""The command line: one module a command, each with `add(parser)`; see `run` for the list."""
