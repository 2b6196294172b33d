"""Reads the data files that lie in a package's `data` folder, wherever it is installed."""

from importlib.resources import files
from typing import Any

import yaml

# The C parser is some eight times faster; it is missing where PyYAML was built without libyaml.
_Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_text(package: str, name: str) -> str:
    """Return the text of the file `name` in the data folder of `package`."""
    return files(package).joinpath("data", name).read_text(encoding="utf-8")


def read_yaml(package: str, name: str) -> dict[str, Any]:
    """Return the mapping that the YAML file `name` in the data folder of `package` holds."""
    mapping: dict[str, Any] = yaml.load(read_text(package, name), Loader=_Loader)  # noqa: S506 - either class is a safe loader
    return mapping


def read_words(package: str, name: str) -> dict[str, list[str]]:
    """Return the lists of words in a text file of the data folder: a name at the margin, its words under it.

    The words stand indented, with commas between them; lines that begin with # are remarks. For long lists, which YAML
    reads some twenty times more slowly.
    """
    words: dict[str, list[str]] = {}
    found: list[str] = []
    for line in read_text(package, name).splitlines():
        if line.startswith("#"):
            continue
        if line[:1] == " ":
            found.extend(each for each in map(str.strip, line.split(",")) if each)
        elif line:
            found = words.setdefault(line, [])
    return words
