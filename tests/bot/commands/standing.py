"""Records that stand before a conversation begins: responses, lessons, organisations, people."""

from bot.domain.lesson import PUBLISHED, Lesson
from bot.domain.people import Channel, Organisation, Person
from bot.domain.record import Audience, Drill, Stamp
from bot.domain.response import Response
from tests.chat import Chat

NOTO = ("JP17204", "JP17205")
"""Wajima and Suzu."""


def stamp(chat: Chat, drill: Drill = "actual", audience: Audience = "response") -> Stamp:
    """Return the stamp of a record that nobody in the conversation wrote."""
    now = chat.clock.now()
    return Stamp("", None, None, audience, drill, now, now)


async def opened(chat: Chat, title: str = "Noto earthquake", drill: Drill = "actual") -> Response:
    """Return an active response in Wajima and Suzu."""
    async with chat.store.begin() as uow:
        response = Response(await uow.new_id("D"), stamp(chat, drill), "active", title, "EQ", NOTO, ("Wajima", "Suzu"))
        await uow.responses.add(response, by="")
        await uow.commit()
    return response


async def linked(chat: Chat, organisation: str, channel: str, response: Response) -> None:
    """Link a channel of the terminal to a response."""
    async with chat.store.begin() as uow:
        await uow.places.save_channel(Channel("console", organisation, channel, response.id))
        await uow.commit()


async def taught(chat: Chat, lesson: Lesson) -> None:
    """Store a lesson as it stands."""
    async with chat.store.begin() as uow:
        await uow.lessons.add(lesson, by="")
        await uow.commit()


def published(
    chat: Chat, id: str, title_en: str, title_ja: str = "", *, theme: str = "", drill: Drill = "actual"
) -> Lesson:
    """Return a published lesson."""
    return Lesson(id, stamp(chat, drill), PUBLISHED, title_en=title_en, title_ja=title_ja, theme=theme)


async def listed(chat: Chat, organisation: Organisation) -> None:
    """Store an organisation."""
    async with chat.store.begin() as uow:
        await uow.organisations.add(organisation, by="")
        await uow.commit()


def organisation(chat: Chat, id: str, name: str) -> Organisation:
    """Return an organisation of which nothing is known but its name."""
    return Organisation(id, name, chat.clock.now(), chat.clock.now())


async def introduced(chat: Chat, person: Person) -> None:
    """Store a person."""
    async with chat.store.begin() as uow:
        await uow.people.add(person, by="")
        await uow.commit()


async def coordinator_in_store(chat: Chat, who: str) -> bool:
    """Return whether the stored person is a coordinator of their own, not by the settings."""
    async with chat.store.read() as view:
        person = await view.people.by_identity(chat.identity(who))
    assert person is not None
    return person.coordinator
