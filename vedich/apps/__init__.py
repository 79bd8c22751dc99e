"""Django apps, one a noun, in the order of the yearly loop. Empty until the application lands."""
