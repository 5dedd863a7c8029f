# Golygu’r bwrdd.
