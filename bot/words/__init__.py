"""Every sentence people read, in English and Japanese."""
