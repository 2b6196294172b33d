"""Documents of many kinds made into passages, in a process of their own that cannot harm the bot."""
