"""Compares what the bot may do in each of its servers with what its invitation asks for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from adapters.discord.invite import Permission, invite
from bot.finding import Finding
from bot.words.catalogue import N_

ADMINISTRATOR, MENTION_EVERYONE = 1 << 3, 1 << 17
SERVER, SERVERS = N_("Discord server {server}"), N_("Discord servers")

LOST: Mapping[Permission, str] = {
    Permission.VIEW_CHANNEL: N_("View Channels is missing: it sees no channel."),
    Permission.SEND_MESSAGES: N_("Send Messages is missing: no card can be posted."),
    Permission.EMBED_LINKS: N_("Embed Links is missing: cards arrive empty."),
    Permission.ATTACH_FILES: N_("Attach Files is missing: nothing can be handed out as a file."),
    Permission.READ_MESSAGE_HISTORY: N_("Read Message History is missing: a send of unknown end may be repeated."),
    Permission.CREATE_PUBLIC_THREADS: N_("Create Public Threads is missing: it can begin no thread."),
    Permission.SEND_MESSAGES_IN_THREADS: N_("Send Messages in Threads is missing: it cannot answer in threads."),
}
"""What does not work without a permission, which is named as English settings of a server name it."""

MORE: Mapping[int, str] = {
    ADMINISTRATOR: N_("It is an administrator, and needs far less."),
    MENTION_EVERYONE: N_("It may mention everyone, and never does."),
}
GRANT = N_("Open {link} once more, or turn it on in Server Settings, Roles, at the role of the bot.")
WITHDRAW: Mapping[int, str] = {
    ADMINISTRATOR: N_("In Server Settings, Roles, at every role of the bot: turn Administrator off."),
    MENTION_EVERYONE: N_(
        "In Server Settings, Roles, at the roles of the bot and at @everyone: turn off the mention of everyone."
    ),
}


@dataclass(frozen=True, slots=True)
class Server:
    """A server the bot is in, and the sum of what its roles let it do there (bits; those of channels left out)."""

    name: str
    permissions: int


def server_findings(servers: Sequence[Server], application: str) -> Sequence[Finding]:
    """Return what is missing and what is too much in each server; one line for all in which all is well."""
    link = invite(application)
    if not servers:
        nowhere = N_("The bot is in no server yet.")
        return [Finding(SERVERS, "warning", nowhere, N_("Invite it: {link}"), {"link": link})]
    found = [finding for server in servers for finding in one_server(server, link)]
    well = sum(not lacking(server) for server in servers)
    values = {"well": well, "all": len(servers)}
    if well:
        found.insert(
            0, Finding(SERVERS, "ok", N_("Servers in which it may do all it needs: {well} of {all}."), "", values)
        )
    return found


def one_server(server: Server, link: str) -> Sequence[Finding]:
    """Return what is wrong in one server."""
    values = {"server": server.name, "link": link}
    missing = [Finding(SERVER, "wrong", LOST[each], GRANT, values) for each in lacking(server)]
    more = [
        Finding(SERVER, "warning", said, WITHDRAW[bit], values)
        for bit, said in MORE.items()
        if server.permissions & bit
    ]
    return [*missing, *more]


def lacking(server: Server) -> Sequence[Permission]:
    """Return what the bot needs and may not do; an administrator may do everything."""
    if server.permissions & ADMINISTRATOR:
        return ()
    return [permission for permission in Permission if not server.permissions & permission]
