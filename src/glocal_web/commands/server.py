"""Serve the site: a free port, one worker process, a browser window, a clean end."""

import errno
import os
import socket
import sys
import threading
import time
import urllib.error
import urllib.request
import webbrowser
from collections.abc import Callable

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from glocal_web.commands.refusals import NotReadyError

THREADS = 4
TRIES = 20
SECONDS_TO_START = 60


def free_port(host: str, wanted: int, others: bool = True) -> int:
    """The wanted port, or with ``others`` the next one that is free, said on the screen.

    Raises ``NotReadyError`` when there is none, or when the address is not this machine's.
    """
    for port in range(wanted, min(wanted + TRIES, 65536) if others else wanted + 1):
        if _is_free(host, port):
            if port != wanted:
                print(f"Port {wanted} is taken by another program. Using {port} instead.")
            return port
    last = f" to {min(wanted + TRIES, 65536) - 1}" if others else ""
    raise NotReadyError(
        f"Port {wanted}{last} of {host} is taken by another program. "
        f"Choose another one, for example --port {wanted + 1000 if wanted < 64000 else 8000}."
    )


def _is_free(host: str, port: int) -> bool:
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            if os.name == "posix":
                # As the server itself does: a port that a closed site left behind is free.
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            probe.listen(1)
    except socket.gaierror as error:
        raise NotReadyError(
            f"'{host}' is not an address. Use 127.0.0.1 for this machine alone or 0.0.0.0 for "
            "everybody in the network."
        ) from error
    except PermissionError as error:
        raise NotReadyError(
            f"Port {port} may be used by the administrator only. Choose one from 1024 up."
        ) from error
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            return False
        raise NotReadyError(f"The site cannot listen at {host}: {error.strerror}.") from error
    return True


def address(host: str, port: int) -> str:
    """What to type into a browser on this machine."""
    if host in ("0.0.0.0", "::", "127.0.0.1"):  # noqa: S104 - compared, not bound
        host = "localhost"
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def serve(host: str, port: int, browser: bool, ready: Callable[[str], None]) -> int:
    """Serve until Ctrl+C; ``ready`` is called with the address once pages are answered.

    Gives the exit code: 0 after Ctrl+C or a signal to end, 1 when the site could not start.
    """
    server = Server(
        "glocal_web.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=THREADS,
        websockets=False,
        log_level=LogLevels.error,
        workers_kill_timeout=2,
    )
    threading.Thread(target=_when_ready, args=(host, port, browser, ready), daemon=True).start()
    try:
        server.serve()
    except KeyboardInterrupt:
        return 0
    except SystemExit as ended:
        # The worker has ended by itself, and said why.
        return 1 if ended.code else 0
    return 0


def _when_ready(host: str, port: int, browser: bool, ready: Callable[[str], None]) -> None:
    """Wait for the first answer, then tell the person and open the browser if there is one."""
    own = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - compared, not bound
    inside = f"http://[{own}]:{port}" if ":" in own else f"http://{own}:{port}"
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"{inside}/healthz/", timeout=5):  # noqa: S310 - http
                break
        except urllib.error.HTTPError:
            break
        except OSError:
            time.sleep(0.1)
    else:
        return
    ready(address(host, port))
    sys.stdout.flush()
    if browser and has_browser():
        webbrowser.open(address(host, port))


def has_browser() -> bool:
    """Whether a window could be opened: not in a container, nor over a line without a screen."""
    if sys.platform.startswith("linux") and not (
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    ):
        return False
    try:
        webbrowser.get()
    except webbrowser.Error:
        return False
    return True
