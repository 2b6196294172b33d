"""The stories behind the commands: what a command does once it is understood."""
