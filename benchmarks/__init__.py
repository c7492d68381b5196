"""How fast and how light the course is, as ratios measured in one run: ``make bench``."""
