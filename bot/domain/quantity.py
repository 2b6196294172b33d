"""Quantities as whole thousandths: exact, and read and written without surprises."""

import re
import unicodedata
from decimal import Decimal

MOST = 10_000_000_000
"""Beyond ten thousand million of anything a number is a slip of the hand."""


def plain(thousandths: int) -> str:
    """Return the number as people write it: 200000 → "200", 2500 → "2.5", 1200000 → "1,200"."""
    number = Decimal(thousandths) / 1000
    return f"{number.normalize():,f}"


def parse(text: str) -> int | None:
    """Return a bare positive number ("1,200", "２．５") in thousandths, or None when it is none or beyond reason."""
    folded = unicodedata.normalize("NFKC", text).replace(",", "").strip()
    if not re.fullmatch(r"\d{1,11}(\.\d{1,3})?", folded, re.ASCII):
        return None
    value = int(Decimal(folded) * 1000)
    return value if 0 < value <= MOST * 1000 else None
