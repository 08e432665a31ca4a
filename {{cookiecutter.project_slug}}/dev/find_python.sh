# Print a Python that is new enough, or say in one line what to install. PYTHON=/path/to/python overrides.
for candidate in ${PYTHON:+"$PYTHON"} ${PYTHON:-python3.13 python3.12 python3.11 python3 python}; do
  # A version manager's shim may exist for a version that is not installed, so each one is run.
  if "$candidate" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    command -v "$candidate"
    exit 0
  fi
done
if [ -n "$PYTHON" ]; then
  echo "PYTHON is '$PYTHON', which is no Python 3.11 or newer with venv: name another one, or leave PYTHON empty." >&2
else
  echo "No Python 3.11 or newer with venv was found: install it (on Debian: apt install python3 python3-venv), or name it: make setup PYTHON=/path/to/python3" >&2
fi
exit 1
