"""What `make lint` holds: of each thing that is refused a bad sample and a good one.

The linters' own rules where they exist, ours where not; a sample is bad if either refuses it.
The TypeScript twin is `frontend/tests/lint-rules.test.ts`; tasks are in `test_rules.py`.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from dev.environment import ROOT
from dev.rules.__main__ import found

OURS = "ours"
HEAD = """
import contextlib
import logging

import sentry_sdk
from sentry_sdk import capture_message
from sentry_sdk import logger as sentry_log

log = logging.getLogger(__name__)
audit = logging.getLogger("audit")


def work(count: int) -> None:
    sentry_sdk, capture_message, sentry_log, log, audit, contextlib, count
"""


def caught(*handler: str) -> str:
    return "\n".join(["try:", "    work(1)", *handler])


# What it is → (code, who refuses it).
BAD: Mapping[str, tuple[str, str]] = {
    "print": ('print("saved")', "T201"),
    "what print writes to": ('import sys\nsys.stdout.write("saved")', "TID251"),
    "bare except": (caught("except:", "    pass"), "S110"),
    "blind except": (caught("except Exception:", "    work(2)"), OURS),
    "blind except of everything": (caught("except BaseException:", "    work(2)"), OURS),
    "blind except among others": (caught("except (OSError, Exception):", "    work(2)"), OURS),
    "blind except in a loop": (
        "for _ in range(3):\n    try:\n        work(1)\n    except Exception:\n        continue",
        "S112",
    ),
    "blind except that logs a text": (
        caught("except Exception:", '    log.error("not saved")'),
        OURS,
    ),
    "blind except that only warns": (
        caught("except Exception:", '    log.warning("not saved", exc_info=True)'),
        OURS,
    ),
    "blind except that logs no exception": (
        caught("except Exception:", '    log.exception("not saved", exc_info=False)'),
        OURS,
    ),
    "blind except that raises elsewhere": (
        caught("except Exception:", "    def later() -> None:", "        raise"),
        OURS,
    ),
    "blind suppress": ("with contextlib.suppress(Exception):\n    work(1)", OURS),
    "init": ("sentry_sdk.init()", "TID251"),
    "init by name": ("from sentry_sdk import init\ninit()", "TID251"),
    "init by another name": ("import sentry_sdk as sdk\nsdk.init()", "TID251"),
    "init from where it is": ("from sentry_sdk.api import init\ninit()", "TID251"),
    "another client": ("from sentry_sdk.hub import Client\nClient()", "TID251"),
    "personal data by an option": ("work(send_default_pii=True)", OURS),
    "personal data by an option that may be": ("work(send_default_pii=bool(work))", OURS),
    "personal data by options": ('options = {"send_default_pii": True}\nwork(**options)', OURS),
    "personal data in the client that runs": (
        'sentry_sdk.get_client().options["send_default_pii"] = True',
        OURS,
    ),
    "personal data in options of another name": (
        'options = sentry_sdk.get_client().options\noptions.update({"send_default_pii": 1})',
        OURS,
    ),
    "personal data unless said": ('{}.setdefault("send_default_pii", True)', OURS),
    "f-string": ('log.info(f"saved {work}")', "G004"),
    "percent": ('log.info("saved %s" % work)', "G002"),
    "format": ('log.info("saved {}".format(work))', "G001"),
    "plus": ('log.info("saved " + str(work))', "G003"),
    "f-string with a level": ('log.log(10, f"saved {work}")', "G004"),
    "f-string in a logger of any name": ('audit.info(f"saved {work}")', OURS),
    "f-string in Sentry's logger": ('sentry_sdk.logger.info(f"saved {work}")', OURS),
    "f-string in Sentry's logger by name": ('sentry_log.info(f"saved {work}")', OURS),
    "format in Sentry's logger": ('sentry_log.info("saved {}".format(work))', OURS),
    "f-string as a message": ('sentry_sdk.capture_message(f"saved {work}")', OURS),
    "percent as a message": ('capture_message("saved %s" % work)', OURS),
}
GOOD: Mapping[str, str] = {
    "log in place of print": 'log.info("saved")',
    "except with a name": caught("except OSError:", "    work(2)"),
    "blind except that raises": caught("except Exception:", "    work(2)", "    raise"),
    "blind except that raises another": caught(
        "except Exception as error:", '    raise ValueError("not saved") from error'
    ),
    "blind except that captures": caught(
        "except Exception as error:", "    sentry_sdk.capture_exception(error)"
    ),
    "blind except that logs it": caught("except Exception:", '    log.exception("not saved")'),
    "blind except that says why": caught(
        "except Exception:  # noqa: BLE001 - a courtesy", "    work(2)"
    ),
    "suppress with a name": "with contextlib.suppress(OSError):\n    work(1)",
    "capture": "sentry_sdk.capture_exception(ValueError())",
    "no personal data": "work(send_default_pii=False)",
    "whether there is personal data": 'work(sentry_sdk.get_client().options["send_default_pii"])',
    "another option of the client": 'sentry_sdk.get_client().options["debug"] = False',
    "constant with values": 'log.info("saved %s", work)',
    "constant in any logger": 'audit.info("saved %s", work)',
    "constant in Sentry's logger": 'sentry_log.info("saved {n}", attributes={"n": 1})',
    "constant as a message": 'capture_message("saved")',
    "f-string that nobody logs": 'work(len(f"saved {work}"))',
}
# What a sample of a few lines cannot have.
NOT_MEANT = "D,ERA,I001,E402,B018,PT011,SIM,UP,F811,RET,LOG015,RUF100"


@pytest.fixture(scope="module")
def refused(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, set[str]]:
    """Return for each sample by whom it is refused."""
    folder = tmp_path_factory.mktemp("samples")
    codes = {name: code for name, (code, _) in BAD.items()} | dict(GOOD)
    paths = {folder / f"sample_{number}.py": name for number, name in enumerate(codes)}
    for path, name in paths.items():
        path.write_text(f"{HEAD}\n\n{codes[name]}\n")
    options = ["--config", str(ROOT / "pyproject.toml"), "--no-cache", "--output-format", "json"]
    command = [sys.executable, "-m", "ruff", "check", *options, "--extend-ignore", NOT_MEANT]
    done = subprocess.run(
        [*command, str(folder)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    said: dict[str, set[str]] = {name: set() for name in codes}
    for one in json.loads(done.stdout):
        said[paths[Path(one["filename"])]].add(one["code"])
    for path, name in paths.items():
        if found(path):
            said[name].add(OURS)
    return said


@pytest.mark.parametrize("name", BAD)
def test_bad_samples_are_refused(name: str, refused: Mapping[str, set[str]]) -> None:
    assert BAD[name][1] in refused[name]


@pytest.mark.parametrize("name", GOOD)
def test_good_samples_pass(name: str, refused: Mapping[str, set[str]]) -> None:
    assert refused[name] == set()


def test_only_the_door_may_start_sentry() -> None:
    code = "import sentry_sdk\n\nsentry_sdk.init()\n"
    for file, codes in (("setup.py", set()), ("gate.py", {"TID251"})):
        name = ["--stdin-filename", f"backend/observability/{file}"]
        command = [sys.executable, "-m", "ruff", "check", "--output-format", "json", *name, "-"]
        done = subprocess.run(
            command, cwd=ROOT, input=code, capture_output=True, text=True, check=False
        )
        assert {one["code"] for one in json.loads(done.stdout)} - {"D100"} == codes
