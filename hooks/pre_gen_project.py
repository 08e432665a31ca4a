"""Check every answer before a file is written; each wrong one is named in a line of its own."""

from __future__ import annotations

import contextlib
import json
import re
import sys
import unicodedata
from pathlib import Path

# `tojson` escapes every quote, backslash, control and non-ASCII character inside an answer, and a raw
# literal pairs backslashes as JSON does: no answer can end this literal.
ANSWERS: dict[str, object] = json.loads(r"""{{ cookiecutter | tojson }}""")

DIRECTION_OVERRIDES = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
# Names that the service, its SDKs or its tools read (tests hold this against .env.example and the source).
TAKEN = re.compile(
    r"(?:AWS|AZURE|CANARIES|CAPTURE|CELERY|CF|DEFAULT|DJANGO|FLOWER|GCP|GIT|GUNICORN|HTTP|LAMBDA|LC|LD|NODE|NPM|OTEL|PHI|PIP|PLAYWRIGHT|PYTEST"
    r"|REPLAYS|RUN|SSL|UVICORN|VERCEL|XDG)_.*|NEXT_(?!PUBLIC_).*|(?:COREPACK|MAKE|PYTHON|TURBO|WATCHPACK).*|\w+_PROXY"
    r"|(?:NEXT_PUBLIC_)?SENTRY_(?:AUTH_TOKEN|BAGGAGE|DEBUG|ENVIRONMENT|KEEP_ALIVE|LOG_\w+|NAME|ORG|PRINT_ENVELOPES"
    r"|PROJECT|PROPERTIES|RELEASE|SPOTLIGHT\w*|SUPPRESS\w*|TRACES?(?:_\w+)?|URL|USE_ENVIRONMENT)"
    r"|ALLOWED_HOSTS|ANALYZE|API_(?:PORT|URL)|BROWSER|BUILD_ID|BUILT|CANARIES|CI|CRON_MONITORS|(?:DATABASE|EMAIL)_URL|DEBUG|DISPLAY|FAILURES(?:_\w+)?"
    r"|FORCE_COLOR|HOME|HOST|HOSTNAME|IFS|KEEP_ALIVE_TIMEOUT|LANG|LANGUAGE|LOG_FORMAT|NO_COLOR|PATH|PORT|PWD|RELEASE|SECRET_KEY|SHELL|SINK_PORT"
    r"|TELEMETRY_OFF|TEMP|TERM|TMP|TMPDIR|TRACES_SAMPLE_RATES?|TRUST_PROXY_HEADERS|TZ|USER|VAR_DIR|VIRTUAL_ENV|WEB_(?:CONCURRENCY|ORIGIN|PORT)"
)
# One piece of an MRN pattern: a literal, an escaped one or a class, and how often it stands there.
# Only what Python's `re` and JavaScript's RegExp read alike, with and without its `u` flag.
PIECE = (
    r"(?:(?P<literal>[A-Za-z0-9 _/#:,-])|\\[\\/^$.*+?()\[\]{}|]"
    r"|\[(?!\]|--)-?(?:[a-z]-[a-z]|[A-Z]-[A-Z]|[0-9]-[0-9]|[A-Za-z0-9 _/#:,.]|\\[\\\[\]^-])*-?\])"
    r"(?:(?P<optional>\?)|\{(?P<low>[0-9]{1,2})(?:,(?P<high>[0-9]{1,2}))?\})?"
)
PIECES = "(?:" + re.sub(r"\?P<\w+>", "", PIECE) + ")+"
RATE = (r"0(?:\.[0-9]{1,6})?|1(?:\.0{1,6})?", "a decimal number from 0 to 1, with a point", "0.25")
PREFIX = r"/|(?:/[A-Za-z0-9._~-]+)+/?"
NAME = (r"[A-Z][A-Z0-9_]{1,63}", "a name of A-Z, 0-9 and _ that nothing else reads and no other answer has")
SENTRY = (r"(?:[a-z0-9][a-z0-9_-]{0,49})?", "Sentry's slug, or nothing in both of sentry_org and sentry_project")
MRN = "literals, \\ before punctuation, [classes], ?, {m} and {m,n}; 1 to 64 characters, few of them variable"
# What each answer must match whole, that in words, and an example. In a LIST it is each entry, and each once.
LISTS = ("phi_fields", "sensitive_url_prefixes")
RULES: dict[str, tuple[str, str, str]] = {
    "project_name": (r"(?=.*\S).{1,100}", "1 to 100 characters", "Clinic Intake"),
    "project_slug": (r"[a-z][a-z0-9_-]{1,49}", "a-z, then a-z, 0-9, _ and -, 2 to 50 in all", "clinic-intake"),
    "description": (r"(?=.*\S).{1,5000}", "1 to 5000 characters", "Patient intake for one clinic"),
    "author_name": (r"(?=.*\S).{1,100}", "1 to 100 characters", "Clinic Software Team"),
    "backend_dsn_env": (*NAME, "SENTRY_DSN"),
    "frontend_dsn_env": (*NAME, "NEXT_PUBLIC_SENTRY_DSN"),
    "environment_env": (*NAME, "ENVIRONMENT"),
    "default_environment": (r"[a-z][a-z0-9-]{0,31}", "a-z, then a-z, 0-9 and -, at most 32 in all", "development"),
    "traces_sample_rate": RATE,
    "replays_session_sample_rate": RATE,
    "replays_on_error_sample_rate": RATE,
    "phi_fields": (r"_{0,9}[A-Za-z][A-Za-z0-9_]{0,63}", "names with a letter, commas between, each once", "ssn, dob"),
    "mrn_pattern": (PIECES, MRN, "MRN[- ]?[0-9]{5,10}"),
    "sensitive_url_prefixes": (PREFIX, "paths that start with one /, with commas between", "/patients/, /wards/"),
    "sentry_org": (*SENTRY, "my-clinic"),
    "sentry_project": (*SENTRY, "intake-web"),
}


