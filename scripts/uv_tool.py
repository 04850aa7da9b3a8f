"""Find uv, or fetch it into the project; the system is left as it is."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from scripts.advice import NO_DOWNLOAD, NO_INSTALLER
from scripts.steps import ROOT, Step, StepFailed, run

TOOLS = ROOT / ".tools"
HOME = TOOLS / "uv"
LOCK = ROOT / "scripts" / "uv-requirements.lock"
# The first version whose `uv venv` knows `--clear`.
OLDEST_GOOD = (0, 8)

# What belongs to another environment must not steer ours.
FOREIGN = ("VIRTUAL_ENV", "CONDA_PREFIX", "UV_SYSTEM_PYTHON", "UV_PROJECT_ENVIRONMENT")
# Where a machine tells pip about a mirror or a certificate, uv is told the same.
SAME_FOR_UV = {"PIP_INDEX_URL": "UV_DEFAULT_INDEX", "PIP_CERT": "SSL_CERT_FILE"}
# uv brings its own certificates. Networks that look into traffic have theirs here (Debian and
# others, Fedora, SUSE), and a machine without any still works.
CERTIFICATES = (
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem",
)


def uv_environment() -> dict[str, str]:
    """Return the environment uv runs in."""
    variables = {name: value for name, value in os.environ.items() if name not in FOREIGN}
    for ours, theirs in SAME_FOR_UV.items():
        if ours in variables:
            variables.setdefault(theirs, variables[ours])
    for path in filter(os.path.exists, CERTIFICATES):
        variables.setdefault("SSL_CERT_FILE", path)
    variables.setdefault("UV_PYTHON_INSTALL_DIR", str(TOOLS / "python"))
    variables.setdefault("UV_HTTP_TIMEOUT", "120")
    if not os.access(os.path.expanduser("~"), os.W_OK):
        variables.setdefault("UV_CACHE_DIR", str(TOOLS / "cache"))
    return variables


def find_uv() -> Path | None:
    """Return a uv that is good enough: the project's own, or the one on the PATH."""
    own = HOME / "bin" / "uv"
    if _stamp().exists() and _stamp().read_text(encoding="utf-8") == _pinned():
        return own
    elsewhere = shutil.which("uv")
    if elsewhere and _version(elsewhere) >= OLDEST_GOOD:
        return Path(elsewhere)
    return None


def fetch_uv(log: Path) -> Path:
    """Fetch the pinned uv into the project and return it.

    Raises:
        StepFailed: This Python has no way to install it, or it could not be fetched.
    """
    _stamp().unlink(missing_ok=True)
    if not _has("ensurepip") and not _has("pip"):
        _install_venv(log)
    for step in _fetch_steps():
        run(step, log)
    _stamp().write_text(_pinned(), encoding="utf-8")
    return HOME / "bin" / "uv"


def apt_get(packages: tuple[str, ...], title: str) -> tuple[Step, ...]:
    """Return the steps that install Debian packages, or none where that is not ours to do."""
    apt = shutil.which("apt-get")
    if apt is None or os.geteuid() != 0:
        return ()
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    install = (apt, "install", "--yes", "--no-install-recommends", *packages)
    return (
        Step(f"{title}: package lists", (apt, "update"), environment=environment),
        Step(f"{title}: install", install, environment=environment),
    )


def _install_venv(log: Path) -> None:
    steps = apt_get(("python3-venv",), "python3-venv")
    if not steps:
        raise StepFailed("uv is missing", NO_INSTALLER)
    for step in steps:
        run(step, log)
    importlib.invalidate_caches()


def _fetch_steps() -> tuple[Step, ...]:
    title = f"uv {_pinned_version()}: fetch into {TOOLS.name}/"
    options = ("--quiet", "--disable-pip-version-check", "--no-deps", "--only-binary", ":all:")
    install = ("install", *options, "--require-hashes", "-r", str(LOCK))
    if not _has("ensurepip"):
        command = (sys.executable, "-m", "pip", *install, "--upgrade", "--target", str(HOME))
        return (Step(title, command, NO_DOWNLOAD),)
    home = ("-m", "venv", "--clear", str(HOME))
    return (
        Step("uv: a place for it", (sys.executable, *home), NO_INSTALLER),
        Step(title, (str(HOME / "bin" / "python"), "-m", "pip", *install), NO_DOWNLOAD),
    )


def _has(module: str) -> bool:
    return importlib.util.find_spec(module) is not None


def _pinned() -> str:
    return LOCK.read_text(encoding="utf-8")


def _pinned_version() -> str:
    found = re.search(r"^uv==(\S+)", _pinned(), re.MULTILINE)
    return found.group(1) if found else ""


def _stamp() -> Path:
    return HOME / "fetched"


def _version(uv: str) -> tuple[int, ...]:
    command = (uv, "--version")
    answer = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    found = re.search(r"(\d+)\.(\d+)\.(\d+)", answer.stdout)
    return tuple(int(part) for part in found.groups()) if found else ()
