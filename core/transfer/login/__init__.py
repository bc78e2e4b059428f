"""Start the agent when the user logs in, so that a reboot does not end an upload: in the way of each system."""
