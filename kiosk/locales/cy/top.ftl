# Y bar uwchben pob tudalen.

top-find = Chwilio am sesiwn neu berson
top-find-short = Chwilio
top-found = “{ $typed }”: { $n ->
    [zero] dim wedi’i ganfod
    [one] 1 wedi’i ganfod
    [two] 2 wedi’u canfod
    [few] { $n } wedi’u canfod
    [many] { $n } wedi’u canfod
   *[other] { $n } wedi’u canfod
}
top-day-found = { $day } ({ $n })
top-wall = Nawr a nesaf
top-board = Bwrdd
top-moved = Beth symudodd
top-info = Gwybodaeth
top-pitch = Cynnig sesiwn
top-language = English
top-language-short = EN
top-unlock = Datgloi golygu
top-lock = Cloi golygu
top-redo = Gwneud eto: { $what }
top-set-pin = Gosod PIN ar gyfer golygu
top-choose-pin = Dewis PIN er mwyn golygu ar y ddyfais hon
