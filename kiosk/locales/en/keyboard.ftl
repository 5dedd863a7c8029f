# The on-screen keyboard.

keyboard-name = Keyboard on the screen
keyboard-offer = Accents
keyboard-shift = Capital letter
keyboard-locked = Capital letters, locked
keyboard-backspace = Delete the letter before
keyboard-enter = Enter
keyboard-left = One letter back
keyboard-right = One letter on
keyboard-letters = Letters
keyboard-signs = Numbers and signs
keyboard-accents = Letters with accents
keyboard-space = space
keyboard-next = Next
keyboard-next-spoken = Next field
keyboard-done = Done
keyboard-done-spoken = Hide the keyboard
