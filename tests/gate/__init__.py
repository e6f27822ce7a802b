"""The quick gate: what make check looks at beside the linters."""
