"""The Jobs tab: tasks, frames, viewer, log and output."""
