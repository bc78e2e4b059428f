"""The threads of the agent, and what is known of each: whether it lives, moves, or waits for something."""
