# Cynnig sesiwn.

pitch-title = Cynnig sesiwn
