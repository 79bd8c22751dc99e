"""Tables that leave for Excel and other programs."""
