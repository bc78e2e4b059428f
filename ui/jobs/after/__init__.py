"""What comes after for a task: the rest of its frames after a test, or what helps where it failed or was stopped."""
