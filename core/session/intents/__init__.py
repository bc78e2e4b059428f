"""What a panel and the command line can ask of a session, by subject."""
