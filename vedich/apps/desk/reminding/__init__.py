"""Reminding (nhắc): whom, of what, in which words; inside, or as text to copy into Zalo or SMS."""
