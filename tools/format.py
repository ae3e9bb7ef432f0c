"""Put code and templates in the one shape: `python -m tools.format [--check] [PATH...]`.

With `--check` it only says what is not in shape. Without paths it is about everything.
"""

import subprocess
import sys
from pathlib import Path

from tools.run import ROOT

BIN = Path(sys.executable).parent


def commands(*paths: str, check: bool) -> list[list[str]]:
    """Return the commands that bring everything, or what is below the paths, into shape, or that complain."""
    chosen = [ROOT / path for path in paths] or [ROOT]
    pages = [path for path in sorted(ROOT.glob("templates/**/*.html")) if {path, *path.parents} & set(chosen)]
    templates = [str(path.relative_to(ROOT)) for path in pages]
    code = [str(path) for path in chosen if path.is_dir() or path.suffix == ".py"]
    mode, fix = (["--check"], []) if check else ([], ["--fix"])
    ruff = [["ruff", "check", "--no-cache", *fix, *code], ["ruff", "format", "--no-cache", *mode, *code]]
    django = ["djade", "--target-version", "6.1", *mode, *templates]
    lint = ["djangofmt", "check", *fix, *templates]
    html = ["djangofmt", *mode, *templates]
    # What the others put right can depend on where lines end, so those come first as well as last.
    shapes = [django, lint, html] if check else [html, django, lint, html]
    return (ruff if code else []) + (shapes if templates else [])


def main(arguments: list[str]) -> int:
    """Run them all, and return the worst exit code."""
    paths = [argument for argument in arguments if not argument.startswith("-")]
    everything = commands(*paths, check="--check" in arguments)
    return max(subprocess.run([BIN / name, *rest], cwd=ROOT).returncode for name, *rest in everything)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
