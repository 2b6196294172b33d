"""What every process keeps in mind of the open records, so that suggestions need no database."""
