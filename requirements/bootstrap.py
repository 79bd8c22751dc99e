"""Installs uv into an environment without pip: `.venv/bin/python bootstrap.py requirements/uv.txt`.

Unpacking and compiling pip into the environment would take longer than everything else that
`make setup` does. So the pip of the Python behind the environment is run where it lies; it is
compiled already. Where there is none, the wheel that Python carries is unpacked for the moment, for
run out of the archive it would read and compile each of its modules twice as slowly.
"""

from __future__ import annotations

import ensurepip
import subprocess
import sys
import sysconfig
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path


RUNNER = "pip/__pip-runner__.py"


def installed() -> Iterator[Path]:
    """The pip of the Python that this environment was made from, if it has one."""
    base = {"base": sys.base_prefix, "platbase": sys.base_prefix}
    folders = (
        Path(sysconfig.get_path("purelib", "posix_prefix", base)),
        Path(sys.base_prefix) / "lib/python3/dist-packages",
    )
    for folder in folders:
        if (folder / RUNNER).is_file():
            yield folder / RUNNER


def carried() -> Iterator[Path]:
    """The wheel of pip that came with Python."""
    debian = sysconfig.get_config_var("WHEEL_PKG_DIR")
    folders = [Path(debian)] if debian else []
    folders.append(Path(ensurepip.__file__).parent / "_bundled")
    for folder in folders:
        yield from sorted(folder.glob("pip-*.whl"))


def main(lock: str) -> int:
    """Install what `lock` names by the first pip that can; the exit code of the last one tried."""
    options = ["--quiet", "--disable-pip-version-check", "--no-compile", "--require-hashes"]
    install = ["install", *options, "-r", lock]
    for runner in installed():
        if subprocess.run([sys.executable, str(runner), *install], check=False).returncode == 0:
            return 0
    for wheel in carried():
        with tempfile.TemporaryDirectory() as folder:
            zipfile.ZipFile(wheel).extractall(folder)
            runner = str(Path(folder) / RUNNER)
            if subprocess.run([sys.executable, runner, *install], check=False).returncode == 0:
                return 0
    subprocess.run([sys.executable, "-m", "ensurepip"], check=True, stdout=subprocess.DEVNULL)
    return subprocess.run([sys.executable, "-m", "pip", *install], check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
