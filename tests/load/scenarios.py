"""The scenarios by name: what happens meanwhile, on which clock, and what else has to hold."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from . import disasters
from .applicant import Desk
from .audit import Audit, Kept, audited
from .counts import Counts
from .crowd import Crowd
from .share import against_an_empty_view
from .site import Site, Sites
from .wire import Answer

SHANGHAI = ZoneInfo("Asia/Shanghai")
# So long the crowd sees the evening before its midnight comes, and the day after it.
SECONDS_BEFORE_MIDNIGHT, SECONDS_BEHIND_IT = 7.0, 8.0
# An answer may name the second before the one in which it arrives, or be on its way longer on a busy machine.
SECONDS_ON_THE_WAY = 5.0
# After a disaster, writing is to be back before the load ends: at least so long.
SECONDS_BACK = 2.0


@dataclass(frozen=True, slots=True)
class Scenario:
    """One load: ``midnight`` is the end of the day at which the clock stands, where it is moved."""

    what: str
    disaster: Callable[[Site, float], None] = disasters.nothing
    on_sqlite: bool = True
    one_version: bool = False
    midnight: str = ""
    small_disk: bool = False
    share: bool = False


SCENARIOS = {
    "plain": Scenario("nothing happens"),
    "import": Scenario("imports going on", disasters.importing, one_version=True),
    "database-restarted": Scenario(
        "the database stopped for 3 s", disasters.database_restarted, on_sqlite=False
    ),
    "database-killed": Scenario("the database killed for 3 s", disasters.database_killed, on_sqlite=False),
    "worker-killed": Scenario("a worker killed, three times", disasters.worker_killed),
    "disk-full": Scenario("the disk full for 6 s", disasters.disk_full, small_disk=True),
    "midnight": Scenario("over midnight", midnight="2026-11-28"),
    "holiday-end": Scenario("over the end of the National Day holiday", midnight="2026-10-08"),
    "api-share": Scenario("nearest beside an empty view, in turn", share=True),
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a scenario has shown."""

    name: str
    counts: Counts
    desk: Desk
    audit: Audit | None

    @property
    def failed(self) -> bool:
        return self.counts.failed or bool(self.audit and self.audit.wrong)


def run(name: str, made: Sites, seconds: float, seed: int) -> Outcome:
    """Run a scenario on a fresh site."""
    scenario, site = SCENARIOS[name], made.fresh()
    if scenario.share:
        with site.served():
            return Outcome(name, against_an_empty_view(site, seconds), Desk(site.messages), None)
    ahead, boundary = _ahead(scenario)
    desk, seen = Desk(site.messages), _Seen(scenario, ahead)
    with site.served(ahead=ahead):
        time.sleep(max(0.0, boundary - time.time() - SECONDS_BEFORE_MIDNIGHT))
        crowd = Crowd(site.port, desk, seen.look, seed)
        site.answered, site.refused = lambda: crowd.counts.requests, lambda: crowd.counts.refused
        over = 0.0

        def meanwhile() -> None:
            nonlocal over
            try:
                scenario.disaster(site, seconds)
                if scenario.midnight:
                    time.sleep(max(0.0, boundary + SECONDS_BEHIND_IT - time.time()))
            except (OSError, RuntimeError, AssertionError) as error:
                crowd.counts.problems.append(f"{type(error).__name__}: {error}")
            over = time.monotonic()

        counts = crowd.run(seconds, meanwhile)
    counts.notes += site.notes
    _came_back(counts, over)
    seen.judge(counts, site)
    left = json.loads(_output(site, "tests.load._left"))
    audit = audited([Kept(*row) for row in left["kept"]], desk.receipts, desk.pressed, left["stray"])
    return Outcome(name, counts, desk, audit)


def _ahead(scenario: Scenario) -> tuple[float, float]:
    """Return how far ahead the clock is to be, and when on this machine's clock its midnight comes."""
    if not scenario.midnight:
        return 0.0, 0.0
    boundary = time.time() + 2 * Site.seconds_to_start + SECONDS_BEFORE_MIDNIGHT
    midnight = datetime.fromisoformat(scenario.midnight).replace(tzinfo=SHANGHAI)
    return midnight.timestamp() - boundary, boundary


def _came_back(counts: Counts, over: float) -> None:
    """Tell whether writing was taken again after what had happened, and was not refused any more."""
    if not counts.refused:
        return
    counts.notes.append(f"the last refusal {max(0.0, counts.refused_last - over):.1f} s after it was over")
    if counts.written_last < counts.refused_last + SECONDS_BACK:
        counts.problems.append("writing did not come back")


class _Seen:
    """Looks at answers of the nearest search as they come, and judges them afterwards."""

    def __init__(self, scenario: Scenario, ahead: float) -> None:
        self._scenario, self._ahead = scenario, ahead
        self._facts: set[tuple[str, str | None, str, str, str | None]] = set()
        self._late: list[float] = []
        self._mixed = 0

    def look(self, kind: str, answer: Answer) -> None:
        if not (self._scenario.one_version or self._scenario.midnight):
            return
        told = json.loads(answer.text)
        results, service = told["results"], told["asked"]["service"]
        if self._scenario.one_version and len({str(one["phones"]) for one in results}) > 1:
            self._mixed += 1
        if self._scenario.midnight:
            now = time.time() + self._ahead
            for one in results:
                self._facts.add((one["code"], service, one["at"], one["state"], one["next_change"]))
                self._late.append(now - datetime.fromisoformat(one["at"]).timestamp())

    def judge(self, counts: Counts, site: Site) -> None:
        if self._mixed:
            counts.problems.append(f"{self._mixed} answers mix two versions of the catalogue")
        if not self._scenario.midnight:
            return
        days = {at[:10] for _code, _service, at, _state, _change in self._facts}
        if len(days) != 2:
            counts.problems.append(f"not both sides of midnight were seen: {sorted(days)}")
        if not all(-1 <= late <= SECONDS_ON_THE_WAY + 60 for late in self._late):
            counts.problems.append("an answer speaks of another time than it was asked at")
        wrong = _output(site, "tests.load._hours", "".join(f"{json.dumps(fact)}\n" for fact in self._facts))
        counts.problems += wrong.splitlines()[:5]
        changed = {code for code, service, *_ in self._facts if len(self._states(code, service)) > 1}
        if not changed:
            counts.problems.append("no outlet was seen to open or close")
        counts.notes.append(
            f"{len(self._facts)} different statements agree with the hours; {len(changed)} outlets changed"
        )

    def _states(self, code: str, service: str | None) -> set[str]:
        return {fact[3] for fact in self._facts if fact[:2] == (code, service)}


def _output(site: Site, module: str, given: str = "") -> str:
    done = subprocess.run(
        [sys.executable, "-m", module],
        env=site.environment, input=given, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(done.stderr)
    return done.stdout
