"""The environment of a test run, set before pytest-django reads it: a bare ``pytest`` needs nothing set."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

SCRATCH = Path(tempfile.mkdtemp(prefix="card-service-points-"))
atexit.register(shutil.rmtree, SCRATCH, ignore_errors=True)

os.environ.setdefault("DEMO", "1")
# One copy of the catalogue per test process: neither the demo's nor another worker's.
os.environ["SNAPSHOT_PATH"] = str(SCRATCH / "catalogue.json")
os.environ["PLACES_PATH"] = str(SCRATCH / "places.index")
