"""Tells one edition of the reader from another, so that what an older one read of a text is not taken for today's."""

from collections.abc import Iterator
from hashlib import blake2b
from importlib.resources import files
from importlib.resources.abc import Traversable
from operator import itemgetter

PACKAGES = ("knowledge.reader", "knowledge.vocabulary", "knowledge.language")
"""Programs and data on which depends what is read of a text."""


def edition(packages: tuple[str, ...] = PACKAGES) -> str:
    """Return a fingerprint of all files of the packages, 128 bits."""
    fingerprint = blake2b(digest_size=16)
    for package in packages:
        for name, file in sorted(_files(files(package), package), key=itemgetter(0)):
            fingerprint.update(name.encode())
            fingerprint.update(blake2b(file.read_bytes()).digest())
    return fingerprint.hexdigest()


def _files(folder: Traversable, path: str) -> Iterator[tuple[str, Traversable]]:
    for each in folder.iterdir():
        name = f"{path}/{each.name}"
        if each.is_dir() and each.name != "__pycache__":
            yield from _files(each, name)
        elif each.is_file():
            yield name, each
