"""Several people and phones on two sites, one seed for everything, and an oracle that remembers."""
