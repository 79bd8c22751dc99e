"""The command line: one module a command, over the same core and engines."""
