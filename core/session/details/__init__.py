"""The account's own things at the farm."""
