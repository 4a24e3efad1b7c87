"""The processes of a run: none of them outlives the one that started it."""

from __future__ import annotations

import multiprocessing
import os
import threading
from multiprocessing import connection


def end_with_parent() -> None:
    """End this process as soon as the one that started it is gone, however that was stopped."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def wait() -> None:
        connection.wait([parent.sentinel])
        os._exit(1)  # the last checkpoint is whole; there is nothing to tidy up

    threading.Thread(target=wait, daemon=True).start()
