"""Logs: what never stands in them."""

import logging
import re

# Whoever has the address of a shared draft can read it.
PREVIEW_KEY = re.compile(r"(/preview/)[^\s\"']+")


class HidePreviewKeys(logging.Filter):
    """Shorten the addresses of shared drafts in a record's words."""

    def filter(self, record: logging.LogRecord) -> bool:
        words = record.getMessage()
        if "/preview/" in words:
            record.msg, record.args = PREVIEW_KEY.sub(r"\1…", words), ()
        return True
