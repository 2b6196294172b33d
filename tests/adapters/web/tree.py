"""A page as a tree of elements, as a browser would take it in."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "link", "br", "hr", "img", "input"}


@dataclass
class Element:
    """One element with what stands in it."""

    tag: str
    attributes: dict[str, str | None]
    children: list["Element"] = field(default_factory=list)
    text: str = ""

    def every(self, *tags: str) -> list["Element"]:
        """Return the elements of these tags (without any: all) from this one down, in order."""
        found = [self] if self.tag in tags or not tags else []
        return found + [deeper for child in self.children for deeper in child.every(*tags)]

    def words(self) -> str:
        """Return all text below."""
        return self.text + "".join(child.words() for child in self.children)


class _Tree(HTMLParser):
    """Builds the tree of a page and refuses tags that do not close what they opened."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.root = Element("", {})
        self._open = [self.root]
        self.feed(page)
        self.close()
        assert self._open == [self.root], f"not closed: {[element.tag for element in self._open[1:]]}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, dict(attrs))
        self._open[-1].children.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop().tag == tag, f"</{tag}> closes another element"

    def handle_data(self, data: str) -> None:
        self._open[-1].text += data


def tree_of(page: str) -> Element:
    """Return the tree of a page's HTML."""
    return _Tree(page).root
