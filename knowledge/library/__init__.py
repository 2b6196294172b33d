"""The lessons that come with the bot, and the search over all lessons it is given."""
