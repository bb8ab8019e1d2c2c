"""``amends serve`` and ``amends worker``."""

from __future__ import annotations

import argparse
import signal
import sys
import threading

from amends.cli.main import set_up_desk


def add_arguments(name: str, parser: argparse.ArgumentParser) -> None:
    if name == "serve":
        parser.add_argument("--bind", default="127.0.0.1:8000", metavar="HOST:PORT", help="where to listen")
        parser.add_argument("--threads", type=int, default=4, metavar="N", help="requests at the same time")
        parser.add_argument("--no-worker", action="store_true", help="leave background work to `amends worker`")


def _worker() -> None:
    from django.utils import timezone

    from amends.desk.flow import start_sweeps
    from amends.desk.mailboxes.postman import Postman
    from amends.jobs.engine import Worker

    start_sweeps(timezone.now())
    worker = Worker(timezone.now)
    postman = Postman(timezone.now)
    ended = threading.Event()
    for wanted in (signal.SIGTERM, signal.SIGINT):
        signal.signal(wanted, lambda *_: ended.set())
    worker.start()
    postman.start()
    while not ended.wait(1.0):
        if not worker.is_alive():
            break
    postman.stop()
    worker.stop()


def _serve(arguments: argparse.Namespace) -> int:
    from django.conf import settings
    from django.utils import timezone
    from gunicorn.app.base import BaseApplication

    class Server(BaseApplication):  # type: ignore[misc]
        """gunicorn with one process and several threads; the worker thread lives in the same process."""

        def load_config(self) -> None:
            options = {
                "bind": [arguments.bind], "workers": 1, "threads": max(arguments.threads, 1), "worker_class": "gthread",
                "graceful_timeout": 10, "timeout": 60, "post_worker_init": self._start_worker, "worker_exit": self._stop_worker,
                "loglevel": "warning", "control_socket_disable": True,
            }  # fmt: skip
            for key, value in options.items():
                if key in self.cfg.settings:
                    self.cfg.set(key, value)

        def load(self) -> object:
            from amends.project.wsgi import application
            from amends.web.warming import warm_letters, warm_pages

            # Requests that come meanwhile wait in the socket, as they would for the first of them.
            warm_pages()
            threading.Thread(target=warm_letters, daemon=True).start()
            return application

        def _start_worker(self, process: object) -> None:
            if arguments.no_worker:
                return
            from amends.desk.flow import start_sweeps
            from amends.desk.mailboxes.postman import Postman
            from amends.jobs.engine import Worker

            start_sweeps(timezone.now())
            self.background = [Postman(timezone.now), Worker(timezone.now)]
            for each in self.background:
                each.start()

        def _stop_worker(self, server: object, process: object) -> None:
            for each in getattr(self, "background", []):
                each.stop()

    settings.STATIC_ROOT.mkdir(
        parents=True, exist_ok=True
    )  # where `collectstatic` would write; the server warns without
    print(f"Amends is served on http://{arguments.bind}/ (stop with ctrl+c)", flush=True)
    Server().run()
    return 0


def run(arguments: argparse.Namespace) -> int:
    set_up_desk()
    from amends.cli.upkeep import behind

    waiting = behind()
    if waiting:
        print(
            f"amends {arguments.command}: the database is {waiting} steps behind; run `amends migrate` first.",
            file=sys.stderr,
        )
        return 2
    if arguments.command == "serve":
        return _serve(arguments)
    _worker()
    return 0
