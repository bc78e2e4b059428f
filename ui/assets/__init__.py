"""The Assets tab."""
