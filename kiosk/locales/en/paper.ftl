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
