"""What a treaty file says: its entries, read and checked, and the system that files make together."""
