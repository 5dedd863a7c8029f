# The on-screen keyboard.
