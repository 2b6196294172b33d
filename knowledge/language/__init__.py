"""Words of English and Japanese text, so that whatever is searched is cut and folded in one way."""
