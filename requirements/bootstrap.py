"""Installs uv into an environment without pip: `.venv/bin/python bootstrap.py requirements/uv.txt`.

Unpacking and compiling pip would take longer than everything else `make setup` does. Python carries
pip as a wheel, and a wheel can be run where it lies. Where a distribution left the wheel out, pip
is unpacked after all.
"""

from __future__ import annotations

import ensurepip
import subprocess
import sys
import sysconfig
from pathlib import Path


def pip() -> list[str]:
    """How to start pip: from the wheel that came with Python, or unpacked now."""
    debian = sysconfig.get_config_var("WHEEL_PKG_DIR")
    folders = [Path(debian)] if debian else []
    folders.append(Path(ensurepip.__file__).parent / "_bundled")
    for folder in folders:
        for wheel in sorted(folder.glob("pip-*.whl")):
            return [str(wheel / "pip")]
    subprocess.run([sys.executable, "-m", "ensurepip"], check=True, stdout=subprocess.DEVNULL)
    return ["-m", "pip"]


if __name__ == "__main__":
    install = ["install", "--quiet", "--disable-pip-version-check", "--no-compile"]
    chosen = [*pip(), *install, "--require-hashes", "-r", sys.argv[1]]
    sys.exit(subprocess.run([sys.executable, *chosen], check=False).returncode)
