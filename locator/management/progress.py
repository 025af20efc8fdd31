"""How far a long command is, on standard error: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

from typing import TextIO

WIDTH = 30


class Bar:
    """Shows each step once and how far it is; says nothing where the operator wants quiet."""

    def __init__(self, stream: TextIO, *, quiet: bool) -> None:
        self._stream, self._quiet = stream, quiet
        self._said: tuple[str, int | None] = ("", None)
        self._open = False

    def tell(self, what: str, share: float | None) -> None:
        if self._quiet:
            return
        on_terminal = self._stream.isatty()
        # Plain lines tell every quarter, a bar every hundredth.
        steps = 100 if on_terminal else 4
        at = None if share is None else int(share * steps)
        if (what, at) == self._said:
            return
        is_new = what != self._said[0]
        self._said = (what, at)
        if on_terminal:
            self._draw(what, share, is_new=is_new)
        else:
            self._stream.write(f"{what}\n" if share is None else f"{what}: {share:.0%}\n")
        self._stream.flush()

    def close(self) -> None:
        """End the line that a bar stands on."""
        if self._open:
            self._stream.write("\n")
            self._open = False

    def _draw(self, what: str, share: float | None, *, is_new: bool) -> None:
        if is_new:
            self.close()
        filled = 0 if share is None else int(share * WIDTH)
        bar = f" [{'#' * filled}{'.' * (WIDTH - filled)}] {share:4.0%}" if share is not None else " …"
        self._stream.write(f"\r{what}{bar}")
        self._open = True
