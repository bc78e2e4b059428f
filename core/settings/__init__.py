"""What the user and the studio set, and what this machine remembers of accounts and farms."""
