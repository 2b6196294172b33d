"""What the bot is: it knows no platform, no database and no search engine."""
