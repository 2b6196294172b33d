"""Discord as a chat platform: slash commands, buttons, forms, mentions and direct messages through the gateway."""
