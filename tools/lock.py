"""Compile the lock files anew from pyproject.toml: `python -m tools.lock [--upgrade]`.

The locks are requirements files with a hash for every file, for every platform at once. They name no
registry: where packages come from is the business of the machine that installs them.
"""

import sys
from pathlib import Path

from tools.run import INSTALLER, LOCKS, get_installer, say, uv

OPTIONS = (
    "--quiet",
    "--universal",
    "--generate-hashes",
    "--no-header",
    "--no-emit-index-url",
    "--no-emit-find-links",
)


def main(arguments: list[str]) -> None:
    """Write both locks; versions stay as they are unless an argument for uv says otherwise."""
    get_installer()
    project = Path("pyproject.toml")
    for kind, lock in LOCKS.items():
        say(f"Compiling {lock.name}")
        # What runs in production is what was tested: the second lock is held to the first.
        extra = [] if kind == "runtime" else ["--group", kind, "--constraint", LOCKS["runtime"].name]
        uv("pip", "compile", *OPTIONS, *arguments, project, *extra, "--output-file", lock.name)
        without_remarks(lock)
    say(f"The installer itself is pinned by hand in {INSTALLER.name} of tools/.")


def without_remarks(lock: Path) -> None:
    """Leave out the lines that only say which package wanted which: they change with every lock."""
    lines = [line for line in lock.read_text().splitlines() if not line.lstrip().startswith("#")]
    lock.write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
