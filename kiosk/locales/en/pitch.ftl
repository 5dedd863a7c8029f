# Pitching a session.

pitch-title = Pitch a session
