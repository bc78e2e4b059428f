"""The life of tasks and frames: creation, changes of state, queue and billing."""
