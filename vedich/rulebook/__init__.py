"""Shipped law as dated YAML, and the one loader that refuses a value without date or source."""
