"""Phân công: who answers for what (R14), as a matrix of fields and places, by body, by person.

The matrix is derived from tasks and never stored. Charges are given here (a field, a local Party
organisation, a body: one holder each), and tasks many at a time.
"""
