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
    """Return a bare positive number ("1,200", "２．５") in thousandths, or None when it is none or beyond reason.

    A comma stands between thousands only: "2,5" may mean two and a half, so it is not read as 25.
    """
    folded = unicodedata.normalize("NFKC", text).strip()
    if not re.fullmatch(r"(\d{1,11}|\d{1,3}(,\d{3}){1,3})(\.\d{1,3})?", folded, re.ASCII):
        return None
    value = int(Decimal(folded.replace(",", "")) * 1000)
    return value if 0 < value <= MOST * 1000 else None
