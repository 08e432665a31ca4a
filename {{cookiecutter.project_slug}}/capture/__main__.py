"""`python -m capture`, which is `make capture`: write docs/capture.md anew."""

from capture import document

document.PATH.parent.mkdir(exist_ok=True)
document.PATH.write_text(document.text(), encoding="utf-8")
