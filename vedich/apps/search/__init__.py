"""Search (tìm kiếm) over targets, tasks, people and places, without marks and case.

Rows are written by the actions of each app (DESIGN §3.1); a visitor finds what he may see.
"""
