# Y bysellfwrdd ar y sgrin.
