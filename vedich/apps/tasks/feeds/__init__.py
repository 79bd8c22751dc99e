"""The calendar of a person's work: behind an address that nobody can guess and he can revoke.

Calendar programs cannot sign in, so the address is the key: only its digest is kept, the feed holds
titles and days and nothing else, and a wrong or revoked address is no page at all.
"""
