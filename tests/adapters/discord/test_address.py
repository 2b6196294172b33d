"""The token goes nowhere that is neither encrypted nor on this machine."""

import pytest

from adapters.discord.address import API, GATEWAY, AddressError, checked


@pytest.mark.parametrize("url", [API, "http://127.0.0.1:1/api/v10", "http://localhost:1", "http://[::1]:1"])
def test_encrypted_and_local_addresses_are_taken(url: str) -> None:
    assert str(checked("DISCORD_API_BASE_URL", url, "https")).startswith(url.split(":")[0])


def test_the_gateway_is_a_websocket() -> None:
    assert checked("DISCORD_GATEWAY_URL", GATEWAY, "wss").scheme == "wss"
    with pytest.raises(AddressError, match="wss://"):
        checked("DISCORD_GATEWAY_URL", API, "wss")


@pytest.mark.parametrize(
    "url", ["http://invented.example", "http://10.0.0.1", "ftp://localhost", "", "http://[", "localhost"]
)
def test_any_other_is_refused_with_what_to_do(url: str) -> None:
    with pytest.raises(AddressError, match="DISCORD_API_BASE_URL"):
        checked("DISCORD_API_BASE_URL", url, "https")
