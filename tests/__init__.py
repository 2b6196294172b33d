"""The tests: units beside their rooms, contracts for every store, scenarios that read like a chat."""
