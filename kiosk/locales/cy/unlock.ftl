# Y PIN.
