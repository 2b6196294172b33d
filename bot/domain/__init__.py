"""The rules of response work: standard library only, one file per noun."""
