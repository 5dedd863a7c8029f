# Teipio’r hyn a ysgrifennwyd ar bapur.

typed-open = Teipio’r hyn sydd ar bapur…
typed-title = Teipio’r hyn sydd ar bapur
typed-about = Fesul amser ac ystafell: dywedwch beth mae’r papur yn ei ddweud. Ar y diwedd gwelwch beth sy’n newid, a’i roi i mewn fel un golygiad.
typed-board = Bwrdd ar y print
typed-board-hint = Y pedwar nod ar ôl “bwrdd” wrth droed y dudalen; gadewch yn wag os na all neb eu darllen
typed-board-wrong = Pedwar nod, pob un yn ddigid neu’n llythyren o a i f, fel 3f9a
typed-time = Fel yr oedd am
typed-time-hint = Yr amser wrth ei ymyl, fel 11:42
typed-time-wrong = Mae amser yn edrych fel 11:42
typed-time-needed = Mae gan y bwrdd fel y mae nawr nodau eraill: teipiwch amser y print hefyd, neu tua phryd yr oedd
typed-begin = Dechrau
typed-slips = Slipiau cynnig: teipio un ar ôl y llall
typed-offer = { $n ->
    [0] { $day }: dechreuwyd teipio am { $when }. Does dim wedi’i deipio eto, na’i roi i mewn
    [one] { $day }: dechreuwyd teipio am { $when }. Mae 1 gell wedi’i theipio, a dim wedi’i roi i mewn eto
    [two] { $day }: dechreuwyd teipio am { $when }. Mae 2 gell wedi’u teipio, a dim wedi’i roi i mewn eto
   *[other] { $day }: dechreuwyd teipio am { $when }. Mae { $n } cell wedi’u teipio, a dim wedi’i roi i mewn eto
}
typed-offer-go-on = Mynd ymlaen i deipio
typed-offer-away = Ei daflu
typed-throw-ask = { $n ->
    [zero] Taflu’r hyn sydd wedi’i deipio? All neb ddod ag ef yn ôl
    [one] Taflu’r 1 gell sydd wedi’i theipio? All neb ddod â hi’n ôl
    [two] Taflu’r 2 gell sydd wedi’u teipio? All neb ddod â nhw’n ôl
    [few] Taflu’r { $n } cell sydd wedi’u teipio? All neb ddod â nhw’n ôl
    [many] Taflu’r { $n } cell sydd wedi’u teipio? All neb ddod â nhw’n ôl
   *[other] Taflu’r { $n } cell sydd wedi’u teipio? All neb ddod â nhw’n ôl
}
typed-throw-keep = Ei gadw
typed-throw-sure = Ie, ei daflu
typed-erased = { $n ->
    [one] Cafodd enwau eu dileu yn y cyfamser, ac aeth 1 enw a deipiwyd yma o’r blaen gyda nhw. Mae’r teitlau fel yr oeddent: edrychwch ar eich papur, a theipiwch yr enw eto os caiff sefyll yno
    [two] Cafodd enwau eu dileu yn y cyfamser, ac aeth 2 enw a deipiwyd yma o’r blaen gyda nhw. Mae’r teitlau fel yr oeddent: edrychwch ar eich papur, a theipiwch enw eto os caiff sefyll yno
   *[other] Cafodd enwau eu dileu yn y cyfamser, ac aeth { $n } enw a deipiwyd yma o’r blaen gyda nhw. Mae’r teitlau fel yr oeddent: edrychwch ar eich papur, a theipiwch enw eto os caiff sefyll yno
}
typed-finding = Yn chwilio am fwrdd y print hwn…
typed-same = Mae’r print yn dangos y bwrdd fel yr oedd pan ddechreuoch
typed-found = Mae’r print yn dangos bwrdd { $when }. Mae’r celloedd a newidiodd wedyn wedi’u nodi
typed-by-time = Nid yw’r ciosg hwn yn nabod bwrdd â’r pedwar nod hyn. Mae’r celloedd a newidiodd ers { $when } wedi’u nodi
typed-of-time = Mae’r celloedd a newidiodd ers { $when } wedi’u nodi
typed-since-begun = Ni wyddys dim am y print. Mae’r celloedd a newidiodd ers dechrau teipio, am { $when }, wedi’u nodi
typed-unfound = Ni ellid chwilio am fwrdd y print hwn, felly ni ellir rhoi dim i mewn eto. Mae’r hyn a deipiwyd wedi’i gadw
typed-look-again = Chwilio eto
typed-unknown = Ni wyddys dim am y print: does dim cell wedi’i nodi
typed-how = Enter: fel ar y bwrdd, ymlaen. Teitl: teipiwch ef, dewiswch â’r saethau, Enter. Dim yno: - ac Enter. Wedi’i groesi allan: x ac Enter. Ctrl ac Enter: gweld beth sy’n newid
typed-full = Dyma gymaint ag sy’n ffitio ar unwaith: rhowch ef i mewn, yna ewch ymlaen
typed-needs = { $n ->
    [one] Mae angen i chi edrych ar 1 gell yn gyntaf: ewch yno
    [two] Mae angen i chi edrych ar 2 gell yn gyntaf: ewch i’r nesaf
   *[other] Mae angen i chi edrych ar { $n } cell yn gyntaf: ewch i’r nesaf
}
typed-no-cells = Does gan y diwrnod hwn ddim ystafell agored na dim ar ei fwrdd: gwnewch ystafell yn gyntaf
typed-add = Rhywbeth nad yw yn y rhestr hon…
typed-add-about = Ei amser a’i ystafell, yna ei deitl
typed-add-time = Amser
typed-add-time-hint = { $n ->
    [one] Fel 14:30 neu 14:30-15:15; heb ddiwedd mae’n 1 funud
    [two] Fel 14:30 neu 14:30-15:15; heb ddiwedd mae’n 2 funud
   *[other] Fel 14:30 neu 14:30-15:15; heb ddiwedd mae’n { $n } munud
}
typed-add-time-wrong = Mae amser yn edrych fel 14:30, a chyda’i ddiwedd fel 14:30-15:15
typed-add-room = Ystafell
typed-add-room-wrong = Dewiswch un o’r ystafelloedd hyn
typed-add-go = Teipio ei deitl
typed-add-close = Cau
typed-preview = Gweld beth sy’n newid
typed-nothing = Dim
typed-cancelled = { $title } (wedi’i ganslo)
typed-here = Ar y bwrdd: { $here }
typed-on-paper = Ar bapur
typed-host = Arweinydd (gellir ei adael yn wag)
typed-means-empty = Dim ar bapur
typed-means-crossed-out = Wedi’i groesi allan ar bapur
typed-means-new = { $host ->
    [none] Newydd: { $title }
   *[other] Newydd: { $title }, gyda { $host }
}
typed-means-here = { $title }, o: { $place }
typed-means-goes = Yn mynd i: { $place }
typed-choice-new = Sesiwn newydd: { $title }
typed-choice-session = { $title } ({ $place })
typed-moved-on = Symudodd y bwrdd ymlaen yma. Ar y print: { $was }
typed-elsewhere = { $cancelled ->
    [yes] Canslodd y bwrdd “{ $title }” ers y print. Yno mae yn: { $place }
   *[no] Symudodd y bwrdd “{ $title }” ers y print. Yno mae bellach: { $place }
}
typed-twice = Ar bapur mae’r sesiwn hon ar amser arall hefyd: newidiwch un o’r ddau
typed-gone = Does gan y bwrdd ddim cell o’r fath bellach: teipiwch ef mewn man arall, a’i glirio yma
typed-board-stays = Mae’r bwrdd yn aros
typed-take-paper = Derbyn yr hyn mae’r papur yn ei ddweud
typed-keep-board = Cadw’r hyn mae’r bwrdd yn ei ddweud
typed-short-same = Fel ar y bwrdd
typed-short-empty = Dim yno
typed-short-crossed-out = Wedi’i groesi allan
typed-cell = { $why ->
    [none] { $paper ->
        [none] { $room }, { $time }. Ar y bwrdd: { $here }
       *[other] { $room }, { $time }. Ar y bwrdd: { $here }. Ar bapur: { $paper }
    }
   *[other] { $paper ->
        [none] { $room }, { $time }. Ar y bwrdd: { $here }. { $why }
       *[other] { $room }, { $time }. Ar y bwrdd: { $here }. Ar bapur: { $paper }. { $why }
    }
}
typed-changes = { $n ->
    [0] Does dim yn newid: mae’r bwrdd yn dweud yr un peth â’r papur
    [one] Mae 1 peth yn newid
    [two] Mae 2 beth yn newid
    [many] Mae { $n } pheth yn newid
   *[other] Mae { $n } peth yn newid
}
typed-line-moved = { $pinned ->
    [yes] Mae “{ $title }”, sydd wedi’i binio, yn mynd o { $from } i { $to }
   *[no] Mae “{ $title }” yn mynd o { $from } i { $to }
}
typed-line-left = { $pinned ->
    [yes] Mae “{ $title }”, sydd wedi’i binio, yn gadael { $from } ac yn aros am le
   *[no] Mae “{ $title }” yn gadael { $from } ac yn aros am le
}
typed-line-placed = Mae “{ $title }” yn cael lle: { $to }
typed-line-cancelled = Mae “{ $title }” wedi’i ganslo
typed-line-uncancelled = Mae “{ $title }” yn digwydd wedi’r cyfan
typed-line-host = Mae { $host } yn arwain “{ $title }”
typed-line-new = { $host ->
    [none] Newydd: “{ $title }”, { $to }
   *[other] Newydd: “{ $title }” gyda { $host }, { $to }
}
typed-more = { $n ->
    [one] ac 1 arall
   *[other] a { $n } arall
}
typed-undoable = Un golygiad ydyw, y gallwch ei ddadwneud
typed-saving = Mae’n cael ei roi i mewn…
typed-put-in = Ei roi i mewn
typed-back = Mynd ymlaen i deipio
typed-finish = Wedi gorffen
typed-done = { $n ->
    [0] Wedi gorffen: ni newidiodd dim
    [one] Wedi’i roi i mewn: newidiodd 1 peth
    [two] Wedi’i roi i mewn: newidiodd 2 beth
    [many] Wedi’i roi i mewn: newidiodd { $n } pheth
   *[other] Wedi’i roi i mewn: newidiodd { $n } peth
}
typed-to-board = I’r bwrdd
typed-again = Mwy o’r un print
typed-another = Print arall
