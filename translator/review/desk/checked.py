"""What the checks find in versions while people work on them: nobody waits for it.

Checking an edited version takes half a second, the first time some more for dictionaries. Meanwhile
a page shows what was found last, and ``is_fresh`` says that there will be more to see.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from translator.article import Finding, ReviewState
from translator.review.states import Status

Findings = tuple[Finding, ...]


@dataclass(slots=True)
class Checked:
    """The findings of every version by its bytes; ``check`` makes them. Safe to share between threads."""

    check: Callable[[Status], Findings]
    _found: dict[Path, tuple[bytes, Findings]] = field(default_factory=dict)
    _wanted: dict[Path, bytes] = field(default_factory=dict)
    _one: threading.Lock = field(default_factory=threading.Lock)

    def of(self, status: Status) -> Findings:
        """Return what is known of a version, and have it checked if that is of another text."""
        made = status.record.findings if status.record else ()
        if status.state is ReviewState.MACHINE:
            return made
        data, findings = self._found.get(status.path, (b"", made))
        if data != status.data and self._wanted.get(status.path) != status.data:
            self._wanted[status.path] = status.data
            threading.Thread(target=self._look, args=(status,), daemon=True).start()
        return findings

    def is_fresh(self, path: Path, data: bytes) -> bool:
        """Tell whether all that was asked for of a file is known."""
        return self._wanted.get(path) != data or self._found.get(path, (b"",))[0] == data

    def _look(self, status: Status) -> None:
        with self._one:  # one after the other: of texts that were changed again, only the last
            if self._wanted.get(status.path) == status.data:
                self._found[status.path] = (status.data, self.check(status))
