"""Lists of people and places as offices keep them in Excel: read, never guessed in silence.

`columns` finds which column is which, `names` tidies names and makes sign-in names, `phones` reads
numbers, `places` reads pasted places, `whereabouts` finds the unit a text means, `pairs` finds rows
that may be one person. All of it is pure: what is known already comes in as arguments.
"""
