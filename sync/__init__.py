"""The rules of sync, pure: no Flask, no SQL, no clock, no randomness, no I/O but its own data."""
