"""The Transfers tab."""
