"""What the promise stands on, cut away one at a time in a copy: the suite must notice each cut."""
