"""Put code and templates in the one shape: `python -m tools.format`; `--check` only says what is not."""

import subprocess
import sys
from pathlib import Path

from tools.run import ROOT

BIN = Path(sys.executable).parent


def commands(*, check: bool) -> list[list[str]]:
    """Return the commands that bring everything into shape, or that complain."""
    # Files written together: djade first, djangofmt has the last word on white space.
    templates = [str(path.relative_to(ROOT)) for path in sorted(ROOT.glob("templates/**/*.html"))]
    mode = ["--check"] if check else []
    django = ["djade", "--target-version", "6.1", *mode, *templates]
    lint = ["djangofmt", "check", *([] if check else ["--fix"]), *templates]
    html = ["djangofmt", *mode, *templates]
    return [
        ["ruff", "check", "--no-cache", *([] if check else ["--fix"]), "."],
        ["ruff", "format", "--no-cache", *mode, "."],
        *([django, lint, html] if templates else []),
    ]


def main(arguments: list[str]) -> int:
    """Run them all, and return the worst exit code."""
    everything = commands(check="--check" in arguments)
    return max(subprocess.run([BIN / name, *rest], cwd=ROOT).returncode for name, *rest in everything)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
