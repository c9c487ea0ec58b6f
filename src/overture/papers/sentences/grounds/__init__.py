"""What the answer rests on: the audit of claims, how firm it is, what overturns it, what is missing."""
