"""What one paper alone tells: note, memorandum, whiteboard, class, redline, dissent and hindsight."""
