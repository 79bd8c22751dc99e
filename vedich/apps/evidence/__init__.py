"""Evidence (minh chứng, tài liệu gốc): files as they came in, and the text taken out of them (R22).

A file is its bytes: it is named by their SHA-256, kept once, and never changed. The text of a
document is frozen beside it with the version of what took it out, so that a sentence that was
marked stays where it was.
"""
