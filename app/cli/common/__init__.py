"""What the commands share: their arguments, the terminal, signals, a session, submitting and following."""
