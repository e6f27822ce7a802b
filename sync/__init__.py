"""The rules of sync: pure Python. No Flask, no SQL, no clock, no randomness."""
