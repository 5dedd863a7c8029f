# Finding a session.

search-title = Find a session
