"""The commands about tasks on the farm; one/ has what is done with one of them."""
