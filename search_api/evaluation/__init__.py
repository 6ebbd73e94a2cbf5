"""How well search does against judged questions, and whether one setting does better than another."""
