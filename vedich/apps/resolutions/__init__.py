"""Resolutions (nghị quyết) and their targets (chỉ tiêu): draft, adopted, closed (R8–R12).

Only adoption creates asks; a target without a chosen indicator cannot be written.
"""
