"""The part of `make check` that no ready-made tool does: sizes, documents, loose ends."""

import sys

from tests.gate import documents, sizes

CHECKS = (
    sizes.long_files,
    sizes.heavy_first_load,
    documents.silent_modules,
    documents.dead_links,
    documents.loose_ends,
)


def main() -> int:
    """Print every breach; exit status 1 if there is one."""
    breaches = [breach for check in CHECKS for breach in check()]
    print("\n".join(breaches) or "sizes, documents, loose ends: all hold")
    return 1 if breaches else 0


if __name__ == "__main__":
    sys.exit(main())
