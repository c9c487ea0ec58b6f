"""What the articles mean: which acts can be done, and what is so on a day, in three values."""
