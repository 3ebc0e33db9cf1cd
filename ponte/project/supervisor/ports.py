"""The address people open: bound by the supervisor, handed to the web process."""

import contextlib
import errno
import ipaddress
import socket

import psutil

from ponte.project.supervisor.say import Trouble

LOOPBACK = ("127.0.0.1", "::1")


def port_of(text: str) -> int:
    """The number of a port as somebody wrote it."""
    if not (text.isascii() and text.isdigit() and 0 < int(text[:6]) < 65536):
        raise Trouble(f"'{text}' is no port: write a number from 1 to 65535, PORT=8000.")
    return int(text)


def listen_on(port: int, hosts: tuple[str, ...] = LOOPBACK) -> list[socket.socket]:
    """Bind each address; the web process listens. IPv6 may be missing, IPv4 may not."""
    bound = []
    try:
        for host in hosts:
            taken = _bind(host, port)
            if taken is not None:
                bound.append(taken)
    except OSError as refused:
        for one in bound:
            one.close()
        raise Trouble(_reason(refused, port)) from refused
    if not bound:
        raise Trouble(f"None of the addresses {', '.join(hosts)} exists on this machine.")
    return bound


def _bind(host: str, port: int) -> socket.socket | None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        one = socket.socket(family, socket.SOCK_STREAM)
    except OSError:
        return None
    try:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            one.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        one.bind((host, port))
    except OSError as refused:
        one.close()
        if refused.errno in (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT) and ":" in host:
            return None
        raise
    one.set_inheritable(True)
    return one


def _reason(refused: OSError, port: int) -> str:
    if refused.errno == errno.EACCES:
        return f"Port {port} is reserved to the administrator: use another one, PORT=8000."
    if refused.errno != errno.EADDRINUSE:
        return f"Port {port} cannot be used: {refused.strerror}."
    who = holder(port)
    by = f" by process {who}" if who else " by another program"
    return (
        f"Port {port} is taken{by}. Stop that program, or use another port: "
        f"make run PORT={free_after(port)}"
    )


def holder(port: int) -> str:
    """Who listens on a port, as 'pid (name)', if the system lets us know."""
    with contextlib.suppress(psutil.Error):
        for link in psutil.net_connections(kind="tcp"):
            if link.laddr and link.laddr.port == port and link.status == psutil.CONN_LISTEN:
                if not link.pid:
                    return ""
                return f"{link.pid} ({psutil.Process(link.pid).name()})"
    return ""


def free_after(port: int) -> int:
    """The next port that nobody holds."""
    for candidate in range(port + 1, min(port + 100, 65535)):
        with contextlib.suppress(OSError), contextlib.closing(socket.socket()) as probe:
            probe.bind(("127.0.0.1", candidate))
            return candidate
    return port + 1


def require_loopback(host: str) -> None:
    """The demonstration knows its passwords in public: it must not be reachable from outside."""
    if host == "localhost":
        return
    try:
        near = ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        near = False
    if not near:
        raise Trouble(
            f"The demonstration answers this machine only, not {host}: its accounts and "
            "passwords are public. For a real server see docs/operating/install.md."
        )
