# Papur: yr hyn y mae’r printiadau yn ei ddweud eu hunain.

paper-event = Digwyddiad heb enw
paper-as-of = fel yr oedd am { $time }, bwrdd { $board }
paper-page = Tudalen { $n } o { $of }
paper-cancelled = Wedi’i ganslo
paper-closed = Ar gau
paper-nothing = Does dim yma eto
paper-slip-title = Teitl
paper-slip-host = Cyflwynydd
paper-slip-what = Am beth
paper-slip-number = Rhif
