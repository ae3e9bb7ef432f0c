"""A Chromium for the browser tests: found, or installed where that is allowed."""

import os
import shutil
import subprocess
import sys

from playwright.sync_api import sync_playwright

from tools.run import apt_get, say, step

#: Chromium without its windows, a package of its own in Debian: the same engine for little more than half the work.
SHELL = "chromium-headless-shell"
NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ADVICE = (
    "No Chromium for the browser tests. Install one (Debian: apt-get install chromium-headless-shell; elsewhere:\n"
    ".venv/bin/python -m playwright install chromium), or name one: CHROMIUM=/path/to/chromium ./run test"
)


def find() -> str | None:
    """Return the program: the one named by CHROMIUM, the system's, or Playwright's own download."""
    if named := os.environ.get("CHROMIUM"):
        return named
    for name in NAMES:
        if (found := shutil.which(name)) and _starts(found):
            return found
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if os.path.exists(own) else None


def find_or_install() -> str | None:
    """Return the program, after installing it when it is missing; None when that did not work either.

    Where others wait for the answer (in CI) a whole Chromium is not enough: the quicker one is installed beside it.
    """
    found = find()
    in_a_hurry = os.environ.get("CI", "").lower() not in {"", "0", "false"}
    if found and (shutil.which(SHELL) or "CHROMIUM" in os.environ or not in_a_hurry):
        return found
    if os.geteuid() == 0 and shutil.which("apt-get"):
        with step("Installing Chromium for the browser tests (a minute or so)"):
            for package in (SHELL,) if found else (SHELL, "chromium"):
                if _install(package):
                    break
            else:
                say("  that did not work")
    if found := find():
        return found
    with step("Downloading Playwright's Chromium for the browser tests"):
        try:
            subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], timeout=600)
        except subprocess.TimeoutExpired:
            say("  that took too long")
    return find()


def _install(package: str) -> bool:
    """Install a package of Debian's; say whether that worked."""
    try:
        apt_get("update", "-qq")
        # The fonts are only recommended by it, and without any a page has no text.
        apt_get("install", "-qq", "-y", "--no-install-recommends", package, "fonts-liberation")
    except SystemExit:
        return False
    return True


def _starts(program: str) -> bool:
    """Say whether the program runs at all: on some systems it only points at a package that is not there."""
    try:
        return subprocess.run([program, "--version"], capture_output=True, timeout=60).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False
