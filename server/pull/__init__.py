"""The change feed: what a device has not read yet. Reads only."""
