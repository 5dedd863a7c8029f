# Y dudalen wybodaeth.

info-title = Gwybodaeth
