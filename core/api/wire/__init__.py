"""One signed POST: connections, signature, answers and what can go wrong with them."""
