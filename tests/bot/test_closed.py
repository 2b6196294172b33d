"""When somebody's direct messages are closed, what was meant for them appears privately in the channel they used."""

from bot.chat import Button, Card, Identity, MessageRef, Place
from bot.courier import Courier
from bot.ports import Undeliverable
from bot.store import Store
from tests.bot.stage import FIELD, opened
from tests.chat import PLATFORMS, Chat
from tests.platforms.recording import RecordingAdapter


class Closed(RecordingAdapter):
    """A platform on which nobody takes direct messages; `whispered` is what was shown privately in channels."""

    def __init__(self) -> None:
        super().__init__("console")
        self.whispered: list[tuple[Place, Identity, Card, Button]] = []

    async def deliver(self, id: str, place: Place, card: Card) -> MessageRef:
        """Refuse what is direct."""
        if place.direct:
            raise Undeliverable("direct messages are closed")
        return await super().deliver(id, place, card)

    async def whisper(self, id: str, place: Place, to: Identity, card: Card, ask: Button) -> None:
        """Keep what one person is shown."""
        self.whispered.append((place, to, card, ask))


async def taken_up(chat: Chat) -> None:
    """Let Ben's request be taken up by Aki."""
    await opened(chat)
    await chat.say("ben", "/request 200 blankets in Wajima", "Blue Hand", "field")
    await chat.say("aki", "/match give R1 120")


async def test_news_for_closed_direct_messages_appears_privately_where_they_last_wrote(
    chat: Chat, store: Store
) -> None:
    platform = Closed()
    await taken_up(chat)
    courier = Courier(store, dict.fromkeys(PLATFORMS, platform), chat.callers, chat.clock, chat.core.reader)
    await courier.drain()
    place, to, card, ask = platform.whispered[0]
    assert (place, to) == (FIELD, Identity("console", "Blue Hand", "ben"))
    assert card.title.startswith("C1")
    shown = await chat.say("ben", f"/{ask.command} {ask.options['action']} {ask.options['record']}")
    assert isinstance(shown.answer, Card)
    assert shown.private
    assert shown.answer.title == card.title
    stranger = await chat.say("kei", f"/{ask.command} {ask.options['action']} {ask.options['record']}", "Red Kite")
    assert shown.answer.title not in chat.text(stranger)


async def test_news_for_somebody_who_never_wrote_in_a_channel_is_put_aside(chat: Chat, store: Store) -> None:
    platform = Closed()
    await opened(chat)
    await chat.say("ben", "/request 200 blankets in Wajima", "Blue Hand", "")
    await chat.say("aki", "/match give R1 120")
    courier = Courier(store, dict.fromkeys(PLATFORMS, platform), chat.callers, chat.clock, chat.core.reader)
    await courier.drain()
    assert platform.whispered == []
    async with store.read() as view:
        assert (await view.outbox.counts())["parked"] >= 1
