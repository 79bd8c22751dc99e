"""Drawn marks: SVG made once, by one function each, for pages and paper."""
