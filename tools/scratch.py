"""Temporary folders that are gone afterwards, however the process that made them ends.

An exit handler removes them after an ordinary end. After SIGKILL no handler runs, so each folder has a
small watcher: a process holding the reading end of a pipe whose only writing end is ours. When we are gone,
in whatever way, the kernel closes the pipe; the watcher stops the PostgreSQL server that lives in the
folder, if any, and removes the folder. Should the watcher be killed too, the next run sweeps up.
"""

import atexit
import contextlib
import ctypes
import fcntl
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

PREFIX = "practice-test-"
SERVER = "data/postmaster.pid"  # written by PostgreSQL, removed by it when it ends in order
ALIVE = "alive"  # locked by the process that uses the folder; the kernel lets go of the lock with the process

PR_SET_PDEATHSIG = 1

# Runs on its own, without this package: argv is the folder and the server's file in it.
WATCHER = """
import os, shutil, signal, sys, time
from pathlib import Path

folder, server = Path(sys.argv[1]), Path(sys.argv[1], sys.argv[2])

def running():
    # None unless the number is still that of our server: numbers are used again.
    try:
        number = int(server.read_text().split()[0])
        mine = str(folder).encode() in Path("/proc", str(number), "cmdline").read_bytes()
    except (OSError, ValueError, IndexError):
        return None
    return number if mine else None

for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
    signal.signal(name, signal.SIG_IGN)
while os.read(0, 1):
    pass
for name in (signal.SIGQUIT, signal.SIGKILL):
    for attempt in range(100):
        if not (number := running()):
            break
        os.kill(number, name)
        time.sleep(0.03)
for attempt in range(100):
    shutil.rmtree(folder, ignore_errors=True)
    if not folder.exists():
        break
    time.sleep(0.03)
"""


def make() -> Path:
    """Return a new empty folder that exists as long as this process does."""
    sweep()
    # Directly below the system's temporary folder: the path of a socket may have 107 bytes at most.
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    folder.chmod(0o711)  # PostgreSQL started by root runs as somebody else, and must reach its folder
    alive = os.open(folder / ALIVE, os.O_CREAT | os.O_RDWR, 0o600)
    fcntl.flock(alive, fcntl.LOCK_EX)
    reading, writing = os.pipe()  # neither is inherited, so children cannot keep the folder alive
    watcher = _watch(folder, reading)
    os.close(reading)
    owner = os.getpid()

    def remove() -> None:
        if os.getpid() == owner:  # not in a forked child
            os.close(writing)
            with contextlib.suppress(subprocess.TimeoutExpired):
                watcher.wait(10)
            os.close(alive)

    atexit.register(remove)
    return folder


def sweep() -> None:
    """Remove the folders of processes that ended without anybody left to do it."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with contextlib.suppress(OSError):  # someone else's, still in use, or just removed
            alive = os.open(folder / ALIVE, os.O_RDWR)
            try:
                fcntl.flock(alive, fcntl.LOCK_EX | fcntl.LOCK_NB)
                _watch(folder, subprocess.DEVNULL).wait(10)
            finally:
                os.close(alive)


def _watch(folder: Path, lifeline: int) -> subprocess.Popen[bytes]:
    """Start the process that removes the folder when the writing end of its lifeline is closed."""
    return subprocess.Popen(
        [sys.executable, "-I", "-S", "-c", WATCHER, str(folder), SERVER],
        stdin=lifeline,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd="/",
        start_new_session=True,  # Ctrl-C in the terminal must not reach it
    )


def end_with_parent(parent: int, how: signal.Signals = signal.SIGKILL) -> None:
    """Have the kernel signal this process when its parent ends, in whatever way; may be called before exec.

    Linux only; elsewhere a child of a killed parent goes on to its own end.
    """
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, how)
        if os.getppid() != parent:  # it ended before the kernel knew
            os._exit(1)
