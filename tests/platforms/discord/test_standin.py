"""The stand-in keeps Discord's own rules: who is late, comes twice or asks too often is refused as Discord refuses."""

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from tests.clock import SetClock
from tests.platforms.discord.driver import TOKEN, Discord, discord_server
from tests.platforms.discord.gateway import DAY, HEARTBEAT, IDENTIFY, RESUME, STARTS
from tests.platforms.discord.world import BOT, Interaction, Json

LIMITS = ("X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset-After", "X-RateLimit-Bucket")


class Client:
    """A client that is none of discord.py's, so that the stand-in is not only judged by it."""

    def __init__(self, discord: Discord, session: aiohttp.ClientSession) -> None:
        self.discord, self.session = discord, session

    async def asks(self, method: str, path: str, body: Json | None = None) -> tuple[int, Any]:  # Any: JSON
        """Return the status and what was answered."""
        headers = {"Authorization": f"Bot {TOKEN}"}
        async with self.session.request(method, self.discord.api_url + path, json=body, headers=headers) as answer:
            return answer.status, await answer.json()

    async def acknowledges(self, interaction: Interaction, kind: int = 4) -> tuple[int, int]:
        """Return the status and Discord's code for a first answer."""
        body: Json = {"type": kind, "data": {"content": "hello"}} if kind == 4 else {"type": kind}
        status, told = await self.asks("POST", f"/interactions/{interaction.id}/{interaction.token}/callback", body)
        return status, told.get("code", 0)

    async def connects(self) -> aiohttp.ClientWebSocketResponse:
        """Return a socket of the gateway that has said hello."""
        socket = await self.session.ws_connect(f"{self.discord.gateway_url}?v=10&encoding=json")
        assert (await socket.receive_json())["op"] == 10
        return socket


@pytest.fixture
async def discord(clock: SetClock) -> AsyncIterator[Discord]:
    async with discord_server(clock) as server:
        yield server


@pytest.fixture
async def client(discord: Discord) -> AsyncIterator[Client]:
    async with aiohttp.ClientSession() as session:
        yield Client(discord, session)


@pytest.fixture
def interaction(discord: Discord) -> Interaction:
    """A slash command that somebody has just sent."""
    number = discord.world.snowflake()
    made = Interaction(number, f"token{number}", 2, "U1", "C1", discord.world.clock())
    discord.world.interactions[made.token] = made
    return made


async def identified(client: Client) -> tuple[aiohttp.ClientWebSocketResponse, str]:
    socket = await client.connects()
    await socket.send_json({"op": IDENTIFY, "d": {"token": TOKEN, "intents": 1}})
    ready = await socket.receive_json()
    assert ready["t"] == "READY"
    assert (await socket.receive_json())["t"] == "GUILD_CREATE"
    return socket, ready["d"]["session_id"]


async def test_the_first_answer_is_taken_for_three_seconds(client: Client, interaction: Interaction) -> None:
    client.discord.pass_time(3.1)
    assert await client.acknowledges(interaction) == (404, 10062)


async def test_there_is_one_first_answer(client: Client, interaction: Interaction) -> None:
    assert await client.acknowledges(interaction) == (200, 0)
    assert await client.acknowledges(interaction) == (400, 40060)


@pytest.mark.parametrize("kind", [6, 7, 8])
async def test_a_command_is_not_answered_like_a_button_or_a_suggestion(
    client: Client, interaction: Interaction, kind: int
) -> None:
    assert (await client.acknowledges(interaction, kind))[0] == 400
    assert client.discord.wrong


async def test_the_token_of_an_interaction_ends_after_fifteen_minutes(client: Client, interaction: Interaction) -> None:
    path = f"/webhooks/{BOT}/{interaction.token}"
    assert await client.asks("POST", path, {"content": "too early"}) == (
        404,
        {"code": 10015, "message": "Unknown Webhook"},
    )
    await client.acknowledges(interaction)
    client.discord.pass_time(899)
    assert (await client.asks("POST", path, {"content": "in time"}))[0] == 200
    client.discord.pass_time(2)
    status, told = await client.asks("PATCH", f"{path}/messages/@original", {"content": "late"})
    assert (status, told["code"]) == (401, 50027)


async def test_one_request_too_many_is_refused_with_how_long_to_wait(client: Client) -> None:
    buckets = client.discord.rest.buckets
    buckets.most, buckets.seconds = 2, 60.0
    path = f"/channels/{client.discord.world.id('C1')}/messages"
    statuses = [(await client.asks("POST", path, {"content": "hello"}))[0] for _ in range(3)]
    assert statuses == [200, 200, 429]
    client.discord.pass_time(60)
    async with client.session.get(client.discord.api_url + path, headers={"Authorization": f"Bot {TOKEN}"}) as answer:
        assert [name for name in LIMITS if name not in answer.headers] == []


async def test_a_limit_says_whose_it_is(client: Client) -> None:
    client.discord.fails("GET", "/users/@me", 429, scope="global", retry_after=2.0)
    async with client.session.get(f"{client.discord.api_url}/users/@me") as answer:
        told = await answer.json()
    assert (told["global"], told["retry_after"]) == (True, 2.0)
    assert answer.headers["X-RateLimit-Scope"] == "global"
    assert answer.headers["Via"]


