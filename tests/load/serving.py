"""The shipped way of serving, with a clock that can be set: ``gunicorn -c python:tests.load.serving``."""

from cardservice.gunicorn import *  # noqa: F403

from .clock import set_the_clock

# Before the application is loaded and the workers are forked, so that all of them agree.
set_the_clock()
