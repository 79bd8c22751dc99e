"""The shelf of places: levels and bodies by date, Chợ Lách's places and what became of them.

`levels` reads the tree's levels and who reports on each, `gazetteer` the places and their events.
"""
