"""The crowd: so many people at once for so many seconds, each doing one thing after the other."""

from __future__ import annotations

import random
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from .acts import APPLYING, Act, Look, WrongAnswerError, chosen
from .applicant import Desk, apply
from .counts import Counts
from .wire import Answer, Ask, BrokenError, Wire

PEOPLE = 12
SHARE_THAT_APPLIES = 0.02
# Who waits for a message or presses again after a refusal does so after this long.
SECONDS_BETWEEN_TRIES = 0.4
# Who is on the way when the time is over may go on for so long.
SECONDS_TO_COME_HOME = 12.0
SECONDS_TO_ASK_AGAIN = 0.2
# What has happened is over, and for so long it shows whether all is well again.
SECONDS_AFTERWARDS = 6.0


@dataclass
class Going:
    """An act that is being done, with its own cookies, and when it goes on."""

    act: Act
    answer: Answer | None = None
    cookies: dict[str, str] = field(default_factory=dict)
    due: float = 0.0


class Crowd:
    """Threads over one server; what they see is in ``counts`` afterwards."""

    def __init__(self, port: int, desk: Desk, look: Look, seed: int) -> None:
        self.counts = Counts()
        self._port, self._desk, self._look, self._seed = port, desk, look, seed
        self._lock = threading.Lock()
        self._until = float("inf")

    def run(self, seconds: float, meanwhile: Callable[[], None]) -> Counts:
        """Keep all busy for so long, and for a while after what happens meanwhile is over."""
        began = time.monotonic()
        people = [threading.Thread(target=self._person, args=(which,)) for which in range(PEOPLE)]
        for one in people:
            one.start()
        try:
            meanwhile()
        finally:
            now = time.monotonic()
            self._until = max(began + seconds, now + SECONDS_AFTERWARDS)
            for one in people:
                one.join()
        self.counts.seconds = time.monotonic() - began
        return self.counts

    def _person(self, which: int) -> None:
        chance = random.Random(f"{self._seed}-{which}")
        wire, waiting = Wire(self._port), deque[Going]()
        while (now := time.monotonic()) < self._until:
            if waiting and waiting[0].due <= now:
                going = waiting.popleft()
            elif chance.random() < SHARE_THAT_APPLIES:
                with self._lock:
                    going = Going(apply(chance, self._desk))
                    next_ask = next(going.act)  # counts the person, under the lock
                self._go_on(wire, going, waiting, next_ask)
                continue
            else:
                going = Going(chosen(chance, self._look))
            self._go_on(wire, going, waiting)
        while waiting and time.monotonic() < self._until + SECONDS_TO_COME_HOME:
            time.sleep(max(0.0, waiting[0].due - time.monotonic()))
            self._go_on(wire, waiting.popleft(), waiting)
        wire.close()

    def _go_on(self, wire: Wire, going: Going, waiting: deque[Going], ask: Ask | None = None) -> None:
        """Do an act until it waits or ends."""
        try:
            while True:
                if ask is None:
                    ask = next(going.act) if going.answer is None else going.act.send(going.answer)
                if ask is None:
                    going.answer = Answer(0, "", "", "", {})
                    going.due = time.monotonic() + SECONDS_BETWEEN_TRIES
                    waiting.append(going)
                    return
                going.answer = self._asked(wire, ask, going.cookies)
                going.cookies |= going.answer.cookies
                ask = None
        except StopIteration:
            return
        except WrongAnswerError as error:
            self.counts.errors[str(error)] += 1
        except BrokenError:
            self.counts.errors["no answer, not even at the second asking"] += 1

    def _asked(self, wire: Wire, ask: Ask, cookies: dict[str, str]) -> Answer:
        if ask.twice:
            self._beside(replace(ask, twice=False), dict(cookies))
        began = time.monotonic()
        try:
            answer = wire.ask(ask, cookies)
        except BrokenError:
            # A proxy in front asks the next worker; an application is sent again by its own hand.
            self.counts.asked_again += 1
            if ask.writes:
                return Answer(0, "", "", "", {})
            time.sleep(SECONDS_TO_ASK_AGAIN)
            answer = wire.ask(ask, cookies)
        took = time.monotonic() - began
        self.counts.times[ask.kind].append(took)
        if ask.writes:
            self._look_at_writing(answer)
        elif 'class="notice stale"' in answer.text or '"stale":true' in answer.text:
            self.counts.stale += 1
        return answer

    def _look_at_writing(self, answer: Answer) -> None:
        now = time.monotonic()
        if answer.status != 503:
            self.counts.written_last = now
            return
        self.counts.refused, self.counts.refused_last = self.counts.refused + 1, now
        if not answer.retry_after or "12333" not in answer.text:
            self.counts.errors[f"{APPLYING}: a 503 without what to do next"] += 1

    def _beside(self, ask: Ask, cookies: dict[str, str]) -> None:
        """Press in a second window at the same moment; the first one's answer is what is gone by."""

        def press() -> None:
            window = Wire(self._port)
            try:
                self._look_at_writing(window.ask(ask, cookies))
            except BrokenError:
                self.counts.asked_again += 1
            finally:
                window.close()

        threading.Thread(target=press).start()
