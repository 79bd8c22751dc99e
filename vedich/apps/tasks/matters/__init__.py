"""Matters arising (việc phát sinh): raised from below, answered one level up by a day (R16).

Any cell or unit says in under a minute what has come up. The place above takes it, answers it or
makes it a task; what is not answered by its day climbs a level by itself. It is closed by whoever
raised it, or by their silence.
"""
