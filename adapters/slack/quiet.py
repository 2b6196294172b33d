"""A logger for Slack's libraries that keeps what people wrote, tokens and addresses of answers out of the log."""

import logging

NAME = "kizuna.slack"


class NoBodies(logging.Filter):
    """Cuts a record where a body may begin: at its first bracket or second line."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep the record, shortened."""
        message = record.getMessage()
        starts = [at for sign in "{[\n" if (at := message.find(sign)) >= 0]
        record.msg, record.args = message[: min(starts, default=len(message))].rstrip(), ()
        return True


def quiet_logger() -> logging.Logger:
    """Return the logger that Slack's libraries get: warnings and worse, without bodies; they copy level and filter."""
    logger = logging.getLogger(NAME)
    logger.setLevel(logging.WARNING)
    if not any(isinstance(each, NoBodies) for each in logger.filters):
        logger.addFilter(NoBodies())
    return logger
