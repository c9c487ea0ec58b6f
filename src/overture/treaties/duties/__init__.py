"""Who must do what after a fact, where duties meet, and who could be beaten by whom given that help."""
