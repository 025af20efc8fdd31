"""The environment of a test run, set before pytest-django reads it: a bare ``pytest`` needs nothing set."""

import atexit
import gc
import os
import shutil
import tempfile
from pathlib import Path

# What is collected lives to the end; looking it over for garbage all the while is a tenth of a run.
gc.set_threshold(50_000, 20, 20)

SCRATCH = Path(tempfile.mkdtemp(prefix="card-service-points-"))
atexit.register(shutil.rmtree, SCRATCH, ignore_errors=True)

os.environ.setdefault("DEMO", "1")
# One copy of the catalogue per test process: neither the demo's nor another worker's.
os.environ["SNAPSHOT_PATH"] = str(SCRATCH / "catalogue.json")
os.environ["PLACES_PATH"] = str(SCRATCH / "places.index")
