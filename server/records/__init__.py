"""Reading records one by one and in lists, with their history. Reads only."""
