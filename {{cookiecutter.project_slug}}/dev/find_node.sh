# Say in one line what to install when Node or npm is missing or too old.
remedy="install Node 24 (or 20.19 and newer), e.g. from nodejs.org or nvm"
if ! command -v node >/dev/null 2>&1 || ! command -v npm >/dev/null 2>&1; then
  echo "Node with npm was not found: $remedy" >&2
  exit 1
fi
if ! node -e 'const [major, minor] = process.versions.node.split(".").map(Number); process.exit(major > 20 || (major === 20 && minor >= 19) ? 0 : 1)' 2>/dev/null; then
  echo "Node $(node --version 2>/dev/null) found: $remedy" >&2
  exit 1
fi
