"""Writing dossiers with their author: seven questions to a first file, comparisons to a ranking."""
