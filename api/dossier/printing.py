"""A page printed to PDF by a browser of this machine, the same bytes whenever that is done.

The browser fetches nothing: it has no names of hosts, and the page asks for none. It writes the time of printing into
the file, which becomes the day on which the build was made, and numbers of nodes, which are counted anew.
"""

import os
import re
import shutil
import signal
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
"""What a Chromium may be called."""
SECONDS = 180
"""How long printing may take; a dossier of hundreds of pages takes a tenth of it."""

_ARGUMENTS = (
    "--headless",
    "--disable-gpu",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-extensions",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--no-pdf-header-footer",
    "--generate-pdf-document-outline",
)
_TIMES = (rb"/CreationDate", rb"/ModDate")
_NODE = re.compile(rb"\(node(\d{8})\)")


class NoBrowser(Exception):
    """There is no browser here that prints; the message says what to do."""


class NotPrinted(Exception):
    """The browser printed nothing; the message says what it said."""


def find_browser() -> str:
    """The path of a Chromium: the one that the setting CHROMIUM names, else one of NAMES. Raises NoBrowser."""
    wanted = os.environ.get("CHROMIUM")
    for name in (wanted,) if wanted else NAMES:
        found = shutil.which(name)
        if found:
            return found
    missing = (
        f'the setting CHROMIUM is "{wanted}", which is no program' if wanted else "no Chromium or Chrome is found here"
    )
    raise NoBrowser(f"a browser has to print the PDF, and {missing}")


def printed(page: str, day: str, browser: str) -> bytes:
    """The page as a PDF, tagged and with an outline, dated to a day (ISO). Raises NotPrinted."""
    with TemporaryDirectory(prefix="stavka-", ignore_cleanup_errors=True) as directory:
        source, made = Path(directory) / "dossier.html", Path(directory) / "dossier.pdf"
        source.write_text(page, encoding="utf-8")
        command = [browser, *_ARGUMENTS, f"--user-data-dir={directory}/profile", f"--print-to-pdf={made}"]
        # Chromium refuses to run as root with its sandbox; the page holds no script.
        command += ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        said = _run([*command, source.as_uri()])
        pdf = made.read_bytes() if made.is_file() else b""
    if not pdf.startswith(b"%PDF-") or not pdf.rstrip().endswith(b"%%EOF"):
        raise NotPrinted(f"{browser} printed nothing; it said: {said.strip()[-500:] or 'nothing'}")
    return _dated(_numbered(pdf), day)


def _run(command: list[str]) -> str:
    """What a command says on standard error; it and all that it started are ended when its time is over."""
    try:
        process = subprocess.Popen(  # noqa: S603
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True
        )
    except OSError as error:
        raise NotPrinted(f"{command[0]} does not start: {error.strerror}") from error
    with process:
        try:
            said = process.communicate(timeout=SECONDS)[1]
        except subprocess.TimeoutExpired:
            raise NotPrinted(f"{command[0]} had not printed after {SECONDS} seconds") from None
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
    return said.decode(errors="replace")


def _numbered(pdf: bytes) -> bytes:
    """The same file with the nodes of its structure numbered from one in the order that they have: the browser goes on
    from a number that differs from run to run. A number takes as many bytes as before."""
    found = sorted(set(_NODE.findall(pdf)))
    places = {number: b"%0*d" % (len(number), place) for place, number in enumerate(found, start=1)}
    return _NODE.sub(lambda node: b"(node" + places[node[1]] + b")", pdf)


def _dated(pdf: bytes, day: str) -> bytes:
    """The same file made on a day. A date takes as many bytes as before, so that every object stays in its place."""
    for name in _TIMES:
        date = b"%s (D:%s000000+00'00')" % (name, day.replace("-", "").encode())
        pdf = re.sub(name + rb" \(D:\d{14}[+-]\d\d'\d\d'\)", date, pdf, count=1)
    return pdf
