"""Files of other tools and data sets, read from what the user has on disk; no data set is shipped."""
