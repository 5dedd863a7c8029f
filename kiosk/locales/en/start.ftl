# The first start.

start-title = Welcome to Campboard
