"""What the bot remembers: SQL on SQLite and PostgreSQL behind the core's own Protocols."""
