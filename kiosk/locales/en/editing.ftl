# Editing the board: chosen together, pinned, merged, closed.
