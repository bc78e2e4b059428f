"""The vocabulary of a submission: frozen data and pure text functions that every other part uses."""
