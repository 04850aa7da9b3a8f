"""What to do when something is missing, in plain words."""

AGAIN = "Then run the same command again: it goes on from where it stopped."

NO_INSTALLER = f"""\
uv is missing, and this Python has neither `venv` nor `pip` to fetch it with. Either

  Debian, Ubuntu:  sudo apt-get install python3-venv
  anywhere:        install uv (docs.astral.sh/uv), so that `uv` is on the PATH

{AGAIN}"""

NO_DOWNLOAD = f"""\
uv comes from the Python package index. Is this machine online? Behind a proxy or with a mirror,
set HTTPS_PROXY or PIP_INDEX_URL.
{AGAIN}"""

NO_PYTHON = f"""\
The dialogue engine needs Python 3.11 exactly. It was not found here and could not be downloaded.
Get it with

  Debian 12:  sudo apt-get install python3.11
  Fedora:     sudo dnf install python3.11
  macOS:      brew install python@3.11

or from python.org.
{AGAIN}"""

NO_PACKAGES = f"""\
The packages come from the Python package index. Is this machine online, with 4 GB free on its
disk? Behind a proxy or with a mirror, set HTTPS_PROXY or UV_DEFAULT_INDEX. The engine runs on
Linux with glibc (x86-64, ARM64) and on macOS.
{AGAIN}"""

NO_PROJECT = "This is a fault of the project: see pyproject.toml."

NO_BROWSER = f"""\
The browser tests need Chromium. Get it with

  Debian:  sudo apt-get install chromium
  Fedora:  sudo dnf install chromium
  macOS:   brew install --cask google-chrome

or name one that is there: make test CHROMIUM=/path/to/chromium.
{AGAIN}"""