def wrong(prompt: str, pattern: str) -> object:
    """Return the part of an answer that is not accepted, or None."""
    answer = ANSWERS.get(prompt)
    if not isinstance(answer, str):
        return answer if answer is not None else "nothing"
    if any(unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"} or c in DIRECTION_OVERRIDES for c in answer):
        return answer
    entries = [entry.strip() for entry in answer.split(",")] if prompt in LISTS else [answer]
    same = [entry.lower() for entry in entries]
    for entry in entries:
        if not re.fullmatch(pattern, entry) or same.count(entry.lower()) > 1:
            return entry
    names = [value for other, value in ANSWERS.items() if other.endswith("_env")]
    taken = prompt.endswith("_env") and (TAKEN.fullmatch(answer) or names.count(answer) > 1)
    unpaired = prompt.startswith("sentry_") and bool(ANSWERS["sentry_org"]) != bool(ANSWERS["sentry_project"])
    return answer if taken or unpaired or (prompt == "mrn_pattern" and not bounded(answer)) else None


def bounded(pattern: str) -> bool:
    """Tell whether a pattern of PIECES needs a character, ends within 64, and never backtracks far."""
    shortest, longest, ways = 0, 0, 1
    for piece in re.finditer(PIECE, pattern):
        low = 0 if piece["optional"] else int(piece["low"] or 1)
        high = 1 if piece["optional"] else int(piece["high"] or low)
        if high < max(low, 1):
            return False
        shortest, longest, ways = shortest + low, longest + high, ways * (high - low + 1)
    try:
        re.compile(pattern)
    except re.error:  # a range such as [9-0]
        return False
    return shortest > 0 and longest <= 64 and ways <= 1000


def warnings() -> list[str]:
    """Say what is accepted but seldom meant."""
    replays = [prompt for prompt in RULES if prompt.startswith("replays_") and float(str(ANSWERS[prompt])) > 0]
    found = [
        f"{prompt} is above 0: replays are not shown to be free of patients, the gate drops them" for prompt in replays
    ]
    pieces = re.finditer(PIECE, str(ANSWERS["mrn_pattern"]))
    if not re.search("[A-Za-z]{2}", "".join(piece[0] if piece[0] == piece["literal"] else " " for piece in pieces)):
        found.append("mrn_pattern has no two letters that every number has: it cannot serve in the last tripwire")
    if str(ANSWERS["phi_fields"]).count(",") < 4:
        found.append("phi_fields has fewer than 5 fields; of a YAML list only the first entry is read, write one text")
    return found


PROBLEMS = [
    f"{prompt}: {ascii(part)[:60]} is not accepted; it takes {accepted} (e.g. {example})"
    for prompt, (pattern, accepted, example) in RULES.items()
    if (part := wrong(prompt, pattern)) is not None
]
if PROBLEMS:
    # Cookiecutter removes the folder that this runs in; of a slug such as `a/b` it would leave `a`.
    nested = str(ANSWERS.get("project_slug")).strip("/").count("/")
    for folder in [Path.cwd(), *Path.cwd().parents][: nested + 1 if nested else 0]:
        with contextlib.suppress(OSError):
            folder.rmdir()
    sys.exit("\n".join(PROBLEMS))
print(*(f"warning: {line}\n" for line in warnings()), sep="", end="", file=sys.stderr)
