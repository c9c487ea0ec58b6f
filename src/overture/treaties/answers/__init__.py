"""Answers to questions: what is supposed, what is found, by which articles, and why."""
