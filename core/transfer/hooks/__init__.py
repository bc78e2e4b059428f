"""A studio's hooks that the agent calls: noted in the journal, and called by a thread of their own."""
