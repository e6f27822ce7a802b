"""The rules of sync: pure Python. No Flask, no SQL, no I/O beyond its own data files, no clock, no randomness."""
