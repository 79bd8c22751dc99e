"""Về Đích: from a resolution's page to a verified result. The bands are read from `ls`."""

__version__ = "0.1.0"
