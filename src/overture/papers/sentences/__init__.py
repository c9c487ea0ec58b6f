"""Every sentence that a paper prints, made by pure functions from a dossier and its advice."""
