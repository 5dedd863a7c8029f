# Y dechrau cyntaf.

start-title = Croeso i Campboard
