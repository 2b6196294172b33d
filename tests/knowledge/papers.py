"""Makes real files for the tests of the import: sound ones, and those that mean harm."""

import io
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path

import docx
from pypdf import PdfReader, PdfWriter

DOCUMENTS = Path(__file__).parent / "documents"
WINTER, FLOOD, TYPHOON = (
    DOCUMENTS / name for name in ("winter-in-example-bay.txt", "minasato-flood.md", "after-the-typhoon.html")
)
"""Three invented reports: English text in pages, Japanese Markdown, a web page in both languages."""

_FONTS = (
    b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold >>",
    (
        b"<< /Type /Font /Subtype /Type0 /BaseFont /HeiseiMin-W3 /Encoding /UniJIS-UTF16-H /DescendantFonts ["
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /HeiseiMin-W3 /DW 1000"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 2 >> >>] >>"
    ),
)
BODY, HEAD = 10, 16
"""Points."""
Styled = tuple[str, float] | str
"""A line of a page: a heading with its size in points, or a line of the running text."""


def pdf_file(objects: Sequence[bytes]) -> bytes:
    """Return a PDF file of numbered objects, the first of which is the catalogue, the last what it says of itself."""
    out, places = io.BytesIO(b"%PDF-1.7\n"), []
    out.seek(0, io.SEEK_END)
    for number, content in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    table = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    trailer = b"<< /Size %d /Root 1 0 R /Info %d 0 R >>" % (len(objects) + 1, len(objects))
    out.write(b"trailer\n%s\nstartxref\n%d\n%%%%EOF\n" % (trailer, table))
    return out.getvalue()


def pdf(pages: Sequence[Sequence[Styled]], title: str = "", resources: bytes = b"") -> bytes:
    """Return a PDF with these lines on its pages."""
    return pdf_of_streams([_stream(_drawn(page)) for page in pages], title, resources)


def pdf_of_streams(streams: Sequence[bytes], title: str = "", resources: bytes = b"") -> bytes:
    """Return a PDF whose pages have these streams as their content."""
    first = 3 + len(_FONTS)
    pages = [first + 2 * place for place in range(len(streams))]
    kids = b" ".join(b"%d 0 R" % page for page in pages)
    fonts = b" ".join(b"/F%d %d 0 R" % (place, 3 + place) for place in range(len(_FONTS)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(pages)),
        *_FONTS,
    ]
    for page, stream in zip(pages, streams, strict=True):
        said = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R" % (page + 1)
        objects += [said + b" /Resources << /Font << %s >> %s >> >>" % (fonts, resources), stream]
    written = title.encode("utf-16-be").hex().encode()
    return pdf_file([*objects, b"<< /Title <FEFF%s> /CreationDate (D:20240315090000+09'00') >>" % written])


def _stream(data: bytes, squeezed: bytes | None = None) -> bytes:
    packed = zlib.compress(data) if squeezed is None else squeezed
    return b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed)


def _drawn(lines: Sequence[Styled]) -> bytes:
    """Return the drawing of a page's lines from its top on."""
    parts, height = [], 800.0
    for line in lines:
        text, size = line if isinstance(line, tuple) else (line, BODY)
        height -= size * 1.6
        if text.isascii():
            escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)").encode()
            shown, font = b"(%s)" % escaped, int(size > BODY)
        else:
            shown, font = b"<%s>" % text.encode("utf-16-be").hex().encode(), 2
        parts.append(b"BT /F%d %g Tf 72 %g Td %s Tj ET" % (font, size, height, shown))
    return b"\n".join(parts)


def printed(text: str, title: str = "") -> bytes:
    """Return a PDF of a text in pages: its numbered lines in larger letters, as a printer would set them."""
    pages = [
        [(line, HEAD) if line[:1].isdigit() else line for line in page.splitlines() if line.strip()]
        for page in text.split("\f")
    ]
    return pdf(pages, title)


def long_report(pages: int) -> bytes:
    """Return a PDF of so many pages, each with a heading and forty lines that no other page has."""
    return pdf(
        [
            [
                (f"{page}. District {page}", HEAD),
                *(
                    f"On day {line} district {page} counted {line * 7} blankets and {page} trucks at its depot,"
                    for line in range(40)
                ),
            ]
            for page in range(1, pages + 1)
        ],
        "A long invented report",
    )


def scanned(pages: int = 2) -> bytes:
    """Return a PDF whose pages are a grey picture each."""
    picture = b"/XObject << /Im0 << /Type /XObject >> >>"
    return pdf_of_streams([_stream(b"q 595 0 0 842 0 0 cm /Im0 Do Q")] * pages, "Scan", picture)


def pdf_bomb() -> bytes:
    """Return a PDF of about 200 kB whose one page unpacks to 200 MB."""
    return pdf_of_streams([_stream(b"", zlib.compress(b" " * 200_000_000, 9))], "Bomb")


def locked(file: bytes, password: str) -> bytes:
    """Return a PDF that this password opens; with "" anybody may read it and nobody change it."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(file)))
    writer.encrypt(password, "only-for-the-author", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def word(paragraphs: Sequence[str], title: str = "") -> bytes:
    """Return a Word document; a paragraph that begins with # is a heading, one with | the row of a table."""
    document = docx.Document()
    document.core_properties.title = title
    for text in paragraphs:
        if text.startswith("#"):
            document.add_heading(text.lstrip("# "), 1)
        elif "|" in text:
            cells = document.add_table(1, text.count("|") + 1).rows[0].cells
            for cell, said in zip(cells, text.split("|"), strict=True):
                cell.text = said.strip()
        else:
            document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def repacked(file: bytes, name: str, content: bytes) -> bytes:
    """Return a packed document in which one part is another one."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, content if part == name else old.read(part))
    return out.getvalue()


MAIN = "word/document.xml"


def zip_bomb(megabytes: int = 60) -> bytes:
    """Return a Word document of some 100 kB that unpacks to so many megabytes."""
    return repacked(word(["Bomb"]), MAIN, b" " * megabytes * 1_000_000)


def lying_bomb() -> bytes:
    """Return a zip bomb that says of itself that it is small."""
    bomb = zip_bomb()
    return bomb.replace((60_000_000).to_bytes(4, "little"), (1000).to_bytes(4, "little"))


def laughs(file: bytes) -> bytes:
    """Return a Word document with the billion laughs in it."""
    lol = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(10))
    with zipfile.ZipFile(io.BytesIO(file)) as packed:
        body = packed.read(MAIN).decode()
    declared = body.replace("?>", f"?><!DOCTYPE w:document [{lol}]>", 1)
    return repacked(file, MAIN, declared.replace("<w:t>", "<w:t>&l9;", 1).encode())
