"""Paper and files. Empty until the reader of resolutions lands."""
