"""Evidence of one record: a bundle that anyone can check, and records compared with their history.

Reads only. check.py and follow.py are the checker that goes into each bundle.
"""
