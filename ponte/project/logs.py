"""What logs must not tell: a signed link in an address opens its page to whoever reads the log."""

import logging
import re

from gunicorn.glogging import Logger

# payload:time:signature as `django.core.signing` writes it, or quoted in an address.
TOKEN = re.compile(r"[\w.-]{8,}(?::|%3A)[0-9A-Za-z]{5,8}(?::|%3A)[\w-]{20,}", re.IGNORECASE)
HIDDEN = "[signed link]"


def without_links(text: str) -> str:
    """Return a text in which signed links are hidden.

    >>> without_links("Not Found: /en/x/eyJhIjoxfQ:1vNabc:" + "s" * 43 + "/")
    'Not Found: /en/x/[signed link]/'
    """
    return TOKEN.sub(HIDDEN, text)


class HideLinks(logging.Filter):
    """Hides signed links in the message of a record, and in what its exception says."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = without_links(record.getMessage()), None
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = without_links(record.exc_text)
        return True


class WebLog(Logger):
    """The web server's own logs, of errors and, where somebody wants it, of accesses."""

    def setup(self, cfg) -> None:
        super().setup(cfg)
        for log in (self.error_log, self.access_log):
            for handler in log.handlers:
                handler.addFilter(HideLinks())
