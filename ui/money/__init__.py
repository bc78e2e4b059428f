"""Costs, budgets and notices of the account, on a page of their own."""
