"""Shipped law as dated YAML, and the one loader that refuses a value without date or source.

`located` reads YAML and keeps the file and line of every value, `refusals` is what it says where
the form is wrong; `dated` adds from when a value holds, who says so and how sure we are; `load`
opens the shelves that ship inside the package. Each shelf (`indicators`, `calendars`, `places`) is
a folder of YAML with its reader beside it.

Shipped YAML is law and is never written. A change of law is one more dated value, never an edit of
an old one. A local rule comes through the same parser (`located.parse`) into the same types.
"""
