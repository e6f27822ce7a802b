"""Backups: a consistent copy of rows and photos in plain files, checked, and brought back.

One format for both databases, so that a backup of SQLite restores into PostgreSQL as well.
"""
