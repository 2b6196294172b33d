"""Temporary."""
from datetime import timedelta
from tests.chat import Chat

async def test_x(chat: Chat) -> None:
    r = await chat.say("aki", "/request 200 blankets in Wajima by Friday", "Green Wave", "suzu")
    print(chat.text(r))
    r = await chat.say("aki", "/request 200 blankets")
    print(chat.text(r))
    r = await chat.fill("aki", place="Wajima")
    print(chat.text(r))
    for d in await chat.deliver(timedelta(seconds=31)):
        print(d.place, chat.card_text(d.card))
