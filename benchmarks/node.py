"""Peers that run in node: a process of ``peers.mjs`` for each, one page a line, both ways."""

from __future__ import annotations

import json
import shutil
import subprocess
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

SCRIPT = Path(__file__).with_name("peers.mjs")
LIBRARIES = {  # what peers.mjs calls it: the label, its package, and the trees it can work on
    "readability": ("Mozilla Readability", "@mozilla/readability", ("jsdom", "linkedom")),
    "defuddle": ("defuddle", "defuddle", ("linkedom",)),
}
_LIMIT = 60.0  # seconds for a page; a library that hangs has found nothing


def package_folder(given: Path) -> Path:
    """Return the ``node_modules`` that is meant: the folder itself, or the one in it."""
    return given / "node_modules" if (given / "node_modules").is_dir() else given


def missing_packages(library: str, given: Path) -> list[str]:
    """Return the packages that a library lacks; all of them if node itself is missing."""
    _, package, trees = LIBRARIES[library]
    folder = package_folder(given)

    def there(name: str) -> bool:
        return shutil.which("node") is not None and (folder / name / "package.json").is_file()

    absent = [] if there(package) else [package]
    return absent if any(map(there, trees)) else [*absent, trees[0]]


class NodePeer:
    """A library in its own process, which is started with the first page and ends with ours."""

    def __init__(self, library: str, given: Path) -> None:
        label, package, _ = LIBRARIES[library]
        folder = package_folder(given)
        about = json.loads((folder / package / "package.json").read_text(encoding="utf-8"))
        self.label = f"{label} {about['version']}"
        self._command = [
            shutil.which("node") or "node",
            str(SCRIPT),
            str(folder.resolve()),
            library,
        ]
        self._process: subprocess.Popen[bytes] | None = None
        self._seconds = 0.0

    def clock(self) -> float:
        """Return the processor seconds that the pages so far took, those of starting left out."""
        return self._seconds

    def extract(self, text: str, url: str) -> Mapping[str, Any]:
        """Return ``html`` and metadata of a page.

        Raises:
            RuntimeError: the library failed on the page, or took more than a minute.
        """
        process = self._started()
        if process.stdin is None or process.stdout is None:
            raise RuntimeError("node has no pipes")
        timer = threading.Timer(_LIMIT, process.kill)
        timer.start()
        try:
            process.stdin.write(json.dumps({"html": text, "url": url}).encode() + b"\n")
            process.stdin.flush()
            line = process.stdout.readline()
        except BrokenPipeError:
            line = b""
        finally:
            timer.cancel()
        if not line:
            self._process = None
            raise RuntimeError("node ended")
        answer: dict[str, Any] = json.loads(line)
        self._seconds += float(answer["seconds"])
        if answer.get("error"):
            raise RuntimeError(answer["error"])
        found: Mapping[str, Any] = answer["found"]
        return found

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._process = subprocess.Popen(  # noqa: S603 - our own script, with node's full path
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        return self._process
