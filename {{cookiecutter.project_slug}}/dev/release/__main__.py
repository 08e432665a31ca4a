"""Send the source maps of the build to Sentry: `python -m dev.release`.

Without organisation, project and token it says so in one line, and that is all. What is sent: the
release's name, the project's, the scripts of the build and the maps of them that hold `src/` alone.
Commits are not: Sentry's own tools read their messages and authors out of git.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from dev import environment as service
from dev.build import build, is_current
from dev.release import staging
from dev.release.target import TOKEN, Target, WrongSettingError, missing, target
from dev.runner import run_step, say

# Sentry's command reads no more of this process's environment than it needs to reach the server.
_PASSED_ON: Final = (
    "PATH",
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "NO_PROXY",
    "http_proxy",
    "https_proxy",
    "no_proxy",
    "NODE_EXTRA_CA_CERTS",
)
_COMMAND: Final = "frontend/node_modules/sentry/dist/bin.cjs"
_SHOWN: Final = 5


def release(root: Path, environment: Mapping[str, str]) -> int:
    """Upload, or say why not; return the exit code."""
    lacking = missing(root, environment)
    if lacking:
        say(
            f"Source maps are not uploaded: {', '.join(lacking)} not set"
            " (organisation and project may stand in service.json too)."
        )
        return 0
    try:
        to = target(root, environment)
    except WrongSettingError as error:
        say(str(error))
        return 1
    node = shutil.which("node", path=environment.get("PATH")) or "node"
    if not _is_built(root, node, environment):
        return 1
    # In a folder elsewhere: the command looks around for settings and for git.
    with tempfile.TemporaryDirectory(prefix="release-") as made:
        folder = Path(made) / "files"
        folder.mkdir()
        count = staging.stage(root, folder)
        if count == 0:
            say("Not uploaded: the build has set no source map aside (frontend/next.config.ts).")
            return 1
        hits = staging.found(folder)
        if hits:
            say("Not uploaded: what the source maps hold looks like a patient's. Take it out of:")
            for line in hits:
                say(f"  {line}")
            return 1
        if not _send(root, node, environment, to, folder):
            return 1
    say(f"{count} source maps of release {to.release} are with {to.url}.")
    return 0


def _is_built(root: Path, node: str, environment: Mapping[str, str]) -> bool:
    if is_current(root) and (root / "frontend/.maps").is_dir():
        return True
    logs = service.var_folder(root, environment) / "log"
    logs.mkdir(mode=0o700, parents=True, exist_ok=True)
    # Nothing of a build needs the token.
    without = {name: value for name, value in environment.items() if name != TOKEN}
    status, output = build(root, node, without | {"NEXT_TELEMETRY_DISABLED": "1"}, logs)
    if status != 0:
        say("Not uploaded: the build failed:")
        for line in output.strip().splitlines()[-_SHOWN:]:
            say(f"  {line}")
    return status == 0


def _send(root: Path, node: str, environment: Mapping[str, str], to: Target, folder: Path) -> bool:
    command = (node, str(root / _COMMAND))
    settings = folder.parent / "settings"
    given = {name: environment[name] for name in _PASSED_ON if name in environment} | {
        "SENTRY_URL": to.url,
        "SENTRY_AUTH_TOKEN": to.token,
        "SENTRY_ORG": to.organisation,
        "SENTRY_PROJECT": to.project,
        "SENTRY_CONFIG_DIR": str(settings),
        "SENTRY_CLI_NO_TELEMETRY": "1",
        "SENTRY_CLI_NO_UPDATE_CHECK": "1",
        "HOME": str(settings),
    }
    made = f"{to.organisation}/{to.release}"
    for arguments in (
        ("release", "create", made, "--project", to.project, "--json"),
        # As they are: an id written into them would make other files of them than those served.
        ("sourcemap", "upload", str(folder), "--release", to.release, "--no-rewrite", "--json"),
    ):
        status, output = run_step([*command, *arguments], folder, given)
        if status != 0:
            said = " ".join(output.replace(to.token, "[token]").split())
            say(f"Not uploaded: sentry {' '.join(arguments[:2])} answered {said or status}")
            return False
    return True


if __name__ == "__main__":
    sys.exit(release(service.ROOT, service.for_make_dev()))
