"""Visits (đi cơ sở): who went where, heard what, promised what (R16).

A line is only noted, or becomes a task or a matter. The place sees what was promised, and says
whether it was done.
"""
