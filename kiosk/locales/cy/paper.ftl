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
print-open = Argraffu…
print-about = PDF o { $day }, fel y mae’r bwrdd nawr
print-grid = Grid: A3
print-doors = Taflenni drws: A4 i bob ystafell
print-slips = Slipiau cynnig: A4 i’w dorri
print-blank = Grid gwag: A3 i ysgrifennu arno
print-on = Ar yr argraffydd { $printer }
print-looking = Yn chwilio am argraffwyr y peiriant hwn…
print-making = Yn paratoi’r tudalennau: bydd yn cymryd ychydig eiliadau
print-none = Does dim argraffydd wedi’i osod ar y peiriant hwn: cadwch PDF, a’i argraffu yn rhywle arall
print-sent = Mae gan yr argraffydd { $printer } y papur
print-absent = Does dim system argraffu ar y peiriant hwn: cadwch PDF, a’i argraffu yn rhywle arall
print-slow = Wnaeth y system argraffu ddim ateb: rhowch gynnig arall arni, neu cadwch PDF
print-refused = Wnaeth yr argraffydd ddim ei dderbyn: gwelwch a yw ymlaen, neu cadwch PDF
