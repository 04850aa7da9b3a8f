#!/bin/sh
# Print the path of a Python that can do the set-up: 3.11 before any newer one, because the
# dialogue engine needs exactly 3.11 and one Python for both environments is enough.

for name in "$PYTHON" python3.11 python3 python3.12 python3.13 python3.14 python; do
  [ -n "$name" ] || continue
  # The base interpreter: an environment that happens to be active may be made anew in a moment.
  path=$("$name" -c '
import sys
sys.version_info >= (3, 11) or sys.exit(1)
print(getattr(sys, "_base_executable", None) or sys.executable)' 2>/dev/null) || continue
  printf '%s\n' "$path"
  exit 0
done

cat >&2 <<'MISSING'
Python 3.11 or newer is missing. Get it with

  Debian, Ubuntu:  sudo apt-get install python3 python3-venv
  Fedora:          sudo dnf install python3.11
  macOS:           brew install python@3.11

or from python.org, and run the same command again. If it is somewhere unusual, name it:

  make setup PYTHON=/path/to/python3.11
MISSING
exit 1
