"""How the bot is spoken to: one folder for each platform; they never import each other."""
