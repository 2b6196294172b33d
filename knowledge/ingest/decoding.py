"""Makes text of bytes, whatever the letters were written in: UTF-8, UTF-16, Shift_JIS, EUC-JP, ISO-2022-JP, Latin."""

import codecs
import re

from charset_normalizer import from_bytes

from knowledge.ingest.found import Refused

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_ESCAPES = (b"\x1b$B", b"\x1b$@", b"\x1b(J")
_CANDIDATES = ["utf_8", "utf_16", "cp932", "euc_jp", "iso2022_jp", "cp1252"]
_DECLARED = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?([\w.:-]+)|<\?xml[^>]+encoding\s*=\s*[\"']([\w.:-]+)", re.I)
_WIDER = {"shift_jis": "cp932", "euc_jp": "euc_jis_2004", "iso8859-1": "cp1252", "ascii": "cp1252"}
"""What pages that name the first really are written in: the first lacks ① and ㈱, or curly quotes."""


def decoded(data: bytes) -> str:
    """Return the text. Raises Refused("letters")."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.removeprefix(codecs.BOM_UTF8).decode(encoding, "replace")
    if not any(escape in data for escape in _ESCAPES):
        try:
            return _without_nul(data.decode("utf-8"))
        except UnicodeDecodeError:
            pass
    best = from_bytes(data, cp_isolation=_CANDIDATES).best()
    if best is None:
        raise Refused("letters")
    return _without_nul(str(best))


def decoded_page(data: bytes) -> str:
    """Return the text of a web page, which may name its encoding itself. Raises Refused("letters")."""
    named = _DECLARED.search(data[:4096])
    if named and not data.startswith(tuple(mark for mark, _ in _BOMS)):
        try:
            encoding = codecs.lookup((named[1] or named[2]).decode("ascii")).name
            return _without_nul(data.decode(_WIDER.get(encoding.replace("-", "_"), _WIDER.get(encoding, encoding))))
        except (LookupError, ValueError):
            pass
    return decoded(data)


def _without_nul(text: str) -> str:
    """Return the text; one with NUL in it is no text. Raises Refused("letters")."""
    if "\0" in text:
        raise Refused("letters")
    return text
