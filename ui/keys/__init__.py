"""The keys of the panel: one table of what each does and where, and what listens for them."""
