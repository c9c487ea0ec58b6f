"""Files of the user: text to a tree with positions, and fields with their mistakes; for dossiers and treaties."""
