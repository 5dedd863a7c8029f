# The information page.

info-title = Information
