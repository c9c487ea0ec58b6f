"""The papers: which sections, in which order, made of which sentences."""
