# Import at the kiosk.
