"""Notices: kept in the journal, and told by mail and in chats by the agent."""
