"""The money of an account: budgets, costs, and the notices of the journal."""
