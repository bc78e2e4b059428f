"""Is everything here that this needs, does it load, and who will find us?"""
