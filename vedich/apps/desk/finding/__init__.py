"""Finding (tìm kiếm): the page, and the index made anew from every app.

The index itself stands at the bottom of the apps and knows none of them.
"""
