"""Reading a document into a draft (đọc văn bản): proposals, each decided by a person (UX 12).

A package of its own, because it is as large as the rest of drafting; its rows are in the app's
models. Nothing enters a draft before somebody accepts it.
"""
