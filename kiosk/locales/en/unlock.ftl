# The PIN.
