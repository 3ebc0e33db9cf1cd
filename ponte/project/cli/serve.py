"""Serve pages and run jobs: `all` under one supervisor, or `web` and `worker` apart."""

import argparse
import os

from ponte.project.cli import environment
from ponte.project.supervisor import ports
from ponte.project.supervisor.installation import WEB, installation, mode
from ponte.project.supervisor.run import Supervisor, gunicorn
from ponte.project.supervisor.say import Trouble

NAME = "serve"
HELP = "serve pages, run jobs, or both"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", nargs="?", choices=("all", "web", "worker"), default="all")
    parser.add_argument(
        "--listen",
        metavar="HOST:PORT",
        default=f"127.0.0.1:{os.environ.get('PORT') or '8000'}",
        help="where to listen (default 127.0.0.1 and PORT or 8000)",
    )
    parser.add_argument("--workers", type=int, default=2, help="web processes (default 2)")
    parser.add_argument("--jobs", type=int, default=2, help="jobs run at once (default 2)")


def run(chosen: argparse.Namespace) -> int:
    if chosen.what == "worker":
        return worker(chosen.jobs)
    host, port = host_and_port(chosen.listen)
    if mode() == "demo":
        ports.require_loopback(host)
    if chosen.what == "web":
        return web(host, port, chosen.workers)
    hosts = ports.LOOPBACK if host in ("localhost", "127.0.0.1") else (host,)
    demo = mode() == "demo"
    return Supervisor(
        installation(), port, hosts, load_demo=False, migrate=demo, workers=chosen.workers
    ).run()


def web(host: str, port: int, workers: int) -> int:
    """Become the web server; whatever watches us watches it."""
    one = installation()
    environment.adopt(one, *WEB)
    place = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    command = gunicorn(workers, "--bind", place)
    os.execv(command[0], command)


def worker(jobs: int) -> int:
    """Run jobs and give the periodic ones their turn, until told to stop."""
    with environment.database("DATABASE_URL"):
        environment.start_django()
        from django.core.management import call_command

        call_command("procrastinate", "worker", "--concurrency", str(jobs))
    return 0


def host_and_port(text: str) -> tuple[str, int]:
    """HOST:PORT, [IPv6]:PORT or a port alone."""
    host, _, port = text.rpartition(":")
    try:
        number = int(port)
    except ValueError:
        number = 0
    if not 0 < number < 65536:
        raise Trouble(f"'{text}' is no address: write HOST:PORT, for instance 127.0.0.1:8000.")
    return host.strip("[]") or "127.0.0.1", number
