"""Slack as a server on loopback: its Web API, its requests over HTTP and Socket Mode, its limits and its failures."""
