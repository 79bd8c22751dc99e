"""Day one: an office starts with its own district, commune or province (screen 18)."""
