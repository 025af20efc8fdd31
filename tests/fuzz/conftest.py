"""Runs of the fuzzer take minutes: they belong to the long tests alone."""

from __future__ import annotations

import hypothesis

LONG = hypothesis.settings.get_current_profile_name() == "long"
collect_ignore = [] if LONG else ["test_importers.py"]
