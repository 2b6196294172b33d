"""The frozen history of the tables; revisions import no live code."""
