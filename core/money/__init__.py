"""What rendering costs, in decimal amounts: read from the farm, added up, said."""
