"""The commands that set up a machine: its host applications and its shell."""