async def test_a_repeated_nonce_is_one_message_for_some_minutes(client: Client) -> None:
    path = f"/channels/{client.discord.world.id('C1')}/messages"
    body: Json = {"content": "hello", "nonce": "n1", "enforce_nonce": True}
    first, second = [(await client.asks("POST", path, body))[1]["id"] for _ in range(2)]
    client.discord.pass_time(600)
    third = (await client.asks("POST", path, body))[1]["id"]
    assert first == second != third


async def test_history_is_told_in_pages_newest_first(client: Client) -> None:
    channel = client.discord.world.id("C1")
    ids = [
        client.discord.world.post(channel, {"content": "talk"}, client.discord.world.user("U1"))["id"] for _ in "12345"
    ]
    path = f"/channels/{channel}/messages?limit=2"
    pages = [await client.asks("GET", f"{path}{more}") for more in ("", f"&before={ids[3]}", f"&after={ids[0]}")]
    assert [[message["id"] for message in page] for _, page in pages] == [
        [ids[4], ids[3]],
        [ids[2], ids[1]],
        [ids[2], ids[1]],
    ]


async def test_heartbeats_are_answered_and_a_stranger_is_sent_away(client: Client) -> None:
    socket = await client.connects()
    await socket.send_json({"op": HEARTBEAT, "d": None})
    assert (await socket.receive_json())["op"] == 11
    await socket.send_json({"op": 3, "d": {}})
    await socket.receive()
    assert socket.close_code == 4003


async def test_what_was_told_meanwhile_is_told_again_to_who_resumes(client: Client) -> None:
    _, session = await identified(client)
    await client.discord.drops_connection()
    await client.discord.says("U1", "@U1", "hello")
    again = await client.connects()
    await again.send_json({"op": RESUME, "d": {"token": TOKEN, "session_id": session, "seq": 2}})
    assert [(await again.receive_json())["t"] for _ in range(2)] == ["MESSAGE_CREATE", "RESUMED"]


async def test_a_session_that_was_left_too_long_is_invalid(client: Client) -> None:
    _, session = await identified(client)
    await client.discord.drops_connection()
    client.discord.pass_time(100)
    again = await client.connects()
    await again.send_json({"op": RESUME, "d": {"token": TOKEN, "session_id": session, "seq": 2}})
    told = await again.receive_json()
    assert (told["op"], told["d"]) == (9, False)


async def test_sessions_of_a_day_are_counted_and_the_last_one_costs_the_token(client: Client) -> None:
    gateway = client.discord.gateway
    gateway.starts = [client.discord.world.clock()] * (STARTS - 1)
    assert (await client.asks("GET", "/gateway/bot"))[1]["session_start_limit"]["remaining"] == 1
    await identified(client)
    socket = await client.connects()
    await socket.send_json({"op": IDENTIFY, "d": {"token": TOKEN, "intents": 1}})
    await socket.receive()
    assert socket.close_code == 4004
    client.discord.pass_time(DAY)
    assert (await client.asks("GET", "/gateway/bot"))[1]["session_start_limit"]["remaining"] == STARTS


async def test_a_thread_begins_once_at_a_message_that_stands_and_every_gateway_hears_of_it(client: Client) -> None:
    world = client.discord.world
    message = world.post(world.id("C1"), {"content": "R1"}, world.bot())
    path = f"/channels/{message['channel_id']}/messages/{message['id']}/threads"
    socket, _ = await identified(client)
    status, thread = await client.asks("POST", path, {"name": "R1"})
    assert (status, thread["id"], thread["parent_id"]) == (201, message["id"], message["channel_id"])
    assert (await socket.receive_json())["t"] == "THREAD_CREATE"
    status, refused = await client.asks("POST", path, {"name": "R1"})
    assert (status, refused["code"]) == (400, 160004)
    status, refused = await client.asks("POST", path.replace(message["id"], "1"), {"name": "R1"})
    assert (status, refused["code"]) == (404, 10008)
    assert (await client.asks("POST", path, {"name": "x" * 101}))[1]["code"] == 50035


async def test_a_thread_that_sleeps_wakes_for_a_new_message_and_lets_none_be_changed(client: Client) -> None:
    world = client.discord.world
    message = world.post(world.id("C1"), {"content": "R1"}, world.bot())
    path = f"/channels/{message['channel_id']}/messages/{message['id']}/threads"
    _, thread = await client.asks("POST", path, {"name": "R1"})
    _, within = await client.asks("POST", f"/channels/{thread['id']}/messages", {"content": "C1"})
    world.threads[int(thread["id"])]["thread_metadata"]["archived"] = True
    changing = f"/channels/{thread['id']}/messages/{within['id']}"
    assert (await client.asks("PATCH", changing, {"content": "C2"}))[1]["code"] == 50083
    assert world.guild()["threads"] == []
    await client.asks("POST", f"/channels/{thread['id']}/messages", {"content": "C2"})
    assert (await client.asks("PATCH", changing, {"content": "C3"}))[0] == 200
    assert [each["id"] for each in world.guild()["threads"]] == [thread["id"]]
