"""Bàn giao: the work of a post moves when the post changes holder, and minutes are printed (R14).

Work follows the post. Tasks, charges, planned checks, matters and promises move together or not at
all; who held what before stays in its history.
"""
