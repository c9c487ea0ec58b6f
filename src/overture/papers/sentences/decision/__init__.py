"""What to do: the recommendation, the goals, the courses with their motives, and the others considered."""
