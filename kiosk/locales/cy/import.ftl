# Mewnforio wrth y ciosg.
