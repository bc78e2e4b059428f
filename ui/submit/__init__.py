"""The Submit tab and the environment editor."""
