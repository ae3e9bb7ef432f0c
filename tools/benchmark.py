"""What a first visit to the public pages costs: `./run benchmark [--serve]`.

Starts the application as in production (hashed and compressed files, gunicorn, an empty database in a throw-away
folder) and prints per page: bytes over the line, queries, time on the server, and what Chromium says of the first
paint. With `--serve` it keeps serving instead, for Lighthouse and the like, and says how to use it.
"""

import contextlib
import http.client
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from tools import scratch
from tools.run import ROOT, say, stop

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PATHS = ("/", "/en/", "/aanpak/uitvoering/", "/en/approach/execution/")
PHONE: dict[str, Any] = {
    "viewport": {"width": 412, "height": 823},
    "device_scale_factor": 1.75,
    "is_mobile": True,
}
REQUESTS = 100
#: The files of the rooms behind the sign-in take longer to prepare than all others together.
NOT_COLLECTED = ("admin", "allauth", "account", "mfa")
#: Runs before anything of the page does, and writes down what moves and what is painted.
OBSERVE = """
  window.measured = {shift: 0, painted: null};
  new PerformanceObserver(list => list.getEntries().forEach(
    each => { measured.shift += each.hadRecentInput ? 0 : each.value; }
  )).observe({type: "layout-shift", buffered: true});
  new PerformanceObserver(list => {
    const last = list.getEntries().at(-1);
    measured.painted = {tag: last.element?.tagName.toLowerCase(), image: last.url, at: last.startTime};
  }).observe({type: "largest-contentful-paint", buffered: true});
"""
SETTLED = """async () => {
  await document.fonts.ready;
  for (let turn = 0; turn < 100 && !(measured.painted && turn > 5); turn++)
    await new Promise(resolve => setTimeout(resolve, 20));
  return measured;
}"""


@dataclass(frozen=True, kw_only=True)
class Visit:
    """A first visit in Chromium: bytes per address as they came over the line, and what was seen of the page.

    `fleeting` are files that may not be kept; `shift` is the layout shift, `painted` the largest thing painted first
    (its tag, its address if it is an image, and when, in milliseconds); `complaints` what the console says.
    """

    bytes: dict[str, int]
    fleeting: list[str]
    complaints: list[str]
    shift: float
    painted: dict[str, Any]

    @property
    def total(self) -> int:
        """All bytes, headers included."""
        return sum(self.bytes.values())


def application(environ: dict[str, Any], start_response: Any) -> Any:
    """The site as a web server finds it behind a proxy that ended TLS."""
    from config.wsgi import application as site  # noqa: PLC0415 - reads its settings from the environment

    return site(environ | {"HTTP_X_FORWARDED_PROTO": "https"}, start_response)


def environment(folder: Path, port: int) -> dict[str, str]:
    """The environment of a production site that keeps everything in a folder and listens on this machine only."""
    return os.environ | {
        "DEBUG": "0",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "SECRET_KEY": "for-measuring-on-one-machine-only-" * 2,
        "ALLOWED_HOSTS": "127.0.0.1",
        "SITE_URL": f"https://127.0.0.1:{port}",
        "EMAIL_HOST": "mail.invalid",
        "BEHIND_TLS_PROXY": "1",
        "STATIC_ROOT": str(folder / "static"),
        "DATABASE_URL": f"sqlite://{quote(str(folder / 'site.sqlite3'))}",
        "LOG_LEVEL": "ERROR",
    }


