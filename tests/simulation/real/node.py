"""The process in which phones run the app's own outbox; it does one order at a time and then rests."""

import json
import os
import select
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

PWA = Path(__file__).resolve().parents[3] / "pwa"
PATIENCE = 120.0  # seconds that a loaded machine may take for one order

Json = dict[str, Any]


class Node:
    """`order(do="act", …)` gives the events until all was still, and what was asked for."""

    def __init__(self) -> None:
        node = shutil.which("node", path=f"{PWA.parent / '.venv/bin'}:{os.environ['PATH']}")
        assert node, "node is missing: pip install -r pwa/requirements.txt"
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - it lives as long as the process
        self._process = subprocess.Popen(
            [node, "tools/simulator/main.ts"],
            cwd=PWA,
            env={**os.environ, "TZ": "Asia/Shanghai"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
        )
        assert self._read() == {"ready": True}

    def order(self, **order: Any) -> tuple[list[Json], Any]:
        """Give one order; raises RuntimeError with the simulator's own words if it failed."""
        assert self._process.stdin
        self._process.stdin.write(json.dumps({"phone": "", "tab": "", **order}).encode() + b"\n")
        self._process.stdin.flush()
        answer = self._read()
        if "failed" in answer:
            raise RuntimeError(answer["failed"])
        return answer["events"], answer.get("value")

    def stop(self) -> None:
        """End the process; it must not have complained of anything."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.wait(PATIENCE)
        self._process.stdout.close()
        complaints = self._complaints()
        self._errors.close()
        assert complaints == "", complaints

    def _read(self) -> Json:
        assert self._process.stdout
        ready, _, _ = select.select([self._process.stdout], [], [], PATIENCE)
        line = self._process.stdout.readline() if ready else b""
        if not line:
            self._process.kill()
            raise RuntimeError(f"the simulator gave no answer: {self._complaints()}")
        answer: Json = json.loads(line)
        return answer

    def _complaints(self) -> str:
        self._errors.seek(0)
        return self._errors.read().decode(errors="replace")
