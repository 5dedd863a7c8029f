# Paper: what prints say by themselves. The server's prints take their words from here too.

paper-event = Event without a name
paper-as-of = as of { $time }, board { $board }
paper-page = Page { $n } of { $of }
paper-cancelled = Cancelled
paper-closed = Closed
paper-nothing = Nothing stands here yet
paper-slip-title = Title
paper-slip-host = Host
paper-slip-what = What it is about
paper-slip-number = Number
print-open = Print…
print-about = A PDF of { $day }, as the board is now
print-grid = Grid: A3
print-doors = Door sheets: A4 for each room
print-slips = Pitch slips: A4 to cut
print-blank = Blank grid: A3 to write on
print-on = On the printer { $printer }
print-looking = Looking for the printers of this machine…
print-making = Making the pages: that takes a few seconds
print-none = No printer is set up on this machine: save a PDF, and print it elsewhere
print-sent = The printer { $printer } has it
print-absent = This machine has no print system: save a PDF, and print it elsewhere
print-slow = The print system did not answer: try again, or save a PDF
print-refused = The printer did not take it: see whether it is on, or save a PDF
