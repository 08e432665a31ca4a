"""The viewer: one page that needs nothing but itself, and may do nothing but read the sink."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

PAGE = Path(__file__).with_name("viewer.html")


def _hash(page: str, tag: str) -> str:
    """Return the CSP source of the page's one ``<tag>`` element, so that no other may ever run."""
    (content,) = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
    return f"'sha256-{digest}'"


@cache
def _page() -> tuple[bytes, dict[str, str]]:
    page = PAGE.read_text(encoding="utf-8")
    policy = (
        f"default-src 'none'; script-src {_hash(page, 'script')}; "
        f"style-src {_hash(page, 'style')}; connect-src 'self'; img-src data:; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    return page.encode(), {
        "content-security-policy": policy,
        "referrer-policy": "no-referrer",
        "x-content-type-options": "nosniff",
        "cross-origin-resource-policy": "same-origin",
        "cache-control": "no-store",
    }


async def viewer(_request: Request) -> Response:
    """Answer the page; it fetches ``/records`` itself."""
    content, headers = _page()
    return Response(content, media_type="text/html; charset=utf-8", headers=headers)
