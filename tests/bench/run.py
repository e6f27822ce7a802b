"""`make bench`: what push, pull and photos cost, against the floor of the same run; the phone's figures.

Prints ratios, keeps JSON, marks every goal that was missed. Figures in `cpu` are processor time: they
mean the same on a machine that does other things, too.
"""

import json
import os
import sys
import time
from pathlib import Path

from tests.bench.alone import measure_alone
from tests.bench.first_fill import measure_first_fill
from tests.bench.increment import CHANGES, measure_increment
from tests.bench.phone import measure_phone
from tests.bench.photos import measure_photos
from tests.bench.together import measure_together, postgres

OUT = Path("var/bench.json")
FLAT = 1.3
PAGE = 500

AT_LEAST = {
    "push_ratio": 0.4,
    "pull_ratio": 0.5,
    "together_sqlite_ratio": 0.5,
    "together_postgresql_ratio": 0.5,
    "fill_5000_records_per_s": 10_000,
    "photos_ratio": 0.5,
}
AT_MOST = {
    "together_sqlite_errors": 0,
    "together_sqlite_missed": 0,
    "together_postgresql_errors": 0,
    "together_postgresql_missed": 0,
    "fill_5000_bytes_per_record": 300,
    "fill_50000_bytes_per_record": 300,
    "increment_50000_time_ratio": FLAT,
    "increment_50000_rows_ratio": FLAT,
    "increment_1000000_time_ratio": FLAT,
    "increment_1000000_rows_ratio": FLAT,
    "increment_1000000_rows": 2 * CHANGES + PAGE,
}


def main() -> int:
    """Measure, print, write; 1 if a goal is missed."""
    began = time.monotonic()
    figures: dict[str, float] = {"load_average": os.getloadavg()[0]}
    figures |= measure_alone()
    figures |= measure_together("sqlite")
    with postgres() as url:
        figures |= measure_together("postgresql", url)
    figures |= measure_first_fill()
    figures |= measure_increment()
    figures |= measure_photos()
    figures |= measure_phone()
    figures["load_average_at_end"] = os.getloadavg()[0]
    figures["minutes"] = (time.monotonic() - began) / 60
    missed = judge(figures)
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps({**figures, "missed": missed}, indent=1) + "\n")
    for name, value in figures.items():
        print(f"{name:36} {value:14,.3f}{'  MISSED' if name in missed else ''}")
    return 1 if missed else 0


def judge(figures: dict[str, float]) -> list[str]:
    """The names of the goals that were missed."""
    low = [name for name, goal in AT_LEAST.items() if figures[name] < goal]
    return low + [name for name, goal in AT_MOST.items() if figures[name] > goal]


if __name__ == "__main__":
    sys.exit(main())