@contextlib.contextmanager
def serving(folder: Path, database: Path | None = None) -> Iterator[str]:
    """Serve the site from a folder as in production, and yield its address; a given database has its tables."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]
        settings = environment(folder, port)
        ignored = [part for name in NOT_COLLECTED for part in ("--ignore", name)]
        commands = [["collectstatic", "--no-input", "-v0", *ignored]]
        if database:
            settings["DATABASE_URL"] = f"sqlite://{quote(str(database))}"
        else:
            commands.append(["migrate", "-v0"])
        for command in commands:
            subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=settings, check=True)
        server = [
            "gunicorn",
            "tools.benchmark:application",
            "--bind",
            f"fd://{door.fileno()}",
            "--threads",
            "4",
        ]
        process = subprocess.Popen(
            [sys.executable, "-m", *server, "--log-level", "warning"],
            cwd=ROOT,
            env=settings,
            pass_fds=[door.fileno()],
            preexec_fn=partial(scratch.end_with_parent, os.getpid()),
        )
        try:
            address = f"http://127.0.0.1:{port}"
            server_times(f"{address}/", 1)  # its door is open already: this waits for what is behind it
            yield address
        finally:
            process.terminate()
            process.wait()


def first_visit(browser: "Browser", url: str) -> Visit:
    """Visit a page with a browser profile that has never been there, on a phone."""
    context = browser.new_context(**PHONE, locale="nl-NL")
    try:
        page = context.new_page()
        page.add_init_script(OBSERVE)
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        answers: dict[str, Any] = {}
        sizes: dict[str, int] = {}
        session = context.new_cdp_session(page)
        session.on(
            "Network.responseReceived", lambda event: answers.update({event["requestId"]: event["response"]})
        )
        session.on(
            "Network.loadingFinished",
            lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]}),
        )
        session.send("Network.enable")
        page.goto(url)
        measured = page.evaluate(SETTLED)
    finally:
        context.close()
    files = {key: answer for key, answer in answers.items() if key in sizes}
    kept = {
        answer["url"]: {name.lower(): text for name, text in answer["headers"].items()}
        for answer in files.values()
    }
    return Visit(
        bytes={answer["url"]: sizes[key] for key, answer in files.items()},
        fleeting=[
            address
            for address, headers in kept.items()
            if "/static/" in address and "immutable" not in headers.get("cache-control", "")
        ],
        complaints=complaints,
        shift=measured["shift"],
        painted=measured["painted"],
    )


def server_times(url: str, requests: int = REQUESTS) -> list[float]:
    """Milliseconds from question to answer, over one connection; asked often enough, the first tenth is left out."""
    parts = urlsplit(url)
    times = []
    with contextlib.closing(http.client.HTTPConnection(str(parts.hostname), parts.port)) as connection:
        for _turn in range(requests):
            began = time.perf_counter()
            connection.request("GET", parts.path, headers={"Accept-Encoding": "gzip"})
            connection.getresponse().read()
            times.append((time.perf_counter() - began) * 1000)
    return times[requests // 10 :]


def queries(folder: Path) -> dict[str, int]:
    """The queries each page takes once it has been asked for before, in this process."""
    os.environ.update(environment(folder, 443))
    import django  # noqa: PLC0415 - reads the environment that was only just made

    django.setup()
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    client = Client(SERVER_NAME="127.0.0.1")
    counted = {}
    for path in PATHS:
        client.get(path, secure=True)
        with CaptureQueriesContext(connection) as captured:
            client.get(path, secure=True)
        counted[path] = len(captured)
    return counted


def report(url: str, folder: Path) -> None:
    """Print what each page costs."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - a second, only where it is needed

    from tools import browser  # noqa: PLC0415

    program = browser.find()
    if not program:
        stop(browser.ADVICE)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        visits = {path: first_visit(chromium, url + path) for path in PATHS}
        chromium.close()
    counted = queries(folder)
    print(
        f"{'page':<26}{'kB':>8}{'files':>7}{'html kB':>9}{'queries':>9}{'ms p50':>8}{'p95':>7}  largest paint, shift"
    )
    for path, visit in visits.items():
        times = server_times(url + path)
        print(
            f"{path:<26}{visit.total / 1000:>8.1f}{len(visit.bytes):>7}{visit.bytes[url + path] / 1000:>9.1f}"
            f"{counted[path]:>9}{statistics.median(times):>8.1f}{statistics.quantiles(times, n=20)[-1]:>7.1f}"
            f"  <{visit.painted['tag']}> {visit.painted['at']:.0f} ms, {visit.shift:.3f}"
            f"{''.join(f'  {complaint}' for complaint in visit.complaints)}"
        )
    print("\nThe first page, file by file:")
    for address, size in sorted(visits[PATHS[0]].bytes.items(), key=lambda item: -item[1]):
        print(f"{size / 1000:>8.1f}  {urlsplit(address).path}")


def main(arguments: list[str]) -> None:
    """Print the report, or keep serving until Ctrl-C."""
    with tempfile.TemporaryDirectory() as name, serving(Path(name)) as url:
        if "--serve" not in arguments:
            report(url, Path(name))
            return
        say(f"{url}/ as in production. Ctrl-C ends it.")
        with contextlib.suppress(KeyboardInterrupt):
            while True:
                time.sleep(3600)


if __name__ == "__main__":
    main(sys.argv[1:])
