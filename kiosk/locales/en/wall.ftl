# What is on now and next.

wall-title = Now and next
