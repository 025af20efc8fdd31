"""What runs the site on a machine: units, the proxy's file, settings, and the guide that leads there."""

from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
DEPLOY = ROOT / "deploy"
SYSTEMD = DEPLOY / "systemd"
