"""The phone's figures in a real Chromium without a network: cold start to Today, keeping a field.

Times are the page's own; nothing is asserted, because a loaded machine is slow, not wrong.
"""

import contextlib
import statistics
import tempfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import cast
from zoneinfo import ZoneInfo

from playwright.sync_api import Page, sync_playwright

from tests.e2e.support import steps
from tests.e2e.support.phone import Phone
from tests.gate import browser
from tests.support.server import Server

SLOW_DOWN = 4
STARTS = 5
KEPT = 60
MANY = 10_000

# Today is of use when the line of rounds is drawn and the day's one action can be tapped.
WATCH = """() => {
  window.usable = new Promise((done) => {
    const look = () => {
      const act = document.querySelector('[data-testid=today-start],[data-testid=today-go-on]');
      if (!document.querySelector('[data-testid=today-line]') || !act || act.disabled) return;
      watch.disconnect();
      done(performance.now());
    };
    const watch = new MutationObserver(look);
    watch.observe(document, {childList: true, subtree: true, attributes: true});
  });
}"""

# Copies of the demo's own records, ever older, until the phone holds so many.
GROW = """async (many) => {
  const open = indexedDB.open('roundbook');
  await new Promise((done) => { open.onsuccess = done; });
  const answer = (ask) => new Promise((done) => { ask.onsuccess = () => done(ask.result); });
  const store = () => open.result.transaction('records', 'readwrite').objectStore('records');
  const all = await answer(store().getAll());
  const models = all.filter((row) =>
    (row.kind === 'inspection' && row.state !== 'open') ||
    (row.kind === 'issue' && row.state === 'verified'));
  const into = store();
  for (let n = 0; n < many - all.length; n++) {
    const row = structuredClone(models[n % models.length]);
    const back = (1 + Math.floor(n / models.length)) * 40 * 86400000;
    const older = (time) => new Date(Date.parse(time) - back).toISOString();
    row.id = crypto.randomUUID();
    row.seq += 1000000 + n;
    row.created.device_time = row.at = older(row.at);
    for (const name of ['started_at', 'finished_at', 'found_at'])
      if (row.fields[name]) row.fields[name] = older(row.fields[name]);
    into.put(row);
  }
  return answer(into.count());
}"""

# From the input event, which is left at once, to the words "saved on this phone".
KEEP = """async ([testid, values]) => {
  const input = document.querySelector(`[data-testid=${testid}]`);
  const line = document.querySelector('[data-testid=saved-line]');
  const saved = () => line.querySelector('.status-saved') !== null;
  const setter = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
  const times = [];
  for (const value of values) {
    let saving = false;
    const shown = new Promise((done) => {
      const watch = new MutationObserver(() => {
        if (!saved()) saving = true;
        else if (saving) { watch.disconnect(); done(performance.now()); }
      });
      watch.observe(line, {childList: true, subtree: true, attributes: true});
      if (!saved()) saving = true;
    });
    input.focus();
    const from = performance.now();
    setter.call(input, value);
    input.dispatchEvent(new Event('input', {bubbles: true}));
    input.blur();
    times.push(await shown - from);
    // What a phone does after a reading (counting, painting) is over before the next is typed.
    await new Promise((done) => requestIdleCallback(done));
  }
  return times;
}"""

OPS = """async () => {
  const open = indexedDB.open('roundbook');
  await new Promise((done) => { open.onsuccess = done; });
  const ask = open.result.transaction('ops').objectStore('ops').count();
  return new Promise((done) => { ask.onsuccess = () => done(ask.result); });
}"""


def measure_phone() -> dict[str, float]:
    """Cold starts with a month and with 10,000 records, and fields kept among those."""
    path = browser.find()
    if path is None:
        print(browser.ADVICE)
        return {}
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as tools:
        server = _server(Path(folder) / "data")
        phone = Phone(
            tools.chromium, path, Path(folder) / "phone", f"http://127.0.0.1:{server.port}"
        )
        try:
            _fill(phone)
            server.kill()
            figures = _starts(phone, "month")
            phone.open("/today").get_by_test_id("today-line").wait_for()
            figures["phone_records"] = phone.page.evaluate(GROW, MANY)
            phone.close()
            figures |= _starts(phone, "10000")
            figures |= _fields(phone)
        finally:
            phone.close()
            server.stop()
    return figures


def _server(folder: Path) -> Server:
    """The demo's month, ended last evening: today's first round may start at any hour."""
    folder.mkdir()
    server = Server(folder)
    here = datetime.now(ZoneInfo("Asia/Shanghai"))
    evening = here.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(hours=1)
    server.flask("init")
    server.flask("demo", "fill", "--as-of", evening.isoformat())
    server.start()
    return server


def _fill(phone: Phone) -> None:
    page = phone.sign_in("op1")
    page.get_by_test_id("today-line").wait_for()
    phone.is_ready_for_offline()
    steps.everything_sent(page)
    phone.close()


def _starts(phone: Phone, name: str) -> dict[str, float]:
    """The server is gone and the browser was closed: from navigation to a Today of use."""
    times = []
    for _ in range(STARTS):
        with _slow(phone) as page:
            page.add_init_script(f"({WATCH})()")
            page.goto(phone.url + "/")
            times.append(cast("float", page.evaluate("window.usable")))
    return {
        f"cold_start_{name}_ms": statistics.median(times),
        f"cold_start_{name}_worst_ms": max(times),
    }


@contextlib.contextmanager
def _slow(phone: Phone) -> Iterator[Page]:
    """The phone's browser, just opened and slowed down before it goes anywhere."""
    page = phone.start()
    tools = phone.context.new_cdp_session(page)
    tools.send("Emulation.setCPUThrottlingRate", {"rate": SLOW_DOWN})
    yield page
    phone.close()


def _fields(phone: Phone) -> dict[str, float]:
    page = phone.open("/today")
    steps.start_round(page)
    before = page.evaluate(OPS)
    values = [f"{10 + n / 10:.1f}" for n in range(KEPT)]
    times = page.evaluate(KEEP, ["value-flow_in", values])
    kept = page.evaluate(OPS) - before
    assert kept == KEPT, f"{kept} of {KEPT} fields are in the outbox"
    phone.close()
    cuts = statistics.quantiles(times, n=20)
    return {"keep_field_p50_ms": cuts[9], "keep_field_p95_ms": cuts[18]}
