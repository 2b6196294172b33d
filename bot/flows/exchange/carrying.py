"""How goods travel that were agreed on: who carries them, the code that goes along, when and where they arrive."""

from dataclasses import replace

from bot.cards import commitments as commitment_cards
from bot.chat import Card, Invocation, Reply
from bot.command import Tools
from bot.domain.commitment import Carrier, Commitment
from bot.flows.exchange.arrival_codes import new_code
from bot.flows.exchange.detailing import details
from bot.flows.exchange.missing import no_record
from bot.flows.exchange.moving import as_it_stands, code_told
from bot.flows.exchange.taking import told
from bot.flows.exchange.transport import ask_for_transport, end_asking


async def carry(invocation: Invocation, tools: Tools) -> Reply:
    """Do what was asked about the way of a commitment, where the sender's side may and its state allows it."""
    record, action = invocation.options.get("record", ""), invocation.options["action"]
    commitment = await tools.view.commitments.get(record)
    if commitment is None or commitment_cards.side_of(commitment, tools.me.sight) is None:
        return no_record(record, tools)
    if action not in commitment_cards.ways(commitment, tools.me.sight):
        title = tools.viewer.say("That is not possible for {id} now. It stands like this:", id=commitment.id)
        return await as_it_stands(commitment, tools, title)
    if action == "code":
        return await code(commitment, tools)
    if action == "details":
        return await details(commitment, invocation, tools)
    return await (transport(commitment, invocation, tools) if action == "transport" else fetch(commitment, tools))


async def code(commitment: Commitment, tools: Tools) -> Reply:
    """Give a new code for goods on their way."""
    title, body = code_told(await new_code(commitment, tools), tools)
    return Reply(Card(title, body, locale=tools.viewer.locale))


async def transport(commitment: Commitment, invocation: Invocation, tools: Tools) -> Reply:
    """Open a request for the transport and link it."""
    request, offer = await commitment_cards.both_posts(tools.view, commitment)
    post = await ask_for_transport(commitment, request, offer, invocation, tools)
    after = await carried(commitment, "needed", post.id, tools)
    return await as_it_stands(after, tools, tools.viewer.say("{id} asks for the transport.", id=post.id))


async def fetch(commitment: Commitment, tools: Tools) -> Reply:
    """Note that the asker fetches it; transport that was asked for and nobody took up is asked for no longer."""
    await end_asking(commitment, tools)
    after = await carried(commitment, "asker", None, tools)
    return await as_it_stands(after, tools, tools.viewer.say("Noted. The other side is told."))


async def carried(commitment: Commitment, carrier: Carrier, transport_id: str | None, tools: Tools) -> Commitment:
    """Store who carries it and owe the news."""
    stamp = replace(commitment.stamp, updated_at=tools.now)
    after = replace(commitment, carrier=carrier, transport_id=transport_id, stamp=stamp)
    after = await tools.uow.commitments.save(after, by=tools.me.person.id, what=f"carrier {carrier}")
    request, _ = await commitment_cards.both_posts(tools.view, commitment)
    await told(after, request, tools)
    return after
