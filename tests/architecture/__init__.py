"""What holds for the source itself: imports, sizes, documents, start-up."""
