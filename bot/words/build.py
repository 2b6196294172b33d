"""Compiles the Japanese sources (`ja/*.po`, one file per area) into the one catalogue that the program reads."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, PoFileParser
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SOURCES = Path("bot/words/ja")
COMPILED = Path("bot/words/ja.mo")
NO_DAY = datetime(2000, 1, 1, tzinfo=UTC)  # the same sources give the same bytes, whenever they are compiled


class WordsError(Exception):
    """The sources cannot be compiled; the text names the sentence or the line to mend."""


class Japanese(Catalog):
    """The translations of all areas together. Each sentence is translated once, or twice in the same way."""

    def __init__(self) -> None:
        super().__init__("ja", project="Kizuna", creation_date=NO_DAY, revision_date=NO_DAY)

    def __setitem__(self, id: str | tuple[str, ...] | list[str], message: Message) -> None:
        """Add a translation; a second, different one of the same sentence raises WordsError."""
        if id == "":  # an area's own header: the catalogue has one already
            return
        known = self.get(id, message.context)
        if known is not None and (known.id, known.string) != (message.id, message.string):
            raise WordsError(f"two translations of {id!r}: {known.string!r} and {message.string!r}; keep one")
        super().__setitem__(id, message)


def gather(folder: Path) -> Japanese:
    """Return every translation of the `.po` files in the folder. Raises WordsError."""
    catalogue = Japanese()
    for path in sorted(folder.glob("*.po")):
        with path.open("rb") as source:
            try:
                PoFileParser(catalogue, abort_invalid=True).parse(source)
            except PoFileError as error:
                raise WordsError(f"{path.name}, line {error.lineno + 1}: {error}") from error
    return catalogue


def compile_words(root: Path) -> Path:
    """Write the compiled catalogue under the project's root folder and return its path. Raises WordsError."""
    catalogue = gather(root / SOURCES)
    with (root / COMPILED).open("wb") as compiled:
        write_mo(compiled, catalogue)
    return root / COMPILED


class CustomBuildHook(BuildHookInterface[Any]):  # Any: the hook has no settings of its own
    """Compiles the words whenever the package is built or installed, editable installs included."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile before anything is packed."""
        compile_words(Path(self.root))


def main() -> int:
    """Compile the words of the project in the current folder; return the exit status."""
    try:
        print(compile_words(Path.cwd()))  # noqa: T201 - a build tool speaks on the terminal
    except WordsError as error:
        print(f"words: {error}", file=sys.stderr)  # noqa: T201 - the same
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
