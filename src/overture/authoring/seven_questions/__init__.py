"""From seven questions to a first dossier."""
