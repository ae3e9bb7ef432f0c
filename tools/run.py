"""Set up whatever is missing, then do what was asked. Started by ./run; nothing but the standard library here.

Everything made here lies in the project and is ignored by git: .tools/ (the installer), .venv/ (the
packages) and var/ (the demo's data). Nothing is installed again unless a lock file changed, so the second
start needs no network. One process sets up at a time; the lock ends with the process holding it.
"""

import contextlib
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parent.parent
TOOLS, VENV = ROOT / ".tools", ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
UV = TOOLS / "bin" / "uv"
INSTALLED = VENV / "installed.txt"
INSTALLER = ROOT / "tools" / "requirements.txt"
LOCKS = {"runtime": ROOT / "requirements.txt", "dev": ROOT / "requirements-dev.txt"}
CANNOT = 3  # exit code for "this machine lacks something only its owner can give"
# The demo is for one machine: what the environment says about a real site must not reach it.
OF_A_SITE = {
    "SECRET_KEY",
    "SECRET_KEY_FILE",
    "ALLOWED_HOSTS",
    "EMAIL_HOST",
    "TASK_WORKER",
    "BEHIND_TLS_PROXY",
}


def main(arguments: list[str]) -> None:
    """Set up what the command needs and become it, so that a signal to ./run reaches the real thing."""
    command, *rest = arguments or ["help"]
    with one_at_a_time():
        set_up("dev" if command in {"test", "benchmark"} else "runtime")
        compile_translations()
    environment = os.environ.copy()
    if command == "demo":
        environment, target = demo_environment(), ["-m", "tools.demo"]
    elif command == "test":
        target = ["-m", "tools.suite"]
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # a dozen processes start; only the first compiles
    elif command == "benchmark":
        target = ["-m", "tools.benchmark"]
    else:
        target, rest = ["manage.py"], arguments
        if not OF_A_SITE & environment.keys() and not {"DEBUG", "DATABASE_URL"} & environment.keys():
            say("No settings of a site in the environment, so this is about the demo.")
            environment = demo_environment()
    os.chdir(ROOT)
    os.execve(PYTHON, [str(PYTHON), *target, *rest], environment)


@contextlib.contextmanager
def one_at_a_time() -> Iterator[None]:
    """Wait until no other start of this checkout is setting up."""
    folder = os.open(ROOT, os.O_RDONLY)
    try:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Waiting for another ./run that is setting up")
            fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def set_up(kind: str) -> None:
    """Make .venv hold the packages of the lock of this kind ("runtime" or "dev", which includes runtime)."""
    if not usable(PYTHON):
        get_installer()
        make_venv()
    state, had = fingerprint(), installed()
    if had == ("dev", state) or had == (kind, state):
        return
    if had and had[0] == "dev":
        kind = "dev"  # a demo after a test brings both up to date and takes nothing away
    get_installer()
    lock = LOCKS[kind]
    count = sum("==" in line for line in lock.read_text().splitlines())
    with step(f"Installing the packages of {lock.name} (about {count}, the first time takes a minute or so)"):
        INSTALLED.unlink(missing_ok=True)  # after an interruption nobody takes half for whole
        # Only the full set is made exact: a demo must not take a developer's tools away.
        how = ["sync"] if kind == "dev" else ["install", "--requirement"]
        # Compiled now, once: where Python may not write its cache, every start would compile everything again.
        uv(
            "pip",
            *how[:1],
            *quiet(),
            "--compile-bytecode",
            "--require-hashes",
            "--python",
            PYTHON,
            *how[1:],
            lock,
        )
        INSTALLED.write_text(f"{kind} {state}\n")


def fingerprint() -> str:
    """Return what the installed packages depend on, in short: the locks and the interpreter."""
    digest = hashlib.sha256()
    for path in (*LOCKS.values(), VENV / "pyvenv.cfg"):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def installed() -> tuple[str, str] | None:
    """Return the kind and the fingerprint of what is installed, or None."""
    try:
        kind, state = INSTALLED.read_text().split()
    except (FileNotFoundError, ValueError):
        return None
    return kind, state


def make_venv() -> None:
    """Make .venv from the interpreter that runs this."""
    base = getattr(sys, "_base_executable", sys.executable)
    with step(f"Making .venv with Python {sys.version.split()[0]}"):
        uv("venv", "--quiet", "--clear", "--no-project", "--python", base, VENV)


