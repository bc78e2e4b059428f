"""What will be submitted: the four files of a task and the files that go with it."""
