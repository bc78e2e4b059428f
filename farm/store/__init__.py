"""The account's storage on disk, and files on their way into it."""
