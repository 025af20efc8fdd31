"""How gunicorn serves the site: ``gunicorn -c python:cardservice.gunicorn cardservice.wsgi``."""

from typing import Any

from .worker_counts import VARIABLE, new_folder

# Each worker holds the catalogue and the gazetteer; threads wait for the network, not for each other.
workers = 2
worker_class = "gthread"
threads = 4
# Loaded once, before the workers are forked: what they only read is then in memory once.
preload_app = True
# No access log: a proxy writes one if the operator wants it, and addresses of people are not kept twice.
accesslog = None
logger_class = "cardservice.server_log.ServerLog"
# Nothing here is steered while it runs, so there is no socket to guard.
control_socket_disable = True
# Before the application is loaded: each worker counts in a file of its own, and /metrics adds them up.
raw_env = [f"{VARIABLE}={new_folder()}"]


def when_ready(server: Any) -> None:
    """Make ready what every worker needs, in the process that they are forked from."""
    from django.urls import get_resolver  # noqa: PLC0415 - this file is read before Django is set up

    from locator.search.warm import warm  # noqa: PLC0415

    # Every view is imported with the addresses; otherwise each worker does so while its first visitors wait.
    _ = get_resolver().url_patterns
    warm()


def child_exit(server: Any, worker: Any) -> None:
    """Take what a worker said of its present state out of the sum; what it has counted stays."""
    from prometheus_client.multiprocess import mark_process_dead  # noqa: PLC0415 - as above

    mark_process_dead(worker.pid)
