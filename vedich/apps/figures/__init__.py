"""Figures (số liệu): the one home of facts, their checks, and the live tallies above them (R5–R11).

Rows are never edited: a correction is a new row (R11). Truth is Figure and Check; the tallies can
be built again from them at any time and must then be the same.
"""
