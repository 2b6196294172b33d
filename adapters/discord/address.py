"""Tells discord.py where Discord is: these addresses decide where the token is sent."""

from ipaddress import ip_address

import discord
import yarl
from discord.gateway import DiscordWebSocket

from bot.words.catalogue import N_

API = "https://discord.com/api/v10"
GATEWAY = "wss://gateway.discord.gg/"

UNSAFE = N_("{name}: {url} is neither encrypted nor on this machine. Use {scheme}://… or an address on localhost.")


class AddressError(ValueError):
    """An address that the token must not be sent to: `name` of the setting, `url`, and the scheme it should have."""

    def __init__(self, name: str, url: str, scheme: str) -> None:
        super().__init__(UNSAFE.format(name=name, url=url, scheme=scheme))
        self.sentence, self.values = UNSAFE, {"name": name, "url": url, "scheme": scheme}


def checked(name: str, url: str, scheme: str) -> yarl.URL:
    """Return the address when it is encrypted or on this machine. Raises AddressError."""
    try:
        address = yarl.URL(url)
    except ValueError as error:
        raise AddressError(name, url, scheme) from error
    plain = scheme.removesuffix("s")
    if address.host and (address.scheme == scheme or (address.scheme == plain and _here(address.host))):
        return address
    raise AddressError(name, url, scheme)


def point(api_base_url: str, gateway_url: str) -> None:
    """Set both addresses for this process, before anything logs in. Raises AddressError."""
    api = checked("DISCORD_API_BASE_URL", api_base_url, "https")
    gateway = checked("DISCORD_GATEWAY_URL", gateway_url, "wss")
    discord.http.Route.BASE = str(api).rstrip("/")
    DiscordWebSocket.DEFAULT_GATEWAY = gateway


def _here(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
