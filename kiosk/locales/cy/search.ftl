# Dod o hyd i sesiwn.

search-title = Chwilio am sesiwn
