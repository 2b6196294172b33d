"""What is kept of a record to suggest it: who may see it, what it is called in both languages, which words find it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.cards import posts as post_cards
from bot.cards import responses as response_cards
from bot.cards.drills import marked
from bot.domain.post import Post, PostState
from bot.domain.record import Stamp
from bot.domain.response import Response, ResponseState
from bot.domain.rules import PUBLIC, Sight, may_see
from bot.ports import Gazetteer, Vocabulary
from bot.typed import folded
from bot.viewer import Viewer
from bot.words.catalogue import LOCALES, words

LONGEST = 100
"""Characters of a label: Discord takes no more of a choice, Slack shows 75."""
MOST_WORDS = 400
"""Characters of the words that find a record: names of ten places in two languages, and what is asked for."""
_BETWEEN = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class KeptPost:
    """A live or held request or offer. `words` are folded, each with a space before it.

    `common`: everybody in the exchange may see it, so that it counts for what is asked for most.
    """

    id: str
    state: PostState
    stamp: Stamp
    critical: bool
    category: str
    platform: str
    workspace: str
    en: str
    ja: str
    words: str
    common: bool

    @property
    def owners(self) -> Sequence[str]:
        """Return the ids of those whose own it is; for a held one also the workspace in which it may be passed on."""
        there = (workspace_key(self.platform, self.workspace),) if self.state == "held" else ()
        return (self.stamp.author_id, *filter(None, (self.stamp.organisation_id,)), *there)

    @property
    def order(self) -> tuple[bool, float, str]:
        """Return what it is sorted by: urgent ones first, then the newest."""
        return not self.critical, -self.stamp.created_at.timestamp(), self.id

    def label(self, locale: str) -> str:
        """Return "R12 200 blankets, Wajima"."""
        return self.ja if locale == "ja" else self.en

    def seen_by(self, sight: Sight) -> bool:
        """Return whether it may be shown, by the rule that cards follow."""
        return may_see(sight, self.stamp, self.state == "held", self.platform, self.workspace)


@dataclass(frozen=True, slots=True)
class KeptResponse:
    """A response that is not over; anybody may know of it. `areas` are place codes."""

    id: str
    state: ResponseState
    stamp: Stamp
    areas: tuple[str, ...]
    en: str
    ja: str
    words: str

    def label(self, locale: str) -> str:
        """Return "D1 Noto earthquake"."""
        return self.ja if locale == "ja" else self.en


class Keeping:
    """Turns records into what is kept of them; `zone` is the deployment's."""

    def __init__(self, vocabulary: Vocabulary, gazetteer: Gazetteer, zone: str, now: datetime) -> None:
        self._gazetteer = gazetteer
        self._vocabulary = vocabulary
        self._viewers: Mapping[str, Viewer] = {
            locale: Viewer(words(locale), zone, PUBLIC, vocabulary, gazetteer, now) for locale in LOCALES
        }

    def post(self, post: Post) -> KeptPost:
        """Return what is kept of a request or offer."""
        labels = {locale: self._post_label(post, viewer) for locale, viewer in self._viewers.items()}
        category = self._vocabulary.category(post.category) if post.category else None
        names = (category.name.en, category.name.ja) if category else ()
        places = [name for place in post.places for name in (place.name, *self._places(place.codes))]
        return KeptPost(
            id=post.id,
            state=post.state,
            stamp=post.stamp,
            critical=post.urgency == "critical",
            category=category.id if category else "",
            platform=post.origin_platform,
            workspace=post.origin_workspace,
            words=findable(post.id, [*labels.values(), *names, post.item, *places]),
            common=post.live and post.stamp.audience in ("response", "public"),
            **labels,
        )

    def response(self, response: Response) -> KeptResponse:
        """Return what is kept of a response."""
        labels = {locale: response_cards.title(response, viewer) for locale, viewer in self._viewers.items()}
        hazards = [viewer.hazard(response.hazard) for viewer in self._viewers.values() if response.hazard]
        places = (*response.area_names, *self._places(response.areas))
        return KeptResponse(
            id=response.id,
            state=response.state,
            stamp=response.stamp,
            areas=response.areas,
            words=findable(response.id, [response.title, *hazards, *places]),
            **{locale: cut(label) for locale, label in labels.items()},
        )

    def _post_label(self, post: Post, viewer: Viewer) -> str:
        first = post.places[0] if post.places else None
        where = [viewer.place(first.codes[0]) if len(first.codes) == 1 else first.name] if first else []
        title = viewer.listed([f"{post.id} {post_cards.what(post, viewer)}", *where])
        return cut(marked(title, post.stamp.drill, viewer))

    def _places(self, codes: Iterable[str]) -> list[str]:
        return [self._gazetteer.full_name(code, locale) for code in codes for locale in LOCALES]


def workspace_key(platform: str, workspace: str) -> str:
    """Return the name of a workspace, which is never the id of a person or organisation."""
    return f"{platform}:{workspace}"


def cut(text: str) -> str:
    """Return the text within what a label may hold."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def findable(id: str, texts: Iterable[str]) -> str:
    """Return the words by which a record is found: its id, its number, and every word of the texts once."""
    found = dict.fromkeys(word for text in (id, id[1:], *texts) for word in split_words(text))
    return "".join(f" {word}" for word in found)[:MOST_WORDS]


def split_words(text: str) -> list[str]:
    """Return the folded words of a text."""
    return _BETWEEN.sub(" ", folded(text)).split()