def uv(*arguments: str | Path) -> None:
    """Run the installer, after `get_installer`."""
    run(UV, *arguments)


def get_installer() -> None:
    """Make sure of the pinned uv, in a folder of its own: one on the PATH may be any version, or a shim."""
    pin, wanted = TOOLS / "installed.txt", INSTALLER.read_text()
    if pin.exists() and pin.read_text() == wanted and usable(UV):
        return
    with step("Getting the installer"):
        make_tools()
        pip = (TOOLS / "bin" / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
        run(*pip, "--require-hashes", "--requirement", INSTALLER)
        pin.write_text(wanted)


def make_tools() -> None:
    """Make the installer's own environment; where Debian left venv out of Python, get it or say how."""
    try:
        import ensurepip  # noqa: F401, PLC0415 - missing on Debian without python3-venv
    except ImportError:
        package = f"python3.{sys.version_info.minor}-venv"
        if os.geteuid() != 0 or not shutil.which("apt-get"):
            stop(
                f"This Python cannot make environments yet. Once: apt-get install {package}, then ./run again."
            )
        with step(f"Installing {package}"):
            apt_get("update", "-qq")
            apt_get("install", "-qq", "-y", "--no-install-recommends", package)
    shutil.rmtree(TOOLS, ignore_errors=True)
    # In a process of its own: ensurepip may only just have been installed.
    run(getattr(sys, "_base_executable", sys.executable), "-m", "venv", TOOLS)


def apt_get(*arguments: str) -> None:
    """Run apt-get without questions, waiting for another one to end."""
    command = ["apt-get", "-o", "DPkg::Lock::Timeout=300", *arguments]
    run(*command, environment=os.environ | {"DEBIAN_FRONTEND": "noninteractive"})


def compile_translations() -> None:
    """Compile the catalogues that changed since the last time."""
    for text in ROOT.glob("locale/*/LC_MESSAGES/*.po"):
        binary = text.with_suffix(".mo")
        if not binary.exists() or binary.stat().st_mtime_ns != text.stat().st_mtime_ns:
            with step("Compiling translations"):
                run(PYTHON, "-m", "tools.catalogue")
            return


def demo_environment() -> dict[str, str]:
    """Return an environment in which the settings serve the demo from a file of its own."""
    environment = {name: value for name, value in os.environ.items() if name not in OF_A_SITE}
    environment.setdefault("LOG_LEVEL", "WARNING")
    port = environment.setdefault("PORT", "8000")
    if not environment.get("DATABASE_URL", "").startswith("sqlite:"):
        (ROOT / "var").mkdir(exist_ok=True)
        environment["DATABASE_URL"] = f"sqlite://{quote(str(ROOT / 'var' / 'demo.sqlite3'))}"
    return environment | {"DEBUG": "1", "SITE_URL": f"http://127.0.0.1:{port}"}


def quiet() -> list[str]:
    """Return the argument that keeps uv from listing packages where nobody watches its progress bars."""
    return [] if sys.stderr.isatty() else ["--quiet"]


def usable(program: Path) -> bool:
    """Say whether the program can be started: an environment is left behind when its Python is removed."""
    try:
        return subprocess.run([program, "--version"], capture_output=True).returncode == 0
    except OSError:
        return False


def run(*command: str | Path, environment: dict[str, str] | None = None) -> None:
    """Run a command in the project's folder; end with its exit code when it fails."""
    ended = subprocess.run([str(part) for part in command], cwd=ROOT, env=environment)
    if ended.returncode:
        stop(f"This did not work: {' '.join(str(part) for part in command)}", ended.returncode)


@contextlib.contextmanager
def step(what: str) -> Iterator[None]:
    """Say what is being done, and how long it took."""
    say(f"{what} ...")
    began = time.monotonic()
    yield
    say(f"  done in {time.monotonic() - began:.1f} s")


def say(line: str) -> None:
    """Print a line of progress, apart from what the command itself prints."""
    print(line, file=sys.stderr, flush=True)


def stop(line: str, code: int = CANNOT) -> None:
    """Say why it ends here, and end."""
    say(line)
    sys.exit(code)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit(130)
