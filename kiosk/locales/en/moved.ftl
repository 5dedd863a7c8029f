# What moved.

moved-title = What moved
