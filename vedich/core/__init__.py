"""The algebra of the field: standard library only, no clock, no chance, no store.

Modules import downwards only: errors < periods, numbers, vietnamese < places < tallies, permits,
chain, needs < targets < rollup, cascade.
"""
