"""What the clock does by itself, once a day: periods open, rounds come again, matters climb, people
are told of what is late, and those above them when nobody answers."""
