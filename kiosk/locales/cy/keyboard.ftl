# Y bysellfwrdd ar y sgrin.

keyboard-name = Bysellfwrdd ar y sgrin
keyboard-offer = Acenion
keyboard-shift = Llythyren fawr
keyboard-locked = Llythrennau mawr, wedi’u cloi
keyboard-backspace = Dileu’r llythyren flaenorol
keyboard-enter = Enter
keyboard-left = Un llythyren yn ôl
keyboard-right = Un llythyren ymlaen
keyboard-letters = Llythrennau
keyboard-signs = Rhifau ac arwyddion
keyboard-accents = Llythrennau ag acenion
keyboard-space = bylchwr
keyboard-next = Nesaf
keyboard-next-spoken = Y maes nesaf
keyboard-done = Iawn
keyboard-done-spoken = Cuddio’r bysellfwrdd
