"""People (người) and posts (chức vụ), held from a day until a day (R14, R34).

`queries.actor` turns a signed-in person into the core value that every action takes as `by`.
"""
