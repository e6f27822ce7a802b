"""Records as tables for other programs: CSV, XLSX, JSON. Reads only."""
