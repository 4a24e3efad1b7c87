"""Stopping a run: no worker goes on alone. Needs no PyTorch, so it runs with all other tests."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from training import workers

WORKER = """
import multiprocessing, sys, time
from training.workers import end_with_parent
def work():
    end_with_parent()
    print(multiprocessing.current_process().pid, flush=True)
    time.sleep(20)
    print("outlived its run", flush=True)
if __name__ == "__main__":
    context = multiprocessing.get_context("spawn")
    process = context.Process(target=work)
    process.start()
    process.join()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_stopping_a_run_ends_its_workers(tmp_path: Path, how: signal.Signals) -> None:
    script = tmp_path / "run.py"
    script.write_text(WORKER, encoding="utf-8")
    root = Path(workers.__file__).parents[1]
    with subprocess.Popen(  # noqa: S603 - our own interpreter on our own code
        [sys.executable, script],
        env={**os.environ, "PYTHONPATH": str(root)},
        stdout=subprocess.PIPE,
        text=True,
    ) as run:
        assert run.stdout
        worker = int(run.stdout.readline())
        os.kill(worker, 0)  # it is there
        run.send_signal(how)
        # The pipe closes when the last process that holds it has ended: the worker too.
        assert run.stdout.read() == ""
