"""How tasks and frames come to be, change and are paid for."""
