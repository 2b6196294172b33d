"""Slack as a platform: its requests become invocations, cards become blocks."""
