"""Budgets: what may be spent for a submission or a project, and the agent that holds to it."""
