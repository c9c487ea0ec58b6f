"""Arguments and reports: their map, what meets them, and who is reported to say what."""
