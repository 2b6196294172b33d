"""Discord as a server on loopback: gateway, REST and people, for the real discord.py to speak to."""
