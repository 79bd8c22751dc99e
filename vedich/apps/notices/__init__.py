"""Notices (thông báo, nhắc việc): inside, by mail as one digest, or as text to copy.

Every app hands plain values; who is reminded of what, and what he has seen, is kept here.
"""
